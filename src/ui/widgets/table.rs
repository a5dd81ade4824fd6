//! Tables: headings, cells, the selected row, the scroll bar.

use super::{
    cell::{Cell, put, write},
    columns::Column,
    thumb::thumb,
};
use crate::{
    app::{Area, Command, input::command::Target, pages::models::widths::CellWidth},
    ui::{
        Glyphs, Theme,
        canvas::{Canvas, columns},
    },
};

/// The heading of a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Heading<'a> {
    pub(crate) name: &'a str,
    /// Right-aligned, for numbers.
    pub(crate) is_right: bool,
    /// Whether the order is reversed, if the table is sorted by this column.
    pub(crate) order: Option<bool>,
}

impl Heading<'_> {
    /// The width without the sort mark.
    pub(crate) fn columns(&self) -> u16 {
        columns(self.name)
    }

    /// The sort mark is in the gap after the column, so that sorting moves nothing.
    pub(crate) fn put(&self, canvas: &mut Canvas<'_>, area: Area, theme: &Theme, glyphs: &Glyphs) {
        let style = if self.order.is_some() { theme.accent } else { theme.quiet };
        write(canvas, area, self.is_right, (self.name, style), glyphs);
        if let Some(is_reversed) = self.order {
            let mark = if is_reversed { glyphs.descending } else { glyphs.ascending };
            let end = if self.is_right { area.width } else { self.columns().min(area.width) };
            canvas.put(Area { width: area.width.saturating_add(1), ..area }, end, mark, style);
        }
    }
}

/// The area of a column in `row`.
pub(crate) fn at<W>(row: Area, column: &Column<W>) -> Area {
    let from = column.x.min(row.width);
    Area { x: row.x.saturating_add(from), width: column.width.min(row.width.saturating_sub(from)), ..row }
}

/// What of a list is in sight, and what is selected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) selected: Option<usize>,
    /// Whether the cursor is in this list.
    pub(crate) has_cursor: bool,
    /// The first visible of `all` entries.
    pub(crate) first: usize,
    pub(crate) all: usize,
}

impl Shown {
    /// The row of the selected entry, if that is visible.
    fn row(&self, rows: Area) -> Option<Area> {
        let row = u16::try_from(self.selected?.checked_sub(self.first)?).ok()?;
        (row < rows.height).then(|| rows.row(row))
    }
}

/// Marks a selected row, with or without the cursor.
pub(crate) fn select(canvas: &mut Canvas<'_>, row: Area, has_cursor: bool, theme: &Theme, glyphs: &Glyphs) {
    canvas.fill(row, theme.selected);
    if has_cursor {
        canvas.put(row, 0, glyphs.cursor, theme.accent);
    }
}

/// Shows that a row is marked, where the cursor stands if it is on it.
pub(crate) fn mark(canvas: &mut Canvas<'_>, row: Area, has_cursor: bool, theme: &Theme, glyphs: &Glyphs) {
    let [alone, with_cursor] = glyphs.marks;
    canvas.put(row, 0, if has_cursor { with_cursor } else { alone }, theme.accent);
}

/// The first visible of `all` rows, with the cursor in the middle except near the ends.
pub(crate) fn first_visible(cursor: usize, all: usize, height: u16) -> usize {
    let height = usize::from(height);
    cursor.saturating_sub(height / 2).min(all.saturating_sub(height))
}

/// Makes the visible entries clickable; `first` is the first visible of `all`.
pub(crate) fn clickable(
    canvas: &mut Canvas<'_>,
    rows: Area,
    (first, all): (usize, usize),
    target: impl Fn(usize) -> Target,
) {
    for (row, position) in (0..rows.height).zip(first..all) {
        canvas.target(rows.row(row), (0, rows.width), || Command::Click(target(position)));
    }
}

/// Draws a scroll bar at the right edge; `first` is the first visible of `all` rows.
pub(crate) fn scroll_bar(
    canvas: &mut Canvas<'_>,
    rows: Area,
    (first, all): (usize, usize),
    theme: &Theme,
    glyphs: &Glyphs,
) {
    if let Some((from, to)) = thumb(first, all, rows.height) {
        for row in from..to {
            canvas.put(rows.row(row), rows.width.saturating_sub(1), glyphs.thumb, theme.quiet);
        }
    }
}

/// Makes the headings clickable that have a command.
pub(crate) fn sortable<W: Copy>(
    canvas: &mut Canvas<'_>,
    names: Area,
    columns: &[Column<W>],
    command: impl Fn(W) -> Option<Command>,
) {
    for column in columns {
        let Some(command) = command(column.id) else { continue };
        let area = at(names, column);
        canvas.target(area, (0, area.width), || command);
    }
}

