//! What the running cycle has cost so far and is expected to cost; what closed cycles cost, and whether they are
//! paid.

use chrono::TimeDelta;
use ratatui::text::Span;

use super::part::Part;
use crate::{
    app::{
        Profile,
        account::bills::{ClosedCycle, Progress},
    },
    domain::bill::{Cycle, LimitStatus, Spend},
    ui::{Scene, widgets::page::Fact},
    words::{facts::bill, overlays::account as words, time},
};

/// An unpaid amount that was read within this time needs no date.
const CURRENT_FOR: TimeDelta = TimeDelta::days(1);

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

/// What closed cycles cost, as far as their bills are loaded, and whether they are paid, the newest first; `None`
/// if the profile has no bills.
pub(super) fn closed<'a>(scene: &Scene<'a>) -> Option<Part<'a>> {
    let (profile, theme, lang) = (scene.state.profile(), scene.theme, scene.lang);
    if !profile.has_bills() && profile.bills.outstanding.is_empty() {
        return None;
    }
    let cycles = profile.bills.closed(scene.now.utc);
    let is_known = |closed: &ClosedCycle<'_>| closed.cost.is_some() || closed.outstanding.is_some();
    let mut facts = Vec::new();
    if cycles.iter().any(is_known) {
        facts.extend(cycles.iter().map(|closed| closed_cycle(scene, closed)));
        facts.push(Fact::new("", words::CLOSED_NOTE.of(lang), theme.quiet));
    } else {
        facts.push(Fact::new("", bill::NOT_READ.of(lang), theme.quiet));
    }
    Some(Part { title: words::CLOSED.of(lang).to_owned(), facts })
}

fn closed_cycle<'a>(scene: &Scene<'a>, closed: &ClosedCycle<'_>) -> Fact<'a> {
    let (theme, lang, now) = (scene.theme, scene.lang, scene.now.utc);
    let cost = closed.cost.map(|(spends, Progress { days, of })| (spends, days, of));
    let style = if cost.is_some() { theme.text } else { theme.quiet };
    let cost = Span::styled(words::closed_cost(lang, cost), style);
    let outstanding = closed.outstanding.map(|known| &known.value);
    let as_of = closed.outstanding.map(|known| known.fetched_at);
    let as_of = as_of.filter(|at| now.signed_duration_since(*at) > CURRENT_FOR);
    let as_of = as_of.map(|at| time::moment(lang, at, now, scene.zone));
    let is_due = outstanding.is_some_and(|outstanding| !outstanding.0.is_empty());
    let style = if is_due { theme.warning } else { theme.quiet };
    Fact::new(closed.cycle.to_string(), words::payment(lang, outstanding, as_of.as_deref()), style)
        .with_lead([cost])
}
