//! Cells of a table. The numbers of a column are aligned by their decimal points.

use std::borrow::Cow;

use ratatui::style::Style;

use super::gauge::gauge;
use crate::{
    app::{Area, pages::models::widths::CellWidth},
    domain::Quantity,
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
    },
    words::text::cut,
};

const MIN_BAR_WIDTH: u16 = 6;

/// A number with its unit or currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    /// The sign and the digits before the point.
    whole: String,
    /// The point and the digits after it.
    fraction: String,
    /// The unit or currency, after a space.
    behind: String,
}

impl Amount {
    pub(crate) fn new(digits: &str, unit: &str) -> Self {
        let (whole, fraction) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
        let behind = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        Self { whole: whole.to_owned(), fraction: fraction.to_owned(), behind }
    }

    /// A number that is not aligned by its decimal point: `16.5 M`.
    pub(crate) fn round(digits: String, unit: &str) -> Self {
        Self { whole: digits, fraction: String::new(), ..Self::new("", unit) }
    }
}

/// The content of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Cell<'a> {
    #[default]
    Nothing,
    /// A left-aligned text.
    Text(Cow<'a, str>, Style),
    /// A right-aligned text, instead of a number.
    Words(Cow<'a, str>, Style),
    /// A number.
    Amount(Amount, Style),
    /// A part of a whole, as a bar followed by a text.
    Bar(Quantity, Quantity, String),
}

impl Cell<'_> {
    /// A mark of the chosen entry. The blank of others reserves the column even if the chosen one is not
    /// visible.
    pub(crate) fn chosen(is_chosen: bool, theme: &Theme, glyphs: &Glyphs) -> Self {
        Self::Text(if is_chosen { glyphs.chosen } else { " " }.into(), theme.accent)
    }
}

impl CellWidth {
    /// Widens to fit `cell`.
    pub(crate) fn widen(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Nothing => {}
            Cell::Text(text, _) | Cell::Words(text, _) => self.text = self.text.max(columns(text)),
            Cell::Amount(Amount { whole, fraction, behind }, _) => {
                self.whole = self.whole.max(columns(whole));
                self.fraction = self.fraction.max(columns(fraction));
                self.behind = self.behind.max(columns(behind));
            }
            Cell::Bar(.., behind) => {
                self.behind = self.behind.max(columns(behind));
                self.whole = self.whole.max(MIN_BAR_WIDTH);
            }
        }
    }
}

/// Writes a cell, cut with a mark if it does not fit.
pub(crate) fn put(
    canvas: &mut Canvas<'_>,
    area: Area,
    (cell, width): (&Cell<'_>, CellWidth),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    match cell {
        Cell::Nothing => {}
        Cell::Text(text, style) => write(canvas, area, false, (text, *style), glyphs),
        // Words are aligned with digits, unless they need the columns of the units too.
        Cell::Words(text, style) => {
            let digits = area.within(0, width.behind);
            let area = if columns(text) > digits.width { area } else { digits };
            write(canvas, area, true, (text, *style), glyphs);
        }
        Cell::Amount(amount, style) => number(canvas, area, (amount, width, *style), theme, glyphs),
        Cell::Bar(part, whole, behind) => {
            let bar = gauge((*part, *whole), area.width.saturating_sub(width.behind), &glyphs.gauge, theme);
            canvas.spans(area, 0, &bar);
            write(canvas, area, true, (behind, theme.quiet), glyphs);
        }
    }
}

fn number(
    canvas: &mut Canvas<'_>,
    area: Area,
    (amount, width, style): (&Amount, CellWidth, Style),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let Amount { whole, fraction, behind } = amount;
    if width.digits().saturating_add(width.behind) > area.width {
        // A cut number is marked, so that it does not look like a smaller one.
        return write(canvas, area, true, (&format!("{whole}{fraction}{behind}"), style), glyphs);
    }
    let end = area.width.saturating_sub(width.behind);
    let point = end.saturating_sub(width.fraction);
    canvas.put(area, point.saturating_sub(columns(whole)), whole, style);
    canvas.put(area, point, fraction, style);
    canvas.put(area, end, behind, theme.quiet);
}

/// Writes `text` left- or right-aligned, cut with a mark if it does not fit.
pub(crate) fn write(
    canvas: &mut Canvas<'_>,
    area: Area,
    is_right: bool,
    (text, style): (&str, Style),
    glyphs: &Glyphs,
) {
    let text = cut(text, usize::from(area.width), glyphs.cut);
    let from = if is_right { area.width.saturating_sub(columns(&text)) } else { 0 };
    canvas.put(area, from, &text, style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn drawn(cells: &[Cell<'_>], columns: u16) -> Vec<String> {
        let mut width = CellWidth::default();
        for cell in cells {
            width.widen(cell);
        }
        let rows = cells.iter().map(|cell| {
            let draw = |canvas: &mut Canvas<'_>, area| {
                put(canvas, area, (cell, width), &Theme::MONO, &Glyphs::ASCII);
            };
            canvas::drawn((columns, 1), draw).concat()
        });
        rows.collect()
    }

    fn amount(digits: &str, unit: &str) -> Cell<'static> {
        Cell::Amount(Amount::new(digits, unit), Style::new())
    }

    #[test]
    fn digits_are_aligned() {
        let cells = [amount("1,234.50", "CNY"), amount("-3.2", "USD"), amount("12", ""), Cell::Nothing];
        assert_eq!(
            drawn(&cells, 14),
            ["  1,234.50 CNY", "     -3.2  USD", "     12       ", "              "]
        );
        let words = Cell::Words("over".into(), Style::new());
        assert_eq!(drawn(&[amount("1.25", "CNY"), words], 10), ["  1.25 CNY", "  over    "]);
    }

    #[test]
    fn a_number_that_does_not_fit_does_not_look_smaller() {
        assert_eq!(drawn(&[amount("1234.50", "CNY")], 5), ["1234~"]);
        assert_eq!(drawn(&[amount("1234.50", "CNY")], 0), [""]);
    }

    #[test]
    fn a_bar_leaves_room_for_its_number() {
        let bar = |part: u64| Cell::Bar(part.into(), 100.into(), format!(" {part} %"));
        assert_eq!(drawn(&[bar(100), bar(5)], 12), ["###### 100 %", "#.....   5 %"]);
    }
}
