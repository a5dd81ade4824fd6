//! A bar chart between axes. A missing amount is a gap, not a zero.

use ratatui::style::Style;
use rust_decimal::Decimal;

use super::chart::axes::Axes;
use crate::{
    app::Area,
    domain::Quantity,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
        theme::on_ink_of,
    },
};

/// The value of one bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// Drawn as a gap.
    Missing,
    /// An unknown amount.
    Unclear,
    /// Negative amounts hang below zero.
    Amount(Decimal),
}

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) value: Value,
    /// The part that is emphasised; absent if nothing is to be emphasised in the chart.
    pub(crate) part: Option<Decimal>,
    /// The whole amount that is expected.
    pub(crate) expected: Option<Decimal>,
    /// Whether nothing can be added to the amount. Other bars are hollow.
    pub(crate) is_complete: bool,
}

const MAX_BAR_WIDTH: u16 = 4;

/// The layout of bars: the width of each, with and without the gap after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    step: u16,
    bar: u16,
    /// How many of the first bars have no room.
    pub(crate) hidden: usize,
}

impl Placed {
    /// Places `count` bars; if not all fit, the last ones are shown.
    pub(crate) fn new(count: usize, width: u16) -> Self {
        let each = u16::try_from(count).ok().and_then(|count| width.checked_div(count)).unwrap_or(0);
        let step = each.clamp(1, MAX_BAR_WIDTH.saturating_add(1));
        let bar = if step > 1 { step.saturating_sub(1) } else { 1 };
        Self { step, bar, hidden: count.saturating_sub(usize::from(width)) }
    }

    /// The columns of the bar at `position` among those that fit.
    fn columns(self, position: u16) -> (u16, u16) {
        let from = position.saturating_mul(self.step);
        (from, from.saturating_add(self.bar))
    }
}

/// The lowest and the highest amount of all bars.
pub(crate) fn range(bars: &[Bar]) -> (Decimal, Decimal) {
    let amounts = || bars.iter().flat_map(|bar| [bar.amount(), bar.expected]).flatten();
    (amounts().min().unwrap_or_default(), amounts().max().unwrap_or_default())
}

/// Draws the axes and the bars between them.
pub(crate) fn draw(canvas: &mut Canvas<'_>, axes: &Axes, bars: &[Bar], theme: &Theme, glyphs: &Glyphs) {
    axes.draw(canvas, theme, glyphs);
    let placed = Placed::new(bars.len(), axes.plot.width);
    // Bars start from the row of zero; negative ones go down.
    let rows_above = axes.row_of(Decimal::ZERO).saturating_add(1).min(axes.plot.height);
    let (above, below) = (Area { height: rows_above, ..axes.plot }, axes.plot.below(rows_above));
    let (lowest, highest) = axes.scale.ends();
    for (position, bar) in (0_u16..).zip(bars.iter().skip(placed.hidden)) {
        let columns = placed.columns(position);
        let foot = above.row(above.height.saturating_sub(1));
        let pen = &Pen { columns, theme, glyphs };
        if let Some(expected) = bar.expected {
            let cells = parts(expected, highest, above.height);
            for row in 0..cells {
                pen.cell(
                    canvas,
                    above,
                    above.height.saturating_sub(row.saturating_add(1)),
                    glyphs.expected,
                    theme.quiet,
                );
            }
        }
        match bar.value {
            Value::Missing => {}
            Value::Unclear => canvas.repeat(foot, columns, glyphs.unclear, theme.warning),
            Value::Amount(amount) if amount.is_zero() => {
                if bar.expected.is_none() {
                    canvas.repeat(foot, columns, glyphs.nothing, theme.track);
                }
            }
            Value::Amount(amount) if amount < Decimal::ZERO => pen.hang(canvas, below, amount, lowest),
            Value::Amount(amount) => pen.stand(canvas, above, (amount, bar.part, highest), bar.is_complete),
        }
    }
}

/// Draws one bar.
struct Pen<'a> {
    columns: (u16, u16),
    theme: &'a Theme,
    glyphs: &'a Glyphs,
}

