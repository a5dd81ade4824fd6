//! The last rows: a pulse that shows that the program runs, the age of each feed, and the newest alert.

use ratatui::{
    style::{Modifier, Style},
    text::Span,
};

use super::{digits, head};
use crate::{
    app::{
        Area, Profile,
        pages::wall::{Health, Wall, fleet_health, health, layout::rows_of},
    },
    domain::FeedName,
    ui::{
        Scene,
        canvas::{Canvas, columns_of},
        chrome::spending,
        widgets::styles::{severity_style, severity_symbol},
    },
    words::{
        facts::{accounts, alert, from_bill},
        pages::wall as words,
        plain, time,
    },
};

/// The positions of the pulse: a full cycle takes a minute.
const POSITIONS: u64 = 12;
/// The gap between the left and the right part.
const GAP: u16 = 2;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, wall: &Wall) {
    // The time of the frame reveals a frozen board.
    let drawn = scene.zone.at(scene.now.utc).format("%H:%M:%S").to_string();
    let drawn = [Span::styled(drawn, scene.theme.quiet)];
    canvas.right(area.row(0), &drawn);
    pulse(scene, canvas, area.row(0).within(0, columns_of(&drawn).saturating_add(1)), wall.beats);
    let rest = area.below(1);
    let height = if rest.height >= rows_of(1).saturating_mul(2) { rows_of(1) } else { 1 };
    feeds(scene, canvas, Area { height: height.min(rest.height), ..rest });
    let rest = rest.below(height);
    let gap = u16::from(rest.height > height);
    newest(scene, canvas, Area { height: height.min(rest.height), ..rest.below(gap) });
}

/// Writes `spans`, and `right` right-aligned, in large letters if `place` is high enough.
fn write(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    place: Area,
    (spans, right): (&[Span<'_>], &[Span<'_>]),
) {
    let reserved = width(scene, right, place);
    let room = place.within(0, reserved.saturating_add(if reserved > 0 { GAP } else { 0 }));
    if place.height < rows_of(1) {
        canvas.right(place, right);
        return canvas.cut(room, spans, scene.glyphs.cut);
    }
    head::put_large(scene, canvas, place.within(place.width.saturating_sub(reserved), 0), right);
    head::put_large(scene, canvas, room, spans);
}

/// A segment that moves along a line with every beat, in the tone of the worst feed.
fn pulse(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, beats: u64) {
    let theme = scene.theme;
    canvas.repeat(row, (0, row.width), scene.glyphs.rule, theme.track);
    let all = scene.state.profiles().flat_map(|(_, profile)| states(scene, profile));
    let (mut is_stale, mut has_failed) = (false, false);
    for (_, health) in all {
        is_stale |= matches!(health, Health::Stale(_));
        has_failed |= health == Health::Failed;
    }
    let style = match (has_failed, is_stale) {
        (true, _) => theme.danger,
        (false, true) => theme.warning,
        (false, false) => theme.good,
    };
    let edge = |place: u64| {
        let column = u64::from(row.width).saturating_mul(place) / POSITIONS;
        u16::try_from(column).unwrap_or(u16::MAX)
    };
    let place = beats % POSITIONS;
    canvas.repeat(row, (edge(place), edge(place.saturating_add(1))), scene.glyphs.wall.pulse, style);
}

fn of(scene: &Scene<'_>, profile: &Profile, feed: FeedName) -> Health {
    health(profile, feed, scene.state.offline, scene.now.utc)
}

/// The width of `spans` as [`write`] writes them.
fn width(scene: &Scene<'_>, spans: &[Span<'_>], place: Area) -> u16 {
    if place.height < rows_of(1) {
        return columns_of(spans);
    }
    let width = |span: &Span<'_>| digits::width_or_written(&span.content, 1, place.width, scene.glyphs);
    spans.iter().fold(0, |sum: u16, span| sum.saturating_add(width(span)).saturating_add(1))
}

/// The state of every feed, and the cost of the month. If room is short, feeds are shortened and the cost is
/// dropped.
fn feeds(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let has_others = scene.state.has_several();
    let states = |states: fn(&Scene<'_>, &Profile) -> Vec<[Span<'static>; 2]>| {
        let mut spans = Vec::new();
        for (_, profile) in scene.state.profiles() {
            if has_others {
                spans.push(Span::styled(format!("{}  ", plain(profile.name())), scene.theme.text));
            }
            for [sign, text] in states(scene, profile) {
                spans.extend([sign, text, Span::raw("   ")]);
            }
        }
        spans.pop();
        spans
    };
    let cost = spending(scene);
    let (each, worst) = (states(each), states(worst));
    let needed = |states: &[Span<'_>], right: &[Span<'_>]| {
        let gap = if right.is_empty() { 0 } else { GAP };
        width(scene, states, row).saturating_add(gap).saturating_add(width(scene, right, row))
    };
    let options: [(&[Span<'_>], &[Span<'_>]); 3] = [(&each, &cost), (&worst, &cost), (&each, &[])];
    let fitting = options.into_iter().find(|(states, right)| needed(states, right) <= row.width);
    write(scene, canvas, row, fitting.unwrap_or((&worst, &[])));
}

