//! The time line of a quota: when it runs out and expires, to the same scale on all cards.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::style::Style;

use super::digits;
use crate::{
    app::{Area, Profile, account::rows::Row, area::Size, pages::wall::layout::height_of},
    domain::{Model, Status, forecast::Verdict},
    ui::{
        Glyphs, Scene,
        canvas::{Canvas, columns},
    },
    words::{Lang, facts::forecast, pages::wall as words},
};

/// The minimum width of a line between two texts.
const MIN_LINE_WIDTH: u16 = 5;

/// The width of both countdowns in the smallest large letters.
const COUNTDOWNS_WIDTH: u16 = 108;

/// The maximum span of a line, since free quotas are valid for 30 to 90 days. Later ends are drawn at its
/// end.
const MAX_SPAN: TimeDelta = TimeDelta::days(90);
const MIN_SPAN: TimeDelta = TimeDelta::hours(1);

/// One end of a quota: its instant, if known and in the future, and its text.
struct End {
    at: Option<DateTime<Utc>>,
    text: String,
    /// A shorter text, or empty. That of an instant begins with its mark on the line.
    brief: String,
    style: Style,
}

/// Both ends of a quota: used up, or expired.
pub(super) struct Times {
    runs_out: End,
    expires: End,
    has_left: bool,
}

impl Times {
    pub(super) fn of(scene: &Scene<'_>, profile: &Profile, model: &Model, row: &Row) -> Self {
        let has_left = row.status.has_left();
        Self { runs_out: runs_out(scene, profile, model, row), expires: expires(scene, model, row), has_left }
    }
}

fn runs_out(scene: &Scene<'_>, profile: &Profile, model: &Model, row: &Row) -> End {
    let (lang, now, theme) = (scene.lang, scene.now.utc, scene.theme);
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    let without_instant = |text: String| End { at: None, text, brief: String::new(), style: theme.quiet };
    let forecast = profile.forecasts.get(&model.name);
    if row.status == Status::Exhausted {
        return match forecast.map(|forecast| forecast.verdict) {
            Some(Verdict::AlreadyOut { by, .. }) => End {
                brief: words::EMPTY.of(lang).to_owned(),
                ..without_instant(words::used_up_since(lang, by, now))
            },
            _ => without_instant(words::EMPTY.of(lang).to_owned()),
        };
    }
    let Some(forecast) = forecast.filter(|_| row.status.has_left()) else {
        return without_instant(String::new());
    };
    match forecast.verdict {
        Verdict::RunsOut(found) => End {
            at: Some(found.at).filter(|at| *at > now),
            text: words::runs_out(lang, found.at, now),
            brief: marked(scene.glyphs.wall.runs_out, lang, found.at, now),
            style: if forecast::is_urgent(forecast, now) { theme.warning } else { theme.text },
        },
        Verdict::Lapses(_) => {
            let lapses = remaining.and_then(|remaining| profile.forecasts.lapses(&model.name, remaining));
            without_instant(lapses.map_or_else(String::new, |left| forecast::lapses(lang, left, model.unit)))
        }
        Verdict::NotUsed { .. } => without_instant(words::NOT_USED.of(lang).to_owned()),
        Verdict::Lasts { .. } => without_instant(words::LASTS.of(lang).to_owned()),
        Verdict::Estimating => without_instant(words::ESTIMATING.of(lang).to_owned()),
        Verdict::Stale { .. } | Verdict::Expired { .. } | Verdict::AlreadyOut { .. } => {
            without_instant(String::new())
        }
    }
}

fn expires(scene: &Scene<'_>, model: &Model, row: &Row) -> End {
    let (lang, now, theme) = (scene.lang, scene.now.utc, scene.theme);
    let Some(at) = model.quota.as_ref().and_then(|quota| quota.expires_at) else {
        let text = words::NO_EXPIRY.of(lang).to_owned();
        return End { at: None, text, brief: String::new(), style: theme.quiet };
    };
    let style = if row.status == Status::Expiring { theme.warning } else { theme.text };
    let brief = marked(scene.glyphs.wall.expires, lang, at, now);
    End { at: Some(at).filter(|at| *at > now), text: words::expires(lang, at, now), brief, style }
}