impl Pen<'_> {
    fn cell(&self, canvas: &mut Canvas<'_>, area: Area, row: u16, symbol: &str, style: Style) {
        canvas.repeat(area.row(row), self.columns, symbol, style);
    }

    /// A bar from the bottom of `area` up, its emphasised part below the rest.
    fn stand(
        &self,
        canvas: &mut Canvas<'_>,
        area: Area,
        (amount, part, highest): (Decimal, Option<Decimal>, Decimal),
        is_complete: bool,
    ) {
        let (theme, glyphs) = (self.theme, self.glyphs);
        let (part_style, rest_style) =
            if part.is_some() { (theme.accent, theme.track) } else { (theme.gauge, theme.gauge) };
        let part = part.unwrap_or(amount).clamp(Decimal::ZERO, amount);
        let steps = u16::try_from(glyphs.levels.len()).unwrap_or(1).max(1);
        let steps = if is_complete { steps } else { 1 };
        let all = steps.saturating_mul(area.height);
        let (filled, emphasised) = (parts(amount, highest, all), parts(part, highest, all));
        for row in 0..area.height {
            let from = row.saturating_mul(steps);
            let level = |of: u16| of.saturating_sub(from).min(steps);
            let (filled, emphasised) = (level(filled), level(emphasised));
            if filled == 0 {
                break;
            }
            let at = area.height.saturating_sub(row.saturating_add(1));
            if !is_complete {
                let style = if emphasised > 0 { part_style } else { rest_style };
                self.cell(canvas, area, at, glyphs.hollow, style);
                continue;
            }
            let symbol = |level: u16| {
                usize::from(level).checked_sub(1).and_then(|level| glyphs.levels.get(level)).copied()
            };
            let (shown, style) = match (emphasised, filled) {
                (0, filled) => (filled, rest_style),
                (emphasised, filled) if emphasised >= filled => (filled, part_style),
                // Both share the cell: the rest is its ground, if it has a colour.
                (emphasised, filled) => match on_ink_of(part_style, rest_style) {
                    Some(style) if filled == steps => (emphasised, style),
                    _ if emphasised.saturating_mul(2) >= filled => (filled, part_style),
                    _ => (filled, rest_style),
                },
            };
            if let Some(symbol) = symbol(shown) {
                self.cell(canvas, area, at, symbol, style);
            }
        }
    }

    /// A bar that hangs from the top of `area`, in half cells.
    fn hang(&self, canvas: &mut Canvas<'_>, area: Area, amount: Decimal, lowest: Decimal) {
        let (theme, glyphs) = (self.theme, self.glyphs);
        let halves = parts(-amount, -lowest, area.height.saturating_mul(2));
        let full = glyphs.levels.last().copied().unwrap_or_default();
        for row in 0..area.height {
            match halves.saturating_sub(row.saturating_mul(2)) {
                0 => break,
                1 => self.cell(canvas, area, row, glyphs.upper_half, theme.good),
                _ => self.cell(canvas, area, row, full, theme.good),
            }
        }
    }
}

/// How many of `steps` parts of `whole` an amount fills: at least one, if it is positive.
fn parts(amount: Decimal, whole: Decimal, steps: u16) -> u16 {
    let parts = Quantity::from(amount).parts_of(whole.into(), steps.into());
    u16::try_from(parts).unwrap_or(steps)
}

/// Writes the labels of bars, as many as fit.
pub(crate) fn labels(canvas: &mut Canvas<'_>, row: Area, labels: &[String], theme: &Theme) {
    let placed = Placed::new(labels.len(), row.width);
    let mut free: u16 = 0;
    for (position, label) in (0_u16..).zip(labels.iter().skip(placed.hidden)) {
        let (from, _) = placed.columns(position);
        if from >= free && from.saturating_add(columns(label)) <= row.width {
            free = canvas.put(row, from, label, theme.quiet).saturating_add(u16::from(!label.is_empty()));
        }
    }
}

impl Bar {
    const fn amount(self) -> Option<Decimal> {
        match self.value {
            Value::Amount(amount) => Some(amount),
            Value::Missing | Value::Unclear => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn drawn(bars: &[Bar], size: (u16, u16)) -> Vec<String> {
        canvas::drawn(size, |canvas, area| {
            let axes = Axes::new(area, range(bars), |tick| tick.normalize().to_string());
            if let Some(axes) = axes {
                draw(canvas, &axes, bars, &Theme::MONO, &Glyphs::ASCII);
            }
        })
    }

    fn bar(value: Value) -> Bar {
        Bar { value, part: None, expected: None, is_complete: true }
    }

    fn of(amount: &str) -> Bar {
        bar(Value::Amount(amount.parse().unwrap()))
    }

    #[test]
    fn a_gap_is_not_nothing_and_a_refund_hangs() {
        let bars =
            [of("12"), bar(Value::Missing), of("0"), of("0.001"), of("-3"), bar(Value::Unclear), of("6")];
        assert_eq!(
            drawn(&bars, (20, 8))[..6],
            [
                "10 +#               ",
                "   |#               ",
                " 5 +#               ",
                "   |#           #   ",
                " 0 +#   . #   ? #   ",
                "-5 +        #       ",
            ]
        );
    }

    #[test]
    fn what_is_not_complete_is_hollow_and_what_is_expected_is_paler() {
        let expected =
            |value, expected: &str| Bar { expected: expected.parse().ok(), is_complete: false, ..value };
        let bars =
            [of("4"), expected(of("1"), "3"), expected(bar(Value::Missing), "4"), expected(of("0"), "2")];
        assert_eq!(
            drawn(&bars, (20, 7))[..5],
            [
                "4 +###     :::      ",
                "  |### ::: :::      ",
                "2 +### ::: :::      ",
                "  |### ::: ::: :::  ",
                "0 +### === ::: :::  ",
            ]
        );
    }

    #[test]
    fn the_last_ones_stay_where_there_is_no_room() {
        let mut bars = vec![of("1"); 30];
        bars.push(bar(Value::Missing));
        let rows = drawn(&bars, (20, 5));
        assert_eq!(rows[2], "  0 +############## ");
        assert_eq!(drawn(&bars, (0, 4)), [""; 0]);
        assert_eq!(range(&[]), (Decimal::ZERO, Decimal::ZERO));
    }

    #[test]
    fn labels_never_touch() {
        let texts: Vec<String> = (8..17).map(|number: i32| number.to_string()).collect();
        let drawn = canvas::drawn((9, 1), |canvas, row| labels(canvas, row, &texts, &Theme::MONO));
        assert_eq!(drawn, ["8 10 13  "]);
    }
}
