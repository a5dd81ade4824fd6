//! A frame as bytes for the terminal: only what changed, and that in few bytes.
//!
//! Most of a frame would be escapes: moves over single unchanged cells, and colours for blanks that show none.
//! A short gap is written again instead of skipped, a blank takes over the colour of the text before it, and many blanks
//! are erased at once.
//! Moves are absolute, so that a glyph wider than expected shifts nothing beyond the next gap.

mod changes;
mod frames;
mod pen;
#[cfg(test)]
mod tests;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption, CellWidth as _},
    layout::Rect,
};

use crate::ui::{Link, theme::look_the_same};
use changes::changes;
pub use frames::Frames;
use pen::Pen;

/// A move within a row is about as long.
const LONGEST_GAP: u16 = 5;

/// Erasing this many blanks and moving over them is as long as writing them. Others than those of the terminal's own
/// background are written: not every terminal erases in colour.
const FEWEST_ERASED: u16 = 12;

/// What is on the screen, and which of it is a link.
#[derive(Debug)]
struct Frame {
    cells: Buffer,
    links: Vec<Link>,
}

impl Frame {
    fn empty(area: Rect) -> Self {
        Self { cells: Buffer::empty(area), links: Vec::new() }
    }

    fn reset(&mut self) {
        self.cells.reset();
        self.links.clear();
    }

    fn address_at(&self, column: u16, row: u16) -> Option<&'static str> {
        self.links.iter().find(|link| link.contains(column, row)).map(|link| link.address)
    }

    /// Writes a cell; returns how many columns it covers, nothing outside of the frame.
    fn write(&self, (column, row): (u16, u16), pen: &mut Pen<'_>) -> Option<u16> {
        let cell = self.cells.cell((column, row))?;
        pen.write(cell, self.address_at(column, row));
        Some(cell.cell_width())
    }

    fn is_wide(&self, position: (u16, u16)) -> bool {
        self.cells.cell(position).is_some_and(|cell| cell.cell_width() > 1)
    }

    /// How many cells from a position on can be erased: up to the last of the blanks there that was something else.
    fn erasable(&self, shown: &Self, (column, row): (u16, u16)) -> u16 {
        let is_empty = |column: &u16| {
            let cell = self.cells.cell((*column, row));
            cell.is_some_and(|cell| look_the_same(cell, &Cell::EMPTY))
                && self.address_at(*column, row).is_none()
        };
        let was_empty =
            |column| shown.cells.cell((column, row)).is_some_and(|cell| look_the_same(cell, &Cell::EMPTY));
        // Half a wide glyph would be left over.
        let ends = |column: &u16| !was_empty(*column) && !shown.is_wide((*column, row));
        let last = (column..self.cells.area.width).take_while(is_empty).filter(ends).last();
        last.map_or(0, |last| last.saturating_sub(column).saturating_add(1))
    }

    /// Writes the unchanged cells between two columns again, if that is shorter than a move.
    fn rewrite(&self, (from, to): (u16, u16), row: u16, pen: &mut Pen<'_>) -> bool {
        let suits = |column| {
            let cell = self.cells.cell((column, row));
            let address = self.address_at(column, row);
            cell.is_some_and(|cell| cell.symbol().len() == 1 && pen.suits(cell, address))
        };
        if to.saturating_sub(from) > LONGEST_GAP || !(from..to).all(suits) {
            return false;
        }
        for column in from..to {
            self.write((column, row), pen);
        }
        true
    }
}

/// Appends what turns `shown` into `next`, which has the same size; nothing if they look the same. The pen of the terminal
/// is plain before and after.
fn write(shown: &Frame, next: &mut Frame, bytes: &mut Vec<u8>) {
    write_rows(shown, next, 0..shown.cells.area.height, bytes);
}

/// The same for two frames that differ in these rows only.
fn write_rows(shown: &Frame, next: &mut Frame, rows: impl IntoIterator<Item = u16>, bytes: &mut Vec<u8>) {
    mark_changed_links(shown, next, CellDiffOption::AlwaysUpdate);
    let mut pen = Pen::new(bytes);
    // Where the pen is, and up to where more than a cell was written.
    let (mut at, mut done) = (None, None);
    for (x, y) in changes(&shown.cells, &next.cells, rows) {
        if done.is_some_and(|(end, row)| row == y && x < end) {
            continue;
        }
        match at {
            Some((from, row)) if row == y && from <= x => {
                if !next.rewrite((from, x), y, &mut pen) {
                    pen.move_to_column(x);
                }
            }
            _ => pen.move_to(x, y),
        }
        let erasable = next.erasable(shown, (x, y));
        if erasable >= FEWEST_ERASED {
            pen.erase(erasable);
            (at, done) = (Some((x, y)), Some((x.saturating_add(erasable), y)));
            continue;
        }
        let mut end = x.saturating_add(next.write((x, y), &mut pen).unwrap_or_default());
        // Half a wide glyph is left over, in a style that terminals choose differently.
        while shown.is_wide((end.saturating_sub(1), y)) {
            let Some(width) = next.write((end, y), &mut pen) else { break };
            end = end.saturating_add(width.max(1));
            done = Some((end, y));
        }
        at = Some((end, y));
    }
    pen.put_down();
    mark_changed_links(shown, next, CellDiffOption::None);
}

/// A cell may look the same and lead elsewhere.
fn mark_changed_links(shown: &Frame, Frame { cells, links }: &mut Frame, mark: CellDiffOption) {
    let is_changed = |link: &&Link| shown.links.contains(link) != links.contains(link);
    for position in shown.links.iter().chain(&*links).filter(is_changed).flat_map(Link::positions) {
        if let Some(cell) = cells.cell_mut(position) {
            cell.set_diff_option(mark);
        }
    }
}
