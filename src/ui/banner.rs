//! The line above everything while the account is overdue.

use ratatui::text::Span;

use super::{
    Scene,
    canvas::{Canvas, columns},
    keys,
};
use crate::{
    app::{Action, Area},
    domain::FeedState,
    words::{account, screen},
};

/// Draws the banner, as much of it as fits: what is owed survives longest.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let style = scene.theme.banner;
    canvas.fill(area, style);
    let key = format!("[{}]", keys::first_of(Action::Account, scene));
    let age = age(scene).map_or_else(String::new, |age| format!("{age}   "));
    let asides = [format!("{age}{key} {}", screen::ACCOUNT.of(scene.lang)), format!("{age}{key}"), age];
    let balance = scene.state.profile().snapshot.balance.as_ref();
    let currency = balance.and_then(|balance| balance.currency.as_deref());
    let owed = account::owed(balance.and_then(|balance| balance.available), currency).unwrap_or_default();
    let start = canvas.put(area, 0, scene.glyphs.banner, style);
    let start =
        canvas.put(area, start.saturating_add(1), screen::OVERDUE.of(scene.lang), style).saturating_add(2);
    let row = area.within(start, 1);
    let told = screen::overdue(scene.lang, &owed);
    let fitting = told
        .iter()
        .flat_map(|told| asides.iter().map(move |aside| (told, aside)))
        .find(|(told, aside)| columns(told).saturating_add(columns(aside)).saturating_add(3) <= row.width);
    let (told, aside) =
        fitting.map_or((told.last().map_or("", String::as_str), ""), |(told, aside)| (told, aside));
    canvas.put(row, 0, told, style);
    canvas.right(row, &[Span::styled(aside, style)]);
}

/// How old it is, where it is not fresh.
fn age(scene: &Scene<'_>) -> Option<String> {
    let profile = scene.state.profile();
    let feed = &profile.snapshot.account;
    let is_stale = feed.state(profile.refresh, scene.now.utc) == FeedState::Stale;
    feed.fetched_at.filter(|_| is_stale).map(|at| screen::read_ago(scene.lang, at, scene.now.utc))
}
