//! The axes of a chart, with round ticks on the left and labels below.

use ratatui::style::Style;
use rust_decimal::Decimal;

use super::scale::Scale;
use crate::{
    app::Area,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
        widgets::cell::write,
    },
};

/// The smallest chart with its axes.
const MIN_WIDTH: u16 = 20;
const MIN_HEIGHT: u16 = 5;
/// The horizontal axis and the row of its labels.
const AXIS_HEIGHT: u16 = 2;
/// The blank before the vertical axis, and the axis.
const AXIS_WIDTH: u16 = 2;

/// The axes of a chart and the plot between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axes {
    pub(crate) scale: Scale,
    /// What is to the right of the vertical axis and above the horizontal one.
    pub(crate) plot: Area,
    /// The row of the horizontal axis.
    pub(super) floor: Area,
    /// The row of labels below the horizontal axis.
    pub(crate) labels: Area,
    /// The ticks, each with its row in the plot.
    ticks: Vec<(u16, String)>,
    left: Area,
}

impl Axes {
    /// The axes around a plot of everything from `lowest` to `highest`; `None` if there is too little room.
    pub(crate) fn new(
        area: Area,
        (lowest, highest): (Decimal, Decimal),
        label: impl Fn(Decimal) -> String,
    ) -> Option<Self> {
        let height = area.height.checked_sub(AXIS_HEIGHT)?;
        if area.width < MIN_WIDTH || area.height < MIN_HEIGHT {
            return None;
        }
        let scale = Scale::covering(lowest, highest, height);
        let row = |tick| row_from_top(scale.position(tick, height.saturating_mul(4)) / 4, height);
        let ticks: Vec<(u16, String)> = scale.ticks().map(|tick| (row(tick), label(tick))).collect();
        let widest = ticks.iter().map(|(_, label)| columns(label)).max().unwrap_or(0);
        let left = widest.saturating_add(AXIS_WIDTH);
        let plot = Area { height, ..area.within(left, 0) };
        Some(Self {
            scale,
            plot,
            floor: area.row(height).within(left, 0),
            labels: area.row(height.saturating_add(1)).within(left, 0),
            ticks,
            left: Area { width: left, ..area },
        })
    }

    /// The row of the plot at `number`, counted from the top.
    pub(crate) fn row_of(&self, number: Decimal) -> u16 {
        let height = self.plot.height;
        row_from_top(self.scale.position(number, height.saturating_mul(4)) / 4, height)
    }

    /// Draws the axes without what is below the horizontal one.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, glyphs: &Glyphs) {
        let at = self.left.width.saturating_sub(1);
        for row in 0..self.plot.height {
            canvas.put(self.left.row(row), at, glyphs.chart.side, theme.quiet);
        }
        for (row, label) in &self.ticks {
            let row = self.left.row(*row);
            write(canvas, row.within(0, AXIS_WIDTH), true, (label, theme.quiet), glyphs);
            canvas.put(row, at, glyphs.chart.tick, theme.quiet);
        }
        canvas.put(self.left.row(self.plot.height), at, glyphs.chart.corner, theme.quiet);
        canvas.repeat(self.floor, (0, self.floor.width), glyphs.chart.floor, theme.quiet);
    }
}

/// A row counted from the top, from one that is counted from the bottom.
const fn row_from_top(row: u16, height: u16) -> u16 {
    height.saturating_sub(1).saturating_sub(row)
}

/// Labels on one row that never touch.
#[derive(Debug)]
pub(super) struct Labels {
    row: Area,
    taken: Vec<(u16, u16)>,
}

impl Labels {
    pub(super) const fn new(row: Area) -> Self {
        Self { row, taken: Vec::new() }
    }