/// `◆ 5 h 58 min`; empty for instants in the past.
fn marked(mark: &str, lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if at > now { format!("{mark} {}", words::until(lang, at, now)) } else { String::new() }
}

/// The span of the time lines of all cards: until the last end.
pub(super) fn span<'a>(
    now: DateTime<Utc>,
    cards: impl Iterator<Item = (&'a Profile, &'a Model, &'a Row)>,
) -> TimeDelta {
    let ends = |(profile, model, row): (&'a Profile, &'a Model, &'a Row)| {
        let runs_out = profile.forecasts.get(&model.name).filter(|_| row.status.has_left());
        let runs_out = runs_out.and_then(|forecast| match forecast.verdict {
            Verdict::RunsOut(found) => Some(found.at),
            _ => None,
        });
        runs_out.into_iter().chain(model.quota.as_ref().and_then(|quota| quota.expires_at))
    };
    let last = cards.flat_map(ends).max().map_or(MIN_SPAN, |last| last.signed_duration_since(now));
    last.clamp(MIN_SPAN, MAX_SPAN)
}

/// The text of an end. In large letters, there is no space between a number and its unit.
fn spaced(written: &str, scale: u16) -> Cow<'_, str> {
    if scale == 0 {
        return Cow::Borrowed(written);
    }
    let mut text = String::with_capacity(written.len());
    let mut characters = written.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let is_unit = characters.peek().is_some_and(char::is_ascii_alphabetic);
        if !(character == ' ' && before.is_ascii_digit() && is_unit) {
            text.push(character);
        }
        before = character;
    }
    Cow::Owned(text)
}

/// The layout of the texts below a line, the same for all cards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// The scale of the letters; 0 for ordinary text.
    scale: u16,
    /// Whether the texts are below each other.
    stacked: bool,
}

impl Fit {
    /// The largest letters, up to `scale`, with which the texts fit next to or else below each other.
    pub(super) fn of(scale: u16, room: Size) -> Self {
        let widest = |scale: &u16| scale.saturating_mul(COUNTDOWNS_WIDTH);
        let fits_beside = |scale: &u16| widest(scale) <= room.width;
        let fits_below = |scale: &u16| {
            widest(scale) / 2 <= room.width && height_of(*scale).saturating_mul(2) <= room.height
        };
        let sizes = || (1..=scale).rev();
        match (sizes().find(fits_beside), sizes().find(fits_below)) {
            (Some(scale), _) => Self { scale, stacked: false },
            (None, Some(scale)) => Self { scale, stacked: true },
            (None, None) => Self { scale: 0, stacked: false },
        }
    }

    /// The height of the texts.
    pub(super) const fn height(self) -> u16 {
        let lines = if self.stacked { 2 } else { 1 };
        height_of(self.scale).saturating_mul(lines)
    }
}

/// The texts of both ends, and how they are written.
struct Texts<'a> {
    scale: u16,
    gap: u16,
    first: Cow<'a, str>,
    second: Cow<'a, str>,
}

