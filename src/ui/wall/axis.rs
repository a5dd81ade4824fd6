//! A line of time: when it is empty and when it expires, from now to the later of both.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use ratatui::style::Style;

use super::digits;
use crate::{
    app::{Area, Profile, rows::Row, wall::board::height_of},
    domain::{Model, Status, forecast::Verdict},
    ui::{Scene, canvas::Canvas},
    words::{forecast, number, wall as words},
};

/// The least room in which marks between two words tell anything.
const SHORTEST: u16 = 5;

/// Both countdowns take so many columns in the smallest large letters.
const WIDEST: u16 = 108;

/// One end: when it is, where that is known and ahead, and how it is said.
struct End {
    at: Option<DateTime<Utc>>,
    said: String,
    style: Style,
}

/// Both ends of a quota.
pub(super) struct Times {
    empties: End,
    expires: End,
    has_left: bool,
}

impl Times {
    /// What is known of `model`.
    pub(super) fn of(scene: &Scene<'_>, profile: &Profile, model: &Model, row: &Row) -> Self {
        let has_left = row.status.has_left();
        Self { empties: empties(scene, profile, model, row), expires: expires(scene, model, row), has_left }
    }
}

fn empties(scene: &Scene<'_>, profile: &Profile, model: &Model, row: &Row) -> End {
    let (lang, now, theme) = (scene.lang, scene.now.utc, scene.theme);
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    let calm = |said: String| End { at: None, said, style: theme.quiet };
    let foreseen = profile.forecasts.of(&model.name);
    if row.status == Status::Exhausted {
        return match foreseen.map(|forecast| forecast.verdict) {
            Some(Verdict::AlreadyOut { by, .. }) => calm(words::empty_since(lang, by, now)),
            _ => calm(words::EMPTY.of(lang).to_owned()),
        };
    }
    let Some(foreseen) = foreseen.filter(|_| row.status.has_left()) else { return calm(String::new()) };
    match foreseen.verdict {
        Verdict::RunsOut(found) => End {
            at: Some(found.at).filter(|at| *at > now),
            said: words::empties(lang, found.at, now),
            style: if forecast::presses(foreseen, now) { theme.warning } else { theme.text },
        },
        Verdict::Lapses(_) => {
            let lapses = remaining.and_then(|remaining| profile.forecasts.lapses(&model.name, remaining));
            calm(lapses.map_or_else(String::new, |left| words::lapses(lang, &number::short(lang, left))))
        }
        Verdict::NotUsed { .. } => calm(words::NOT_USED.of(lang).to_owned()),
        Verdict::Lasts { .. } => calm(words::LASTS.of(lang).to_owned()),
        Verdict::Estimating => calm(words::ESTIMATING.of(lang).to_owned()),
        Verdict::Stale { .. } | Verdict::Expired { .. } | Verdict::AlreadyOut { .. } => calm(String::new()),
    }
}

fn expires(scene: &Scene<'_>, model: &Model, row: &Row) -> End {
    let (lang, now, theme) = (scene.lang, scene.now.utc, scene.theme);
    let Some(at) = model.quota.as_ref().and_then(|quota| quota.expires_at) else {
        return End { at: None, said: words::NO_EXPIRY.of(lang).to_owned(), style: theme.quiet };
    };
    let style = if row.status == Status::Expiring { theme.warning } else { theme.text };
    End { at: Some(at).filter(|at| *at > now), said: words::expires(lang, at, now), style }
}

/// What an end says: in large letters, numbers stand close to their units.
fn said(end: &End, scale: u16) -> Cow<'_, str> {
    if scale == 0 {
        return Cow::Borrowed(&end.said);
    }
    let mut said = String::with_capacity(end.said.len());
    let mut characters = end.said.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let is_unit = characters.peek().is_some_and(char::is_ascii_alphabetic);
        if !(character == ' ' && before.is_ascii_digit() && is_unit) {
            said.push(character);
        }
        before = character;
    }
    Cow::Owned(said)
}

/// Draws the line with its words, of this size: below it where `area` has a row more than they take, else at its ends.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (times, scale): (&Times, u16)) {
    let (first, second) = (&times.empties, &times.expires);
    let width =
        |end: &End, scale: u16| digits::width_or_written(&said(end, scale), scale, area.width, scene.glyphs);
    // All cards of a width say it in the same size.
    let scale = if scale.saturating_mul(WIDEST) <= area.width { scale } else { 0 };
    let gap = scale.saturating_mul(2).saturating_add(1);
    let together = width(first, scale).saturating_add(width(second, scale)).saturating_add(gap);
    let (scale, gap) = if together <= area.width { (scale, gap) } else { (0, 1) };
    let (first_width, second_width) = (width(first, scale), width(second, scale));
    let has_line = area.height > height_of(scale);
    let row = if has_line { area.below(area.height.saturating_sub(height_of(scale))) } else { area };
    let (mut from, right) = (0, area.width.saturating_sub(second_width));
    if has_line {
        let marked = draw_line(scene, canvas, area, times).unwrap_or(0);
        from = marked.min(right.saturating_sub(gap).saturating_sub(first_width));
    }
    let room = row.within(from, area.width.saturating_sub(right).saturating_add(gap));
    digits::put_or_write(canvas, room, (&said(first, scale), scale), scene.glyphs, first.style);
    digits::put_or_write(
        canvas,
        row.within(right, 0),
        (&said(second, scale), scale),
        scene.glyphs,
        second.style,
    );
    let line =
        area.within(first_width.saturating_add(u16::from(first_width > 0)), second_width.saturating_add(1));
    if !has_line && line.width >= SHORTEST {
        draw_line(scene, canvas, line, times);
    }
}

/// Draws the line; answers with the column of the mark at which it is empty.
fn draw_line(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, times: &Times) -> Option<u16> {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let now = scene.now.utc;
    let (empties, expires) = (times.empties.at, times.expires.at);
    let last = row.width.saturating_sub(1);
    let end = empties.max(expires);
    let column = |at: DateTime<Utc>| {
        let whole = end?.signed_duration_since(now).num_seconds().max(1);
        let ahead = at.signed_duration_since(now).num_seconds().clamp(0, whole);
        u16::try_from(i64::from(last).saturating_mul(ahead) / whole).ok()
    };
    // As far as there is something to call with.
    let until =
        empties.into_iter().chain(expires).min().filter(|_| times.has_left).and_then(column).unwrap_or(0);
    canvas.repeat(row, (0, until), glyphs.rule, theme.gauge);
    canvas.repeat(row, (until, row.width), glyphs.rule, theme.track);
    canvas.put(row, 0, glyphs.wall.starts, if end.is_some() { theme.gauge } else { theme.track });
    if let Some(at) = expires.and_then(column) {
        canvas.put(row, at, glyphs.wall.expires, times.expires.style);
    }
    let at = empties.and_then(column)?;
    canvas.put(row, at, glyphs.wall.empties, times.empties.style);
    Some(at)
}
