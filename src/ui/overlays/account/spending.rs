//! What the running cycle has cost so far and is expected to cost, and what is unpaid of closed cycles.

use ratatui::text::Span;

use super::part::Part;
use crate::{
    app::Profile,
    domain::bill::{Cycle, LimitStatus, Spend},
    ui::{Scene, widgets::page::Fact},
    words::{facts::bill, overlays::account as words},
};

/// Spending in the running cycle, for each currency; `None` if the profile has no bills.
pub(super) fn running<'a>(scene: &Scene<'a>) -> Option<Part<'a>> {
    let (profile, theme, lang) = (scene.state.profile(), scene.theme, scene.lang);
    if !profile.has_bills() {
        return None;
    }
    let cycle = Cycle::at(scene.now.utc);
    let spends = profile.bills.spend.iter().filter(|spend| spend.cycle == cycle);
    let mut facts: Vec<Fact<'_>> = spends.flat_map(|spend| of_currency(scene, profile, spend)).collect();
    if facts.is_empty() {
        facts.push(Fact::new("", bill::NOT_READ.of(lang), theme.quiet));
    } else {
        let through = profile.bills.spend.iter().find_map(|spend| spend.through);
        facts.push(Fact::new(words::DATA.of(lang), bill::through(lang, through, cycle), theme.quiet));
    }
    Some(Part { title: words::spending(lang, cycle), facts })
}

fn of_currency<'a>(scene: &Scene<'a>, profile: &'a Profile, spend: &Spend) -> Vec<Fact<'a>> {
    let (theme, lang) = (scene.theme, scene.lang);
    let so_far = Span::styled(words::so_far(lang, spend), theme.strong);
    let mut facts = vec![
        Fact::new(words::SO_FAR.of(lang), words::before_tax(lang, spend), theme.quiet).with_lead([so_far]),
    ];
    if let Some(range) = spend.projected {
        let expected = bill::expected(lang, range, spend.cycle, &spend.currency);
        facts.push(Fact::new(words::EXPECTED.of(lang), expected, theme.text));
    }
    let limit = scene.state.spending(profile).filter(|(limited, ..)| limited.currency == spend.currency);
    if let Some((spend, limit, status)) = limit {
        let style = match status {
            LimitStatus::Below => theme.text,
            LimitStatus::ProjectedOver => theme.warning,
            LimitStatus::Over => theme.danger,
        };
        facts.push(Fact::new(words::LIMIT.of(lang), words::limit(lang, spend, limit, status), style));
    }
    facts
}

/// What is unpaid of closed cycles, as far as it was read, the newest first.
pub(super) fn closed<'a>(scene: &Scene<'a>) -> Option<Part<'a>> {
    let (theme, lang) = (scene.theme, scene.lang);
    let outstanding = scene.state.profile().bills.outstanding.iter().rev();
    let facts: Vec<Fact<'_>> = outstanding
        .map(|(cycle, known)| {
            let style = if known.value.0.is_empty() { theme.quiet } else { theme.warning };
            Fact::new("", words::closed_cycle(lang, *cycle, &known.value), style)
        })
        .collect();
    (!facts.is_empty()).then(|| Part { title: words::CLOSED.of(lang).to_owned(), facts })
}
