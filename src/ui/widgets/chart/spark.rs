//! A chart of one row: a line without axes, from 0 to its highest value.

use rust_decimal::Decimal;

use super::{
    raster::{Layer, Raster},
    scale::Scale,
};
use crate::{
    app::Area,
    domain::Quantity,
    ui::{Glyphs, Theme, canvas::Canvas},
};

/// Draws a value per column; absent = a gap.
pub(crate) fn draw(
    canvas: &mut Canvas<'_>,
    area: Area,
    values: &[Option<Quantity>],
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let top = values.iter().flatten().max().map_or(Decimal::ZERO, |top| top.decimal());
    let scale = Scale::up_to(top);
    if let Some(levels) = glyphs.chart.levels {
        let last = u16::try_from(levels.len()).unwrap_or(1);
        for (column, value) in (0..area.width).zip(values) {
            let level = value.map(|value| scale.position(value.decimal(), last));
            if let Some(symbol) = level.and_then(|level| levels.get(usize::from(level))) {
                canvas.put(area, column, symbol, theme.gauge);
            }
        }
        return;
    }
    let mut raster = Raster::new((area.width, area.height.min(1)), glyphs);
    let rows = raster.rows();
    let mut before = None;
    for (column, value) in (0_u16..).zip(values) {
        let row = value.map(|value| scale.position(value.decimal(), rows));
        if let Some(row) = row {
            raster.stroke(column, (before.unwrap_or(row), row), Layer::Seen);
        }
        before = row;
    }
    raster.draw(canvas, area, |_| theme.gauge, glyphs);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn drawn(values: &[Option<u64>], size: (u16, u16), glyphs: &Glyphs) -> String {
        let values: Vec<Option<Quantity>> = values.iter().map(|value| value.map(Quantity::from)).collect();
        canvas::drawn(size, |canvas, area| draw(canvas, area, &values, &Theme::MONO, glyphs)).concat()
    }

    #[test]
    fn the_shape_is_that_of_the_values() {
        let values = [Some(90), Some(60), None, Some(30), Some(0)];
        assert_eq!(drawn(&values, (3, 1), &Glyphs::UNICODE), "\u{2819}\u{2820}\u{2844}");
        assert_eq!(drawn(&values, (5, 1), &Glyphs::ASCII), "^- -_");
    }

    #[test]
    fn zero_is_a_line_and_no_value_is_none() {
        assert_eq!(drawn(&[Some(0); 4], (2, 1), &Glyphs::UNICODE), "\u{28c0}\u{28c0}");
        assert_eq!(drawn(&[None; 4], (2, 1), &Glyphs::UNICODE), "  ");
        assert_eq!(drawn(&[], (2, 1), &Glyphs::ASCII), "  ");
        assert_eq!(drawn(&[Some(7); 9], (0, 0), &Glyphs::UNICODE), "");
    }
}
