//! The first line: the profile, the age of each feed, the time.

use std::borrow::Cow;

use ratatui::text::Span;
use strum::IntoEnumIterator as _;

use super::spending;
use crate::{
    app::{Area, Profile, account::schedule::Task, view::Page},
    domain::{Cause, FeedName, FeedState},
    ui::{
        Scene,
        canvas::{Canvas, columns, columns_of},
        pages::{bills, calls},
    },
    words::{chrome::bars, facts::from_bill, overlays::profiles, plain, text, time},
};

/// The levels of detail, tried in turn until the line fits.
const LEVELS: u8 = 9;
/// Longer profile names are cut.
const MAX_NAME_WIDTH: u16 = 20;
/// The same next to a feed's state.
const MAX_SHORT_NAME_WIDTH: u16 = 12;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    for level in 0..LEVELS {
        let (left, right) = (left(scene, level), right(scene, level));
        let needed = columns_of(&left).saturating_add(columns_of(&right)).saturating_add(2);
        if needed <= row.width || level.saturating_add(1) == LEVELS {
            canvas.spans(row, 0, &left);
            canvas.right(row, &right);
            return;
        }
    }
}

/// The program, the profile and its region. From level 3 on without the region, from 5 on the program alone.
fn left<'a>(scene: &Scene<'a>, level: u8) -> Vec<Span<'a>> {
    let (state, theme) = (scene.state, scene.theme);
    let mut spans = vec![Span::styled(bars::NAME, theme.strong.patch(theme.accent))];
    let (name, place) = profile_label(scene);
    let count = state.profiles().count();
    let nth = (state.has_several() && !state.shows_all())
        .then(|| profiles::nth(scene.lang, state.current().0.saturating_add(1), count));
    let parts: Vec<Cow<'a, str>> = match level {
        0..=2 => name.into_iter().chain(place).chain(nth.map(Cow::from)).collect(),
        // "All" is short, and says that rows belong to different profiles.
        _ if state.shows_all() => name.into_iter().collect(),
        3 | 4 => name.into_iter().collect(),
        _ => Vec::new(),
    };
    for (position, part) in parts.into_iter().enumerate() {
        let gap = if position == 0 { "  ".to_owned() } else { format!(" {} ", scene.glyphs.dot) };
        spans.extend([Span::styled(gap, theme.quiet), Span::styled(part, theme.text)]);
    }
    spans
}

/// The profile or profiles shown, and their region or number.
fn profile_label<'a>(scene: &Scene<'a>) -> (Option<Cow<'a, str>>, Option<Cow<'a, str>>) {
    let (state, profile) = (scene.state, scene.state.profile());
    if state.shows_all() {
        let count = profiles::count(scene.lang, state.profiles().count());
        return (Some(profiles::ALL.of(scene.lang).into()), Some(count.into()));
    }
    let name = short(scene, state.name_of(profile), MAX_NAME_WIDTH);
    if let Some(at) = profile.recorded_at {
        // Comes first, where it is never left out: nothing on the screen is of today.
        return (Some(bars::recorded(scene.lang, at, scene.zone).into()), Some(name));
    }
    let place = bars::source(scene.lang, profile.source)
        .or_else(|| profile.snapshot.region.map(|region| bars::region(scene.lang, region)));
    (Some(name), place.map(Cow::from))
}

/// A profile's name, cut to `longest`.
fn short<'a>(scene: &Scene<'_>, name: &'a str, longest: u16) -> Cow<'a, str> {
    let name = plain(name);
    if columns(&name) <= longest {
        return name;
    }
    text::cut(&name, longest.into(), scene.glyphs.cut).into_owned().into()
}

/// Each feed, then the clock. From level 4 on without the quiet feeds of other pages, from 6 on only feeds in
/// trouble, from 7 on only those of the page, at the last level only the clock.
fn right<'a>(scene: &Scene<'a>, level: u8) -> Vec<Span<'a>> {
    let theme = scene.theme;
    let mut spans = Vec::new();
    if scene.state.offline && level < 8 {
        spans.push(Span::styled(bars::OFFLINE.of(scene.lang), theme.warning));
    }
    // A fleet has feeds only of the account that is open.
    let has_feeds =
        scene.state.shown().any(|(_, profile)| !profile.is_fleet() || profile.fleet.opened.is_some());
    for feed in FeedName::iter().filter(|_| has_feeds) {
        let is_of_page = scene.state.view.page.feeds().contains(&feed);
        // Other feeds are not read unless their page shows them.
        if !is_of_page && !FeedName::POLLED.contains(&feed) {
            continue;
        }
        let Some(text) = worst(scene, feed, level) else { continue };
        let is_quiet = text.style == theme.quiet;
        let is_dropped = match level {
            0..=3 => false,
            4 | 5 => is_quiet && !is_of_page,
            6 => is_quiet,
            7 => is_quiet || !is_of_page,
            _ => true,
        };
        if is_dropped {
            continue;
        }
        // The mark is in the gap, so that nothing moves when it appears.
        let is_loading = !scene.state.offline
            && scene.state.shown().any(|(_, profile)| profile.is_requesting(feed, scene.now));
        let mark = if is_loading { scene.glyphs.loading } else { " " };
        spans.extend([Span::raw("  "), Span::styled(mark, theme.accent), Span::raw(" "), text]);
    }
    if let Some(text) = spending(scene).filter(|text| level < 5 || text.style != theme.quiet) {
        spans.extend([Span::raw("   "), text]);
    }
    spans.extend([Span::raw("   "), Span::styled(time::clock(scene.now.utc, scene.zone), theme.text)]);
    spans
}