    /// Writes the first of `texts` that fits, beginning at `at` or, near the right edge, ending there. Returns
    /// whether one fits.
    pub(super) fn put<'t>(
        &mut self,
        canvas: &mut Canvas<'_>,
        at: u16,
        texts: impl IntoIterator<Item = &'t str>,
        style: Style,
    ) -> bool {
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let width = columns(text);
            let Some(latest) = self.row.width.checked_sub(width) else { continue };
            let from = at.min(latest);
            if self.is_free(from, width) {
                let to = canvas.put(self.row, from, text, style);
                self.taken.push((from, to));
                return true;
            }
        }
        false
    }

    /// Whether a text of this width would touch no other one.
    fn is_free(&self, from: u16, width: u16) -> bool {
        let to = from.saturating_add(width);
        self.taken.iter().all(|(begins, ends)| to < *begins || from > *ends)
    }

    /// Writes the labels of days, each beginning at its place or not at all; if they are too close, only those
    /// of every second day, third day, and so on. The first has the month, too.
    pub(super) fn days(&mut self, canvas: &mut Canvas<'_>, days: &[Day], style: Style) {
        let mut stride = 1;
        while stride < days.len() && !has_room(days, stride) {
            stride = stride.saturating_add(1);
        }
        let mut is_first = true;
        for (position, day) in days.iter().enumerate() {
            let whole = columns(&day.with_month);
            let is_within = |width: u16| day.at.saturating_add(width) <= self.row.width;
            if is_first && is_within(whole) && self.is_free(day.at, whole) {
                is_first = !self.put(canvas, day.at, [&*day.with_month], style);
            } else if !is_first && position.is_multiple_of(stride) && is_within(columns(&day.number)) {
                self.put(canvas, day.at, [&*day.number], style);
            }
        }
    }
}

/// A midnight on the horizontal axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day {
    /// Its column in the plot.
    pub(crate) at: u16,
    /// `23 Nov`.
    pub(crate) with_month: String,
    /// `23`.
    pub(crate) number: String,
}

/// Whether every label is followed by a blank, if only those of every `stride` days are written.
fn has_room(days: &[Day], stride: usize) -> bool {
    let mut shown = days.iter().step_by(stride);
    let Some(first) = shown.next() else { return true };
    let mut free = first.at.saturating_add(columns(&first.with_month)).saturating_add(1);
    shown.all(|day| {
        let has_room = day.at >= free;
        free = day.at.saturating_add(columns(&day.number)).saturating_add(1);
        has_room
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn axes(size: (u16, u16), range: (i64, i64)) -> Vec<String> {
        canvas::drawn(size, |canvas, area| {
            let axes = Axes::new(area, (range.0.into(), range.1.into()), |tick| tick.normalize().to_string());
            if let Some(axes) = axes {
                axes.draw(canvas, &Theme::MONO, &Glyphs::ASCII);
            }
        })
    }

    #[test]
    fn the_ticks_are_on_the_left() {
        assert_eq!(
            axes((20, 7), (0, 1000)),
            [
                "1000 +              ",
                "     |              ",
                " 500 +              ",
                "     |              ",
                "   0 +              ",
                "     +--------------",
                "                    "
            ]
        );
        assert_eq!(
            axes((20, 5), (-4, 4))[..3],
            ["   |                ", " 0 +                ", "-5 +                "]
        );
    }

    #[test]
    fn below_the_minimum_there_is_no_chart() {
        for size in [(19, 9), (40, 4), (0, 0), (1, 1)] {
            assert!(axes(size, (0, 9)).iter().all(|row| row.trim().is_empty()), "{size:?}");
        }
    }

    fn labelled(width: u16, days: &[u16], other: Option<(u16, &str)>) -> String {
        let days: Vec<Day> = (23..)
            .zip(days)
            .map(|(number, at): (u16, &u16)| Day {
                at: *at,
                with_month: format!("{number} Nov"),
                number: number.to_string(),
            })
            .collect();
        canvas::drawn((width, 1), |canvas, row| {
            let mut labels = Labels::new(row);
            if let Some((at, text)) = other {
                labels.put(canvas, at, [text], Style::new());
            }
            labels.days(canvas, &days, Style::new());
        })
        .concat()
    }

    #[test]
    fn labels_never_touch() {
        assert_eq!(labelled(26, &[1, 9, 17, 25], None), " 23 Nov  24      25       ");
        assert_eq!(labelled(26, &[1, 5, 9, 13, 17], None), " 23 Nov  25      27       ");
        assert_eq!(labelled(26, &[1, 9, 17], Some((10, "now"))), " 23 Nov   now    25       ");
        assert_eq!(labelled(26, &[1, 9, 17], Some((25, "now"))), " 23 Nov  24      25    now");
        assert_eq!(labelled(26, &[1, 9, 17], Some((2, "now"))), "  now    24 Nov  25       ");
        assert_eq!(labelled(4, &[1, 2], None), "    ");
    }
}
