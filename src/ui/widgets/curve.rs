//! A chart of the past as a filled curve, the forecast as dots in their range, and a vertical mark.

use super::bars::column;
use crate::{
    app::{Area, pages::models::history_series::Slot},
    domain::Quantity,
    ui::{Glyphs, Theme, canvas::Canvas},
};

/// Draws a slot per column, scaled to `top`, and a vertical line at column `mark`.
pub(crate) fn curve(
    canvas: &mut Canvas<'_>,
    area: Area,
    (slots, top, mark): (&[Slot], Quantity, Option<u16>),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    for row in (0..area.height).filter(|_| mark.is_some()) {
        let at = mark.unwrap_or(0);
        canvas.repeat(area.row(row), (at, at.saturating_add(1)), glyphs.side_rule, theme.warning);
    }
    for (at, slot) in (0..area.width).zip(slots) {
        let columns = (at, at.saturating_add(1));
        match *slot {
            Slot::Gap => {}
            Slot::Seen(left) if left.is_positive() => {
                column(canvas, area, columns, (left, top), theme.gauge, glyphs);
            }
            Slot::Seen(_) => canvas.repeat(foot(area), columns, glyphs.nothing, theme.track),
            Slot::Expected { least, left, most } => {
                let row = |quantity| row_of(quantity, top, area.height);
                for row in row(most)..=row(least) {
                    canvas.repeat(area.row(row), columns, glyphs.nothing, theme.quiet);
                }
                canvas.repeat(area.row(row(left)), columns, glyphs.chosen, theme.accent);
            }
        }
    }
}

fn row_of(quantity: Quantity, top: Quantity, height: u16) -> u16 {
    let above_foot = quantity.parts_of(top, height.into()).saturating_sub(1);
    let foot = height.saturating_sub(1);
    foot.saturating_sub(u16::try_from(above_foot).unwrap_or(foot))
}

const fn foot(area: Area) -> Area {
    area.row(area.height.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn drawn(slots: &[Slot], mark: Option<u16>, size: (u16, u16)) -> Vec<String> {
        canvas::drawn(size, |canvas, area| {
            curve(canvas, area, (slots, 100.into(), mark), &Theme::MONO, &Glyphs::ASCII);
        })
    }

    fn slots() -> Vec<Slot> {
        let expected = |least: u64, left: u64, most: u64| Slot::Expected {
            least: least.into(),
            left: left.into(),
            most: most.into(),
        };
        let seen = [100_u64, 100, 75, 1].map(|left| Slot::Seen(left.into()));
        let mut slots = seen.to_vec();
        slots.extend([Slot::Gap, Slot::Seen(Quantity::ZERO)]);
        slots.extend([expected(50, 75, 100), expected(0, 50, 100), expected(0, 0, 25)]);
        slots
    }

    #[test]
    fn a_gap_is_no_line_and_the_expected_lies_in_its_range() {
        assert_eq!(
            drawn(&slots(), Some(9), (10, 4)),
            ["##    .. |", "###   *. |", "###   .* |", "#### . .*|"]
        );
    }

    #[test]
    fn any_size_is_drawn() {
        assert_eq!(drawn(&slots(), Some(9), (9, 1)), ["#### .***"]);
        assert_eq!(drawn(&slots(), Some(0), (1, 2)), ["#", "#"]);
        assert_eq!(drawn(&slots(), Some(9), (9, 0)), [""; 0]);
        assert_eq!(drawn(&slots(), Some(9), (0, 4)), [""; 0]);
        assert_eq!(drawn(&[], None, (3, 1)), ["   "]);
    }
}
