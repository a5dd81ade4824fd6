//! A grid of dots for a line: two by four in a cell of braille, one in a cell of ASCII.

use ratatui::style::Style;

use crate::{
    app::Area,
    ui::{Glyphs, canvas::Canvas},
};

/// What dots belong to. A cell shows only the last of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// The likely range of what is expected.
    Range,
    Expected,
    Seen,
}

/// The dots of a cell, a bit each, in the order of braille patterns.
type Dots = u8;

/// The bits of a cell's dots, row by row.
const BITS: [[Dots; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

#[derive(Debug, Clone)]
pub(super) struct Raster {
    size: (u16, u16),
    /// The columns and rows of dots in a cell.
    per_cell: (u16, u16),
    cells: Vec<Option<(Layer, Dots)>>,
}

impl Raster {
    pub(super) fn new((width, height): (u16, u16), glyphs: &Glyphs) -> Self {
        let cells = usize::from(width).saturating_mul(height.into());
        Self { size: (width, height), per_cell: glyphs.chart.dots, cells: vec![None; cells] }
    }

    /// The rows of dots.
    pub(super) const fn rows(&self) -> u16 {
        self.size.1.saturating_mul(self.per_cell.1)
    }

    /// Sets the dots of a column from one row to another, counted from the bottom.
    pub(super) fn stroke(&mut self, column: u16, (from, to): (u16, u16), layer: Layer) {
        for row in from.min(to)..=from.max(to) {
            self.set(column, row, layer);
        }
    }

    /// Sets the dot at a row counted from the bottom.
    pub(super) fn set(&mut self, column: u16, row: u16, layer: Layer) {
        let Some(row) = self.rows().checked_sub(row.saturating_add(1)) else { return };
        let (across, down) = self.per_cell;
        let at = (column.checked_div(across).unwrap_or(0), row.checked_div(down).unwrap_or(0));
        let bit = |(column, row): (u16, u16)| BITS.get(usize::from(row))?.get(usize::from(column)).copied();
        let within = (column.checked_rem(across).unwrap_or(0), row.checked_rem(down).unwrap_or(0));
        let (Some(bit), Some(cell)) = (bit(within), self.cell_mut(at)) else { return };
        match cell {
            Some((current, dots)) if *current == layer => *dots |= bit,
            Some((current, _)) if *current > layer => {}
            _ => *cell = Some((layer, bit)),
        }
    }

    fn index(&self, (x, y): (u16, u16)) -> Option<usize> {
        let is_inside = x < self.size.0 && y < self.size.1;
        is_inside.then(|| usize::from(y).saturating_mul(self.size.0.into()).saturating_add(x.into()))
    }

    fn cell_mut(&mut self, at: (u16, u16)) -> Option<&mut Option<(Layer, Dots)>> {
        let index = self.index(at)?;
        self.cells.get_mut(index)
    }

    /// Whether nothing is drawn in the cells `from..to` of a row, counted from the top.
    pub(super) fn is_free(&self, row: u16, (from, to): (u16, u16)) -> bool {
        let cell = |x| self.index((x, row)).and_then(|index| self.cells.get(index));
        (from..to).all(|x| cell(x).is_some_and(Option::is_none))
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Area,
        style: impl Fn(Layer) -> Style,
        glyphs: &Glyphs,
    ) {
        let mut buffer = [0; 4];
        for (row, cells) in (0..).zip(self.cells.chunks(usize::from(self.size.0.max(1)))) {
            for (column, cell) in (0..).zip(cells) {
                let Some((layer, dots)) = cell else { continue };
                let symbol = match layer {
                    Layer::Range => glyphs.chart.range,
                    Layer::Expected | Layer::Seen => glyphs.chart.line,
                };
                let symbol = symbol.unwrap_or_else(|| Glyphs::braille(*dots).encode_utf8(&mut buffer));
                canvas.put(area.row(row), column, symbol, style(*layer));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::canvas;

    fn drawn(size: (u16, u16), glyphs: &Glyphs, draw: impl FnOnce(&mut Raster)) -> Vec<String> {
        let mut raster = Raster::new(size, glyphs);
        draw(&mut raster);
        canvas::drawn(size, |canvas, area| raster.draw(canvas, area, |_| Style::new(), glyphs))
    }

    #[test]
    fn every_dot_is_in_its_place() {
        for (column, row, symbol) in [
            (0, 3, "\u{2801}"),
            (1, 3, "\u{2808}"),
            (0, 0, "\u{2840}"),
            (1, 0, "\u{2880}"),
            (1, 1, "\u{2820}"),
        ] {
            let drawn = drawn((1, 1), &Glyphs::UNICODE, |raster| raster.set(column, row, Layer::Seen));
            assert_eq!(drawn, [symbol], "{column} {row}");
        }
        assert_eq!(
            drawn((2, 2), &Glyphs::UNICODE, |raster| raster.stroke(2, (7, 2), Layer::Seen)),
            [" \u{2847}", " \u{2803}"]
        );
        assert_eq!(drawn((2, 2), &Glyphs::ASCII, |raster| raster.set(1, 1, Layer::Seen)), [" *", "  "]);
    }

    #[test]
    fn the_line_is_not_blurred_by_its_range() {
        let both = drawn((1, 1), &Glyphs::UNICODE, |raster| {
            raster.stroke(0, (0, 3), Layer::Range);
            raster.set(0, 0, Layer::Expected);
            raster.set(1, 3, Layer::Range);
        });
        assert_eq!(both, ["\u{2840}"]);
    }

    #[test]
    fn what_is_outside_is_not_drawn() {
        let drawn = drawn((1, 1), &Glyphs::UNICODE, |raster| {
            raster.set(2, 0, Layer::Seen);
            raster.set(0, 4, Layer::Seen);
            raster.stroke(u16::MAX, (0, 9), Layer::Seen);
        });
        assert_eq!(drawn, [" "]);
        let raster = Raster::new((2, 1), &Glyphs::UNICODE);
        assert!(raster.is_free(0, (0, 2)) && !raster.is_free(0, (0, 3)) && !raster.is_free(1, (0, 1)));
    }
}