/// The cost of the month so far against the limit, where one is set and a single account is shown.
fn spending(scene: &Scene<'_>) -> Option<Span<'static>> {
    let state = scene.state;
    let profile = Some(state.profile()).filter(|_| !state.shows_all() || state.is_open(Page::Bills))?;
    spending::against(scene, profile, scene.theme.quiet)
}

/// The state of a feed over all profiles shown: the profile in trouble with its name, else the one with the
/// oldest data. The bills and calls on screen belong to one account.
fn worst<'a>(scene: &Scene<'a>, feed: FeedName, level: u8) -> Option<Span<'a>> {
    let (state, quiet) = (scene.state, scene.theme.quiet);
    let is_of_one = (feed == FeedName::Bills && state.is_open(Page::Bills))
        || (feed == FeedName::Calls && state.is_open(Page::Calls));
    if !state.shows_all() || is_of_one {
        return feed_state(scene, state.profile(), feed, level);
    }
    let each = state.shown().filter_map(|(_, profile)| {
        let text = feed_state(scene, profile, feed, level)?;
        Some((text.style == quiet, profile.snapshot.feed(feed).fetched_at, profile, text))
    });
    let (is_quiet, _, profile, text) = each.min_by_key(|(is_quiet, at, ..)| (*is_quiet, *at))?;
    if is_quiet {
        return Some(text);
    }
    let named = profiles::of(scene.lang, &short(scene, profile.name(), MAX_SHORT_NAME_WIDTH), &text.content);
    Some(Span::styled(named, text.style))
}

/// The state of a feed of one profile.
pub(crate) fn feed_state<'a>(
    scene: &Scene<'a>,
    profile: &'a Profile,
    name: FeedName,
    level: u8,
) -> Option<Span<'a>> {
    if !profile.shows(name) {
        return None;
    }
    match name {
        FeedName::Bills => return bills::feed::feed_state(scene, profile, level),
        FeedName::Calls => return calls::feed::feed_state(scene, profile),
        FeedName::Quotas | FeedName::Account => {}
    }
    let (theme, now) = (scene.theme, scene.now.utc);
    let feed = profile.snapshot.feed(name);
    let cause = feed.failure.as_ref().map(|failure| &failure.cause);
    if let Some(until) = cause.and_then(Cause::wait_until).filter(|until| *until > now) {
        return Some(Span::styled(bars::feed_waits(scene.lang, name, until, now), theme.warning));
    }
    let is_off = cause.is_some_and(Cause::means_off);
    match (feed.fetched_at, name) {
        (Some(at), FeedName::Account) if level == 0 && profile.snapshot.account_seen().is_unchecked(now) => {
            let moment = time::moment(scene.lang, at, now, scene.zone);
            Some(Span::styled(bars::account_unchecked(scene.lang, &moment), theme.warning))
        }
        (Some(at), _) => {
            let is_stale = feed.state(profile.refresh, now) == FeedState::Stale;
            let style = if is_stale { theme.warning } else { theme.quiet };
            Some(Span::styled(bars::feed_read(scene.lang, name, at, is_stale, now), style))
        }
        // Without a login, the whole screen explains that.
        (None, _) if scene.state.is_first_run() => None,
        (None, FeedName::Quotas) if profile.has_bill_quotas_alone() => {
            let read_at = profile.bill_quotas_read_at()?;
            let moment = time::moment(scene.lang, read_at, now, scene.zone);
            let text = from_bill::feed(scene.lang, &moment);
            let text = if level == 0 { text } else { from_bill::FEED.of(scene.lang).to_owned() };
            // Not left out before other feeds: these figures are as old as the export.
            Some(Span::styled(text, theme.text))
        }
        (None, FeedName::Account) if is_off => {
            let shorter = usize::from(level).min(bars::ACCOUNT_OFF.len().saturating_sub(1));
            let text = bars::ACCOUNT_OFF.get(shorter)?;
            Some(Span::styled(text.of(scene.lang), theme.warning))
        }
        (None, _) if cause.is_none() && is_awaited(scene, profile, name) => {
            Some(Span::styled(bars::feed_loading(scene.lang, name), theme.quiet))
        }
        // A list without models has no quotas to read.
        (None, FeedName::Quotas) if cause.is_none() && profile.catalogue_at.is_some() => None,
        (None, _) => Some(Span::styled(bars::feed_unread(scene.lang, name), theme.warning)),
    }
}

/// Whether the first answer of this feed is awaited.
fn is_awaited(scene: &Scene<'_>, profile: &Profile, name: FeedName) -> bool {
    (profile.is_first_load() && !scene.state.offline)
        || (name == FeedName::Account && profile.schedule.is_planned(Task::Account))
}
