//! Calls over time, of all that the list shows; the part of the selected group is emphasised. A cursor tells the
//! calls of one step.

use chrono::Timelike as _;
use ratatui::text::Span;

use crate::{
    app::Area,
    domain::calls::{CallPoint, CallRange, CallSeries},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            bars::{self, Bar, Value},
            block,
            chart::axes::Axes,
            page::{self, MARGIN},
        },
    },
    words::{facts::calls as facts, number, pages::calls as words, time},
};

/// The room for the vertical axis and its ticks.
const AXIS_WIDTH: u16 = 8;
/// The rules and gaps around title and aside.
const TITLE_FRAME: u16 = 12;
/// A longer name is cut if the cursor's step needs the room.
const MIN_NAME: u16 = 8;

/// A point per column: each step is as wide as its neighbours, give or take a column.
struct Columns {
    width: u16,
    steps: usize,
}

impl Columns {
    /// The step that a column shows.
    fn step(&self, column: u16) -> usize {
        let at = usize::from(column).saturating_mul(self.steps);
        at.checked_div(self.width.into()).unwrap_or_default()
    }

    /// The columns that show a step.
    fn of(&self, step: usize) -> (u16, u16) {
        let mut columns = (0..self.width).filter(|column| self.step(*column) == step);
        let first = columns.next().unwrap_or(self.width);
        (first, columns.next_back().unwrap_or(first).saturating_add(1))
    }
}

/// Draws the title, the axes, the bars and the times below them.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let (state, theme, glyphs, lang) = (scene.state, scene.theme, scene.glyphs, scene.lang);
    let group = state.calls_group();
    let body = area.below(1).within(MARGIN, MARGIN);
    let of_group = group.and_then(|group| group.series.as_ref());
    let name = group.filter(|_| of_group.is_some()).map(|group| facts::group(lang, group.key.as_deref()));
    let Some(all) = &state.profile().calls.report.totals.series else {
        page::title(canvas, area, (&words::chart(lang, None), ""), theme, glyphs);
        let none = vec![Span::styled(words::NO_SERIES.of(lang), theme.quiet)];
        block::draw(canvas, body, &[none], glyphs);
        return;
    };
    let cursor = state.view.calls.step;
    let (title, aside) = match cursor {
        // The cursor's step needs the room.
        Some(step) => {
            let name = name.unwrap_or_default();
            let room = area.width.saturating_sub(TITLE_FRAME).saturating_sub(columns(&name).min(MIN_NAME));
            (name, aside(scene, (of_group.unwrap_or(all), step), room))
        }
        None => (words::chart(lang, name.as_deref()), String::new()),
    };
    page::title(canvas, area, (&title, &aside), theme, glyphs);
    let (each, points) = all.merged(body.width.saturating_sub(AXIS_WIDTH).max(1).into());
    let parts = of_group.map(|series| series.merged_by(each));
    let range = bars::range(&points.iter().map(|point| bar(point, None)).collect::<Vec<_>>());
    let Some(axes) = Axes::new(body, range, |tick| number::tick(lang, tick)) else { return };
    let shown = Columns { width: axes.plot.width, steps: points.len() };
    let bars: Vec<Bar> = (0..shown.width)
        .filter_map(|column| {
            let at = shown.step(column);
            let part = |parts: &Vec<CallPoint>| parts.get(at).copied().unwrap_or_default();
            Some(bar(points.get(at)?, parts.as_ref().map(part)))
        })
        .collect();
    bars::draw(canvas, &axes, &bars, theme, glyphs);
    bars::labels(canvas, axes.labels, &labels(scene, all, each, &shown), theme);
    if let Some(at) = cursor.and_then(|step| step.checked_div(each)) {
        let (from, to) = shown.of(at);
        canvas.fill(Area { width: to.saturating_sub(from), ..axes.plot.within(from, 0) }, theme.selected);
    }
}

fn bar(all: &CallPoint, part: Option<CallPoint>) -> Bar {
    Bar {
        value: Value::Amount(all.calls.into()),
        part: part.map(|part| part.calls.into()),
        expected: None,
        is_complete: true,
    }
}

/// The calls of the step under the cursor, of the selected group if it has a series of its own; as long as fits.
fn aside(scene: &Scene<'_>, (series, step): (&CallSeries, usize), room: u16) -> String {
    let Some(point) = series.points().get(step) else { return String::new() };
    let step = (series.begin_of(step), series.step());
    let forms = words::step(scene.lang, step, *point, scene.now.utc, scene.zone);
    forms.into_iter().find(|form| columns(form) <= room).unwrap_or_default()
}

/// The round times, each at the first column that shows it; empty for the others.
fn labels(scene: &Scene<'_>, series: &CallSeries, each: usize, columns: &Columns) -> Vec<String> {
    let range = scene.state.view.calls.range;
    let round = |column: u16| {
        let begin = series.begin_of(columns.step(column).saturating_mul(each));
        let local = scene.zone.at(begin);
        let minutes = match range {
            CallRange::Hour => 10,
            CallRange::Day => 180,
            CallRange::Week | CallRange::Month => 24 * 60,
        };
        let minute = local.hour().saturating_mul(60).saturating_add(local.minute());
        let whole = minute.saturating_sub(minute.checked_rem(minutes).unwrap_or_default());
        (local.date_naive(), whole)
    };
    let text = |column: u16| {
        let (day, minute) = round(column);
        if column.checked_sub(1).is_none_or(|before| round(before) == (day, minute)) {
            return String::new();
        }
        match range {
            CallRange::Hour | CallRange::Day => format!("{:02}:{:02}", minute / 60, minute % 60),
            CallRange::Week | CallRange::Month => time::day(scene.lang, day),
        }
    };
    (0..columns.width).map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_shows_a_step_and_every_step_a_column() {
        for (width, steps) in [(7, 3), (7, 7), (60, 48), (1, 1), (5, 1)] {
            let all = Columns { width, steps };
            let shown: Vec<usize> = (0..width).map(|column| all.step(column)).collect();
            assert!(shown.is_sorted() && shown.last() == Some(&(steps - 1)), "{shown:?}");
            for step in 0..steps {
                let (from, to) = all.of(step);
                assert!(from < to && (from..to).all(|column| all.step(column) == step), "{step}");
            }
        }
        assert_eq!(Columns { width: 0, steps: 3 }.of(1), (0, 1));
    }
}
