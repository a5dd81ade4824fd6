//! A bar chart. A missing amount is a gap, not a zero.

use ratatui::style::Style;
use rust_decimal::Decimal;

use crate::{
    app::Area,
    domain::Quantity,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
    },
};

/// The value of one bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Drawn as a gap.
    Missing,
    /// An unknown amount.
    Unclear,
    /// An amount; negative ones are only marked.
    Amount(Decimal),
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

/// Draws `bars`, scaled to the largest; the bar at `marked` is emphasised.
pub(crate) fn bars(
    canvas: &mut Canvas<'_>,
    area: Area,
    (bars, marked): (&[Bar], Option<usize>),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let placed = Placed::new(bars.len(), area.width);
    let largest = bars.iter().filter_map(|bar| bar.amount()).max().unwrap_or_default();
    for (position, (at, bar)) in (0_u16..).zip(bars.iter().enumerate().skip(placed.hidden)) {
        let columns = placed.columns(position);
        let style = if marked == Some(at) { theme.accent } else { theme.gauge };
        let foot = area.row(area.height.saturating_sub(1));
        match bar {
            Bar::Missing => {}
            Bar::Unclear => canvas.repeat(foot, columns, glyphs.unclear, theme.warning),
            Bar::Amount(amount) if *amount < Decimal::ZERO => {
                canvas.repeat(foot, columns, glyphs.ascending, theme.good);
            }
            Bar::Amount(amount) if amount.is_zero() => {
                canvas.repeat(foot, columns, glyphs.nothing, theme.track);
            }
            Bar::Amount(amount) => {
                column(canvas, area, columns, ((*amount).into(), largest.into()), style, glyphs);
            }
        }
    }
}

/// Fills `columns` of `area` from the bottom, scaled to `largest`.
pub(crate) fn column(
    canvas: &mut Canvas<'_>,
    area: Area,
    columns: (u16, u16),
    (amount, largest): (Quantity, Quantity),
    style: Style,
    glyphs: &Glyphs,
) {
    let steps = u32::try_from(glyphs.levels.len()).unwrap_or(1).max(1);
    let all = steps.saturating_mul(area.height.into());
    let mut left = amount.parts_of(largest, all);
    for row in (0..area.height).rev() {
        let part = left.min(steps);
        left = left.saturating_sub(part);
        let level = usize::try_from(part).ok().and_then(|part| part.checked_sub(1));
        if let Some(symbol) = level.and_then(|level| glyphs.levels.get(level)) {
            canvas.repeat(area.row(row), columns, symbol, style);
        }
    }
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
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Missing | Self::Unclear => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn drawn(amounts: &[Bar], size: (u16, u16)) -> Vec<String> {
        canvas::drawn(size, |canvas, area| {
            bars(canvas, area, (amounts, None), &Theme::MONO, &Glyphs::ASCII);
        })
    }

    fn of(amount: &str) -> Bar {
        Bar::Amount(amount.parse().unwrap())
    }

    #[test]
    fn a_gap_is_not_nothing_and_a_refund_is_marked() {
        let amounts = [of("12"), Bar::Missing, of("0"), of("0.001"), of("-3"), Bar::Unclear, of("6")];
        assert_eq!(drawn(&amounts, (14, 2)), ["#             ", "#   . # v ? # "]);
        assert_eq!(drawn(&amounts, (7, 2)), ["#      ", "# .#v?#"]);
    }

    #[test]
    fn the_last_ones_stay_where_there_is_no_room() {
        let amounts = [of("1"), Bar::Missing, of("1"), of("1")];
        assert_eq!(drawn(&amounts, (3, 1)), [" ##"]);
        assert_eq!(drawn(&amounts, (0, 1)), [""; 0]);
        assert_eq!(drawn(&[], (2, 1)), ["  "]);
        assert_eq!(drawn(&[of("-1"), of("0")], (2, 2)), ["  ", "v."]);
    }

    #[test]
    fn labels_never_touch() {
        let texts: Vec<String> = (8..17).map(|number: i32| number.to_string()).collect();
        let drawn = canvas::drawn((9, 1), |canvas, row| labels(canvas, row, &texts, &Theme::MONO));
        assert_eq!(drawn, ["8 10 13  "]);
    }
}
