//! When quotas run out and expire within the next days, on one time line.

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::style::Style;

use super::alerts::fitting;
use crate::{
    app::{
        Area,
        pages::models::upcoming::{AHEAD, Upcoming, upcoming},
    },
    domain::{Status, time::full_minute},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::page::{self, MARGIN},
    },
    words::{facts::model, pages::models::band as words, plain, text, time},
};

/// Longer names are cut.
const MAX_NAME_WIDTH: u16 = 24;
const GAP: u16 = 2;
/// Days between labels.
const LABEL_EVERY: i64 = 7;
/// What runs out within this time is a warning.
const URGENT: TimeDelta = TimeDelta::hours(24);

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let (lang, theme, glyphs) = (scene.lang, scene.theme, scene.glyphs);
    let legend = format!(
        "{} {} {} {} {}",
        glyphs.wall.runs_out,
        words::RUNS_OUT.of(lang),
        glyphs.dot,
        glyphs.wall.expires,
        words::EXPIRES.of(lang)
    );
    page::title(canvas, area, (words::NEXT_DAYS.of(lang), &legend), theme, glyphs);
    let body = area.below(1).within(MARGIN, 1);
    let rows = body.below(1);
    let (all, others) = upcoming(scene.state, scene.now.utc, usize::from(rows.height));
    if all.is_empty() {
        canvas.put(body, 0, words::NOTHING.of(lang), theme.quiet);
        return;
    }
    let shown = if others > 0 { fitting(all.len().saturating_add(others), rows.height) } else { all.len() };
    let others = all.len().saturating_add(others).saturating_sub(shown);
    let lines: Vec<_> = all.iter().take(shown).map(|upcoming| Line::new(scene, upcoming)).collect();
    let widest = |of: fn(&Line<'_>) -> u16| lines.iter().map(of).max().unwrap_or(0);
    let name_width = widest(|line| columns(&line.name)).min(MAX_NAME_WIDTH);
    let text_width = widest(|line| columns(&line.text));
    let axis = |row: Area| row.within(name_width.saturating_add(GAP), text_width.saturating_add(GAP));
    dates(scene, canvas, axis(body.row(0)));
    for (row, line) in (0..).zip(&lines) {
        let row = rows.row(row);
        canvas.put(row, 0, &text::cut(&line.name, name_width.into(), glyphs.cut), theme.text);
        line.draw_axis(scene, canvas, axis(row));
        let at = row.width.saturating_sub(text_width);
        canvas.put(row, at, &line.text, line.style);
    }
    if others > 0 {
        canvas.put(rows.row(rows.height.saturating_sub(1)), 0, &words::more(lang, others), theme.quiet);
    }
}

/// A model's line.
struct Line<'a> {
    upcoming: &'a Upcoming<'a>,
    name: String,
    text: String,
    style: Style,
}

impl<'a> Line<'a> {
    fn new(scene: &Scene<'_>, upcoming: &'a Upcoming<'a>) -> Self {
        let (lang, theme, now, zone) = (scene.lang, scene.theme, scene.now.utc, scene.zone);
        let Upcoming { model, status, runs_out, expires, lapses, .. } = *upcoming;
        let is_urgent = runs_out.is_some_and(|at| at.signed_duration_since(now) <= URGENT);
        let is_expiring = runs_out.is_none() && status == Status::Expiring;
        let text = match (runs_out, expires) {
            (Some(at), _) => words::runs_out(lang, at, now, zone),
            (None, Some(at)) => words::expires(lang, (model.unit, at), lapses, now, zone),
            (None, None) => String::new(),
        };
        let style = if is_urgent || is_expiring { theme.warning } else { theme.text };
        let mut name = model::name(lang, &model.name).into_owned();
        if let Some(profile) = scene.state.profile_at(upcoming.id).filter(|_| scene.state.shows_all()) {
            name = format!("{name} {} {}", scene.glyphs.dot, plain(profile.name()));
        }
        Self { upcoming, name, text, style }
    }

    /// A line to where it runs out or expires, and from running out to the expiry a dotted one.
    fn draw_axis(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
        let (theme, glyphs, now) = (scene.theme, scene.glyphs, full_minute(scene.now.utc));
        let runs_out = self.upcoming.runs_out.map(|at| column(at, now, area.width));
        let expires = self.upcoming.expires.map(|at| column(at, now, area.width));
        let end = runs_out.or(expires).unwrap_or(0);
        canvas.repeat(area, (0, end), glyphs.rule, theme.track);
        if let (Some(from), Some(to)) = (runs_out, expires) {
            canvas.repeat(area, (from, to), glyphs.nothing, theme.track);
        }
        if let Some(at) = expires {
            let style = if runs_out.is_none() { self.style } else { theme.quiet };
            canvas.put(area, at, glyphs.wall.expires, style);
        }
        if let Some(at) = runs_out {
            canvas.put(area, at, glyphs.wall.runs_out, self.style);
        }
    }
}

/// The column of an instant among `width` for all days ahead.
fn column(at: DateTime<Utc>, now: DateTime<Utc>, width: u16) -> u16 {
    let (passed, whole) = (at.signed_duration_since(now).num_seconds().max(0), AHEAD.num_seconds());
    let column = passed.saturating_mul(width.into()).checked_div(whole).unwrap_or(0);
    u16::try_from(column).unwrap_or(width).min(width.saturating_sub(1))
}

/// The dates of every week, beginning with today.
fn dates(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let (now, mut free) = (full_minute(scene.now.utc), 0);
    for days in (0..=AHEAD.num_days()).step_by(usize::try_from(LABEL_EVERY).unwrap_or(1)) {
        let Some(at) = now.checked_add_signed(TimeDelta::days(days)) else { continue };
        let (from, label) =
            (column(at, now, row.width), time::day(scene.lang, scene.zone.at(at).date_naive()));
        if from >= free && from.saturating_add(columns(&label)) <= row.width {
            free = canvas.put(row, from, &label, scene.theme.quiet).saturating_add(1);
        }
    }
}