/// The visible rows of a table, with the widths of their columns.
#[derive(Debug)]
pub(crate) struct Table<'a, W: 'static> {
    /// The columns in the order of the cells.
    ids: &'static [W],
    headings: Vec<Heading<'a>>,
    widths: Vec<CellWidth>,
    rows: Vec<Vec<Cell<'a>>>,
    /// The row below the others, which does not scroll with them; empty if there is none.
    footer: Vec<Cell<'a>>,
}

impl<'a, W: Copy + PartialEq> Table<'a, W> {
    /// Measures `rows`, each with a cell for each of `ids`.
    pub(crate) fn new(
        ids: &'static [W],
        heading: impl Fn(W) -> Heading<'a>,
        rows: Vec<Vec<Cell<'a>>>,
    ) -> Self {
        let mut widths = vec![CellWidth::default(); ids.len()];
        for row in &rows {
            widen(&mut widths, row);
        }
        let headings = ids.iter().map(|id| heading(*id)).collect();
        Self { ids, headings, widths, rows, footer: Vec::new() }
    }

    /// Adds a row below the others, with a cell for each column.
    pub(crate) fn with_footer(mut self, cells: Vec<Cell<'a>>) -> Self {
        widen(&mut self.widths, &cells);
        self.footer = cells;
        self
    }

    /// The number of rows.
    pub(crate) const fn length(&self) -> usize {
        self.rows.len()
    }

    /// Leaves out the first rows, which were only measured.
    pub(crate) fn skip(&mut self, rows: usize) {
        self.rows.drain(..rows.min(self.rows.len()));
    }

    /// The width of a column with its heading; `None` if all cells are empty.
    pub(crate) fn width_of(&self, id: W) -> Option<u16> {
        let at = self.ids.iter().position(|one| *one == id)?;
        let (width, heading) = (self.widths.get(at)?, self.headings.get(at)?);
        (!width.is_empty()).then(|| width.with_heading(heading.columns()))
    }

    /// Draws headings and cells of `columns`.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        (names, rows): (Area, Area),
        columns: &[Column<W>],
        theme: &Theme,
        glyphs: &Glyphs,
    ) {
        for column in columns {
            let Some(position) = self.ids.iter().position(|one| *one == column.id) else { continue };
            let (Some(heading), Some(width)) = (self.headings.get(position), self.widths.get(position))
            else {
                continue;
            };
            let behind = if heading.is_right { width.behind } else { 0 };
            heading.put(canvas, at(names, column).within(0, behind), theme, glyphs);
            for (row, cells) in (0..rows.height).zip(&self.rows) {
                if let Some(cell) = cells.get(position) {
                    put(canvas, at(rows.row(row), column), (cell, *width), theme, glyphs);
                }
            }
        }
    }

    /// Draws headings and the visible rows of a list, with its cursor and scroll bar.
    pub(crate) fn draw_list(
        &self,
        canvas: &mut Canvas<'_>,
        (names, rows): (Area, Area),
        (columns, shown): (&[Column<W>], Shown),
        theme: &Theme,
        glyphs: &Glyphs,
    ) {
        if let Some(row) = shown.row(rows) {
            select(canvas, row, shown.has_cursor, theme, glyphs);
        }
        self.draw(canvas, (names, rows), columns, theme, glyphs);
        scroll_bar(canvas, rows, (shown.first, shown.all), theme, glyphs);
    }

    /// Draws the footer below `columns`, and returns where its last cell ends.
    pub(crate) fn draw_footer(
        &self,
        canvas: &mut Canvas<'_>,
        row: Area,
        columns: &[Column<W>],
        theme: &Theme,
        glyphs: &Glyphs,
    ) -> u16 {
        let mut end = 0;
        for column in columns {
            let Some(position) = self.ids.iter().position(|one| *one == column.id) else { continue };
            let (Some(cell), Some(width)) = (self.footer.get(position), self.widths.get(position)) else {
                continue;
            };
            put(canvas, at(row, column), (cell, *width), theme, glyphs);
            if *cell != Cell::Nothing {
                end = column.x.saturating_add(column.width);
            }
        }
        end
    }
}

fn widen(widths: &mut [CellWidth], cells: &[Cell<'_>]) {
    for (width, cell) in widths.iter_mut().zip(cells) {
        width.widen(cell);
    }
}
