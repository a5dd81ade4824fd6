//! Which cells have to be written.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth as _};

use crate::{ui::theme::look_the_same, words::text::is_plain_cell};

/// The column and row of each cell in these rows of `next` that does not look as that of `shown`, which has the same
/// size, or that has to be written anyway.
pub(super) fn changes(
    shown: &Buffer,
    next: &Buffer,
    rows: impl IntoIterator<Item = u16>,
) -> impl Iterator<Item = (u16, u16)> {
    let of_row = move |row: u16| {
        let width = next.area.width;
        let first = usize::from(row).saturating_mul(width.into());
        let cells = shown.content.iter().zip(&next.content).skip(first);
        // Up to where a wide glyph covers other cells.
        let mut covered = 0;
        (0..width).zip(cells).filter_map(move |(column, (before, cell))| {
            if column < covered {
                return None;
            }
            covered = column.saturating_add(covering(cell));
            let is_changed = cell != before && !look_the_same(before, cell);
            let is_written = is_changed || cell.diff_option == CellDiffOption::AlwaysUpdate;
            is_written.then_some((column, row))
        })
    };
    rows.into_iter().flat_map(of_row)
}

/// How many cells a glyph covers. Some terminals leave what is below the second half of an emoji that a selector makes
/// wide, so that it has to be written, too.
fn covering(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    if symbol.chars().all(is_plain_cell) || symbol.contains('\u{fe0f}') { 1 } else { cell.cell_width() }
}
