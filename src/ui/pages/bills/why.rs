//! Why a group was charged, or why nothing has to be paid.

use crate::{
    domain::{bill::Group, explain::Reason},
    ui::Scene,
    words::{
        facts::{covered, reason},
        pages::bills::totals,
    },
};

/// The most expensive reason in a few words, and the number of others. Without a charge, what covered the use;
/// empty if nothing is known.
pub(crate) fn short(scene: &Scene<'_>, group: &Group) -> String {
    let reasons = reasons(scene, group);
    let Some(first) = reasons.first() else {
        return gap(scene, group).unwrap_or_else(|| settled(scene, group));
    };
    let others = reasons.len().saturating_sub(1);
    let first = reason::short(scene.lang, first, scene.now.utc, scene.zone);
    covered::and_more(scene.lang, &first, others)
}

/// All reasons; if there are several, with their costs.
pub(crate) fn long(scene: &Scene<'_>, group: &Group) -> Vec<String> {
    let reasons = reasons(scene, group);
    let text = if reasons.len() > 1 { reason::with_cost } else { reason::long };
    let text = |found| text(scene.lang, found, scene.now.utc, scene.zone);
    let covered = group.noteworthy_cover();
    let covered = covered.map(|covered| covered::long(scene.lang, &covered, &group.currency));
    reasons.iter().map(text).chain(gap(scene, group)).chain(covered).collect()
}

/// What covered a group in which nothing has to be paid.
fn settled(scene: &Scene<'_>, group: &Group) -> String {
    if group.is_settled() && group.day.is_none() {
        covered::short(scene.lang, &group.covered())
    } else {
        String::new()
    }
}

/// What is missing from a day's group, and why.
fn gap(scene: &Scene<'_>, group: &Group) -> Option<String> {
    let ledger = scene.state.profile().bills.ledger(scene.state.shown_cycle(scene.now.utc))?;
    Some(totals::gap(scene.lang, ledger.day(group.day?)?.gap?))
}

fn reasons<'a>(scene: &Scene<'a>, group: &Group) -> &'a [Reason] {
    let bills = &scene.state.profile().bills;
    let position = bills.report.groups.position(&group.key, &group.currency);
    position.and_then(|at| bills.reasons.get(at)).map(Vec::as_slice).unwrap_or_default()
}