/// The health of every feed of a profile; without a name, of the accounts of a fleet.
fn states(scene: &Scene<'_>, profile: &Profile) -> Vec<(Option<FeedName>, Health)> {
    if profile.is_fleet() {
        return vec![(None, fleet_health(profile, scene.state.offline, scene.now.utc))];
    }
    FeedName::POLLED.into_iter().map(|feed| (Some(feed), of(scene, profile, feed))).collect()
}

/// The state of every feed of a profile.
fn each(scene: &Scene<'_>, profile: &Profile) -> Vec<[Span<'static>; 2]> {
    let states = states(scene, profile).into_iter();
    states.filter_map(|(feed, health)| feed_state(scene, health, feed)).collect()
}

/// The worst feed of a profile; if all are healthy, the age of the oldest.
fn worst(scene: &Scene<'_>, profile: &Profile) -> Vec<[Span<'static>; 2]> {
    let is_unhealthy = |health: Health| matches!(health, Health::Stale(_) | Health::Failed);
    let unhealthy = states(scene, profile).into_iter().filter(|(_, health)| is_unhealthy(*health));
    let worst =
        unhealthy.min_by_key(|(_, health)| if let Health::Stale(at) = health { Some(*at) } else { None });
    if let Some((feed, health)) = worst {
        return feed_state(scene, health, feed).into_iter().collect();
    }
    let oldest = FeedName::OF_SNAPSHOT.into_iter().filter_map(|feed| match of(scene, profile, feed) {
        Health::Well(at) => Some(at),
        _ => None,
    });
    let Some(oldest) = oldest.min() else { return each(scene, profile) };
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let text = words::age(scene.lang, oldest, scene.now.utc);
    vec![[Span::styled(format!("{} ", glyphs.wall.well), theme.quiet), Span::styled(text, theme.quiet)]]
}

/// The state of one feed: quiet while healthy, else reversed.
fn feed_state(scene: &Scene<'_>, health: Health, feed: Option<FeedName>) -> Option<[Span<'static>; 2]> {
    let (theme, glyphs, lang, now) = (scene.theme, scene.glyphs, scene.lang, scene.now.utc);
    let loud = |style: Style| style.add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let (sign, text, style) = match health {
        Health::Well(at) => (glyphs.wall.well, words::fresh(lang, feed, at, now), theme.quiet),
        Health::Stale(at) => (glyphs.trouble, words::stale(lang, feed, at, now), loud(theme.warning)),
        Health::Failed => (glyphs.trouble, words::failed(lang, feed), loud(theme.danger)),
        Health::Awaited => (glyphs.loading, words::awaited(lang, feed), theme.quiet),
        // A missing permission for bills is not a fault.
        Health::Off if feed.is_none_or(|feed| !FeedName::OF_SNAPSHOT.contains(&feed)) => return None,
        Health::FromBill(at) => {
            let moment = time::moment(lang, at, now, scene.zone);
            (glyphs.dot, from_bill::feed(lang, &moment), theme.quiet)
        }
        Health::Off => (glyphs.unclear, words::off(lang, feed), theme.quiet),
    };
    Some([Span::styled(format!("{sign} "), style), Span::styled(text, style)])
}

/// The cost of each account in the current cycle, against the limit if there is one.
fn spending(scene: &Scene<'_>) -> Vec<Span<'static>> {
    if scene.state.is_wall_of_accounts() {
        let sums = &scene.state.accounts.totals.spend;
        let spent = accounts::spent(scene.lang, sums.iter().map(|(currency, sum)| (currency.as_str(), *sum)));
        let text = (!spent.is_empty()).then(|| words::accounts::so_far(scene.lang, &spent));
        return text.map(|text| Span::styled(text, scene.theme.text)).into_iter().collect();
    }
    let mut spans = Vec::new();
    for (_, profile) in scene.state.profiles() {
        let Some(text) = spent(scene, profile) else { continue };
        if !spans.is_empty() {
            spans.push(Span::raw("   "));
        }
        if scene.state.has_several() {
            spans.push(Span::styled(format!("{} ", plain(profile.name())), scene.theme.quiet));
        }
        spans.push(text);
    }
    spans
}

fn spent(scene: &Scene<'_>, profile: &Profile) -> Option<Span<'static>> {
    let theme = scene.theme;
    if let Some(against) = spending::against(scene, profile, theme.text) {
        return Some(against);
    }
    let spends = profile.bills.spend.iter().filter(|spend| !spend.is_closed);
    let text: Vec<String> = spends.filter_map(|spend| words::cost(scene.lang, spend)).collect();
    (!text.is_empty()).then(|| Span::styled(words::this_month(scene.lang, &text.join(" + ")), theme.text))
}

/// The newest alert of any account.
fn newest(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let (theme, now) = (scene.theme, scene.now.utc);
    let newest = scene.state.profiles().filter_map(|(_, profile)| profile.alerts.log().first());
    let Some(event) = newest.max_by_key(|event| event.at) else { return };
    let age = [Span::styled(words::ago(scene.lang, event.at, now), theme.quiet)];
    let tone = severity_style(event.severity, theme);
    let spans = [
        Span::styled(severity_symbol(event.severity, scene.glyphs), tone),
        Span::styled(format!(" {} ", alert::severity(scene.lang, event.severity)), tone),
        Span::styled(alert::event(scene.lang, event, now, scene.zone), theme.text),
    ];
    write(scene, canvas, row, (&spans, &age));
}