/// The largest and longest texts that fit `width`. The expiry is shortened first.
fn fitting<'a>(times: &'a Times, (scale, stacked): (u16, bool), width: u16, glyphs: &Glyphs) -> Texts<'a> {
    let Times { runs_out, expires, .. } = times;
    let forms = [
        (&runs_out.text, &expires.text),
        (&runs_out.text, &expires.brief),
        (&runs_out.brief, &expires.text),
        (&runs_out.brief, &expires.brief),
    ];
    let make = |scale: u16, (first, second): (&'a String, &'a String)| Texts {
        scale,
        gap: scale.saturating_mul(2).saturating_add(1),
        first: spaced(first, scale),
        second: spaced(second, scale),
    };
    let large = |text: &str, scale: u16| digits::width(&text.to_uppercase(), scale, glyphs);
    let fits = |texts: &Texts<'_>| {
        let Texts { scale, gap, first, second } = texts;
        let width_of = |text: &str| large(text, *scale).unwrap_or_else(|| columns(text));
        stacked || width_of(first).saturating_add(width_of(second)).saturating_add(*gap) <= width
    };
    // A mark has no large form.
    let is_form =
        |scale: u16, brief: &str| !brief.is_empty() && (scale == 0 || large(brief, scale).is_some());
    let may_be = |scale: u16, (first, second): (&String, &String)| {
        (first == &runs_out.text || is_form(scale, first))
            && (second == &expires.text || is_form(scale, second))
    };
    let candidates = [scale, 0].into_iter().flat_map(|scale| forms.map(|form| (scale, form)));
    let mut candidates = candidates.filter(|(scale, form)| may_be(*scale, *form));
    let fitting = candidates.find_map(|(scale, form)| Some(make(scale, form)).filter(fits));
    fitting.unwrap_or_else(|| make(0, (&runs_out.text, &expires.text)))
}

/// Draws the line and its texts: below it if `area` has a row to spare, else at its ends.
pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (times, span, fit): (&Times, TimeDelta, Fit),
) {
    let Fit { scale, stacked } = fit;
    let width = |text: &str, scale: u16| digits::width_or_written(text, scale, area.width, scene.glyphs);
    let Texts { scale, gap, first, second } = fitting(times, (scale, stacked), area.width, scene.glyphs);
    let (first_width, second_width) = (width(&first, scale), width(&second, scale));
    let has_line = area.height > fit.height();
    let row = if has_line { Area { height: height_of(scale), ..area.below(1) } } else { area };
    let lower =
        if stacked && first_width > 0 { Area { y: row.y.saturating_add(row.height), ..row } } else { row };
    let (mut from, right) = (0, area.width.saturating_sub(second_width));
    let reserved = if stacked { 0 } else { second_width.saturating_add(gap) };
    if has_line {
        let marked = draw_line(scene, canvas, area, (times, span)).unwrap_or(0);
        from = marked.min(area.width.saturating_sub(reserved).saturating_sub(first_width));
    }
    let room = row.within(from, reserved);
    digits::put_or_write(canvas, room, (&first, scale), scene.glyphs, times.runs_out.style);
    let room = lower.within(right, 0);
    digits::put_or_write(canvas, room, (&second, scale), scene.glyphs, times.expires.style);
    let line =
        area.within(first_width.saturating_add(u16::from(first_width > 0)), second_width.saturating_add(1));
    if !has_line && line.width >= MIN_LINE_WIDTH {
        draw_line(scene, canvas, line, (times, span));
    }
}

/// Draws the line from now to the last end, if one is ahead; returns the column at which the quota runs out.
fn draw_line(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (times, span): (&Times, TimeDelta),
) -> Option<u16> {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let now = scene.now.utc;
    let last = row.width.saturating_sub(1);
    let column = |at: DateTime<Utc>| {
        let whole = span.num_seconds().max(1);
        let ahead = at.signed_duration_since(now).num_seconds().clamp(0, whole);
        u16::try_from(i64::from(last).saturating_mul(ahead) / whole).ok()
    };
    let (runs_out, expires) = (times.runs_out.at.and_then(column), times.expires.at.and_then(column));
    let end = runs_out.max(expires)?;
    // The part during which quota is left.
    let first = runs_out.into_iter().chain(expires).min();
    let until = first.filter(|_| times.has_left).unwrap_or(0);
    canvas.repeat(row, (0, until), glyphs.rule, theme.gauge);
    canvas.repeat(row, (until, end), glyphs.rule, theme.track);
    canvas.put(row, 0, glyphs.wall.starts, theme.gauge);
    if let Some(at) = expires {
        canvas.put(row, at, glyphs.wall.expires, times.expires.style);
    }
    let at = runs_out?;
    canvas.put(row, at, glyphs.wall.runs_out, times.runs_out.style);
    Some(at)
}
