//! The banners of overdue accounts, one line each.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Command, Profile, ProfileId},
    domain::{FeedName, FeedState, action::Label},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys,
    },
    words::{
        chrome::bars,
        facts::account,
        overlays::{help, profiles},
        plain, text,
    },
};

/// Longer profile names are cut.
const MAX_NAME_WIDTH: usize = 20;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let all = scene.state.overdue().count();
    for (row, (id, profile)) in (0..area.height).zip(scene.state.overdue()) {
        let is_last = row.saturating_add(1) == area.height;
        let other_overdue = if is_last { all.saturating_sub(area.height.into()) } else { 0 };
        line(scene, canvas, area.row(row), (id, profile), other_overdue);
    }
}

/// An overdue account and the number of others, as far as they fit; the amount owed is dropped last.
fn line(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (id, profile): (ProfileId, &Profile),
    other_overdue: usize,
) {
    let (state, style) = (scene.state, scene.theme.banner);
    canvas.fill(area, style);
    // The account page offers what to do next.
    let is_on_page = state.view.overlay.is_account() && id == state.current();
    canvas.target(area, (0, area.width), || {
        if is_on_page { Command::Act(Action::CopyRemedy) } else { Command::Account(id) }
    });
    let with_gap = |text: Option<String>| text.map_or_else(String::new, |text| format!("{text}   "));
    let more = with_gap((other_overdue > 0).then(|| profiles::more(scene.lang, other_overdue)));
    let age = with_gap(age(scene, profile));
    // The key opens the account in focus.
    let key = if id == state.current() {
        let action = if is_on_page { Action::CopyRemedy } else { Action::Account };
        format!("[{}]", keys::first_of(action, scene))
    } else {
        String::new()
    };
    let leads_to =
        if is_on_page { help::hint(Action::CopyRemedy, Label::PaymentLink) } else { bars::ACCOUNT };
    let named = if key.is_empty() { String::new() } else { format!("{key} {}", leads_to.of(scene.lang)) };

    let asides = [format!("{more}{age}{named}"), format!("{more}{age}{key}"), format!("{more}{age}")];
    let balance = profile.snapshot.balance.as_ref();
    let currency = balance.and_then(|balance| balance.currency.as_deref());
    let owed = account::owed(balance.and_then(|balance| balance.available), currency).unwrap_or_default();
    let start = canvas.put(area, 0, scene.glyphs.banner, style);
    let mut start = canvas.put(area, start.saturating_add(1), bars::OVERDUE.of(scene.lang), style);
    if state.shows_all() {
        let name = plain(profile.name());
        let name = text::cut(&name, MAX_NAME_WIDTH, scene.glyphs.cut);
        start = canvas.put(area, start.saturating_add(1), &name, style);
    }
    let row = area.within(start.saturating_add(2), 1);
    let texts = bars::overdue(scene.lang, &owed);
    let fits = |(text, aside): &(&String, &String)| {
        columns(text).saturating_add(columns(aside)).saturating_add(3) <= row.width
    };
    // On the account page, what to do next is more important than the rest of the sentence.
    let with_action = texts.iter().zip(asides.iter().take(1).cycle()).filter(|_| is_on_page);
    let others = texts.iter().flat_map(|text| asides.iter().map(move |aside| (text, aside)));
    let fitting = with_action.chain(others).find(fits);
    let (text, aside) =
        fitting.map_or((texts.last().map_or("", String::as_str), ""), |(text, aside)| (text, aside));
    canvas.put(row, 0, text, style);
    canvas.right(row, &[Span::styled(aside, style)]);
}

/// The age of the balance, if it is stale.
fn age(scene: &Scene<'_>, profile: &Profile) -> Option<String> {
    let feed = profile.snapshot.feed(FeedName::Account);
    let is_stale = feed.state(profile.refresh, scene.now.utc) == FeedState::Stale;
    feed.fetched_at.filter(|_| is_stale).map(|at| bars::read_ago(scene.lang, at, scene.now.utc))
}
