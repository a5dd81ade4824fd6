//! A canvas over the frame buffer. Nothing is written outside the given area or the buffer.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Style,
    text::Span,
};

use super::theme::over;
use crate::{
    app::{Area, Command},
    words::text::{self, is_plain_cell, width},
};

/// A buffer, written to by the areas of [`crate::app::layout`].
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    /// The areas that are drawn again; absent if everything is.
    only: Option<&'b [Area]>,
    /// Click targets and their commands, if they are recorded.
    targets: Option<Vec<(Area, Option<Command>)>>,
}

/// The width of `text`.
pub(super) fn columns(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The width of all `spans`.
pub(super) fn columns_of(spans: &[Span<'_>]) -> u16 {
    spans.iter().fold(0, |sum: u16, span| sum.saturating_add(columns(&span.content)))
}

impl<'b> Canvas<'b> {
    /// Clears the buffer.
    pub(super) fn new(buffer: &'b mut Buffer, style: Style) -> Self {
        erase(buffer, buffer.area, style);
        Self { buffer, only: None, targets: None }
    }

    /// Clears these areas, and leaves everything else as it is.
    pub(super) fn within(buffer: &'b mut Buffer, areas: &'b [Area], style: Style) -> Self {
        let canvas = Self { buffer, only: Some(areas), targets: None };
        for area in areas {
            let area = canvas.clip(*area);
            erase(canvas.buffer, area, style);
        }
        canvas
    }

    /// Whether everything is drawn.
    pub(super) const fn is_whole(&self) -> bool {
        self.only.is_none()
    }

    /// Whether nothing of `area` is drawn again, so that it need not even be worded.
    pub(super) fn skips(&self, area: Area) -> bool {
        self.only.is_some_and(|only| !only.iter().any(|drawn| drawn.overlaps(area)))
    }

    /// Also records click targets.
    pub(super) fn recording_clicks(self) -> Self {
        Self { targets: Some(Vec::new()), ..self }
    }

    /// Registers a click target: the columns `from..to` of the first row of `area`.
    pub(super) fn target(&mut self, area: Area, (from, to): (u16, u16), command: impl FnOnce() -> Command) {
        if let Some(targets) = &mut self.targets {
            let place = Area { width: to.min(area.width), ..area.row(0) }.within(from, 0);
            targets.push((place, Some(command())));
        }
    }

    /// The command of a click on a cell. The target registered last is on top.
    pub(super) fn command_at(self, column: u16, row: u16) -> Option<Command> {
        let mut targets = self.targets.unwrap_or_default().into_iter().rev();
        targets.find(|(area, _)| area.contains(column, row))?.1
    }

    pub(super) const fn area(&self) -> Area {
        Area { x: 0, y: 0, width: self.buffer.area.width, height: self.buffer.area.height }
    }

    /// `area` in the coordinates of the buffer, clipped to it; empty unless all of it is drawn again.
    fn clip(&self, area: Area) -> Rect {
        let whole = self.buffer.area;
        if self.only.is_some_and(|only| !only.iter().any(|drawn| drawn.encloses(area))) {
            return Rect::default();
        }
        let (x, y) = (whole.x.saturating_add(area.x), whole.y.saturating_add(area.y));
        Rect { x, y, width: area.width, height: area.height }.intersection(whole)
    }

    /// Sets the style of every cell of `area`.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        let area = self.clip(area);
        self.buffer.set_style(area, style);
    }

    /// Applies `style` to what is written in `area`.
    pub(super) fn lay_over(&mut self, area: Area, style: Style) {
        let area = self.clip(area);
        for at in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(at) {
                cell.set_style(over(cell.style(), style));
            }
        }
    }

    /// Erases `area`.
    pub(super) fn clear(&mut self, area: Area, style: Style) {
        let blank = " ".repeat(usize::from(area.width));
        for row in 0..area.height {
            self.put(area.row(row), 0, &blank, Style::reset());
        }
        self.fill(area, style);
        // Whatever was there is no longer clickable.
        if let Some(targets) = &mut self.targets {
            targets.push((area, None));
        }
    }

    /// Writes into the first row of `area`, starting at column `from`; returns the column after the text.
    pub(super) fn put(&mut self, area: Area, from: u16, text: &str, style: Style) -> u16 {
        let end = from.saturating_add(columns(text));
        let room = self.clip(Area { height: area.height.min(1), ..area.within(from, 0) });
        if room.is_empty() {
            return end;
        }
        if text.chars().all(is_plain_cell) {
            self.put_plain(room, text, style);
        } else {
            self.buffer.set_stringn(room.x, room.y, text, usize::from(room.width), style);
        }
        end
    }

    /// Writes a character into each cell.
    fn put_plain(&mut self, room: Rect, text: &str, style: Style) {
        let first = self.buffer.index_of(room.x, room.y);
        let cells = self.buffer.content.iter_mut().skip(first).take(usize::from(room.width));
        for (cell, character) in cells.zip(text.chars()) {
            cell.set_char(character).set_style(style);
        }
    }

    /// Writes `spans` one after the other; returns the column after them.
    pub(super) fn spans(&mut self, area: Area, from: u16, spans: &[Span<'_>]) -> u16 {
        spans.iter().fold(from, |at, span| self.put(area, at, &span.content, span.style))
    }

    /// Writes `spans` one after the other; a mark shows where they were cut.
    pub(super) fn cut(&mut self, area: Area, spans: &[Span<'_>], mark: &str) {
        let mut at: u16 = 0;
        for span in spans {
            let room = usize::from(area.width.saturating_sub(at));
            at = self.put(area, at, &text::cut(&span.content, room, mark), span.style);
        }
    }

    /// Writes `spans` right-aligned, or nothing if they do not fit.
    pub(super) fn right(&mut self, area: Area, spans: &[Span<'_>]) {
        if let Some(from) = area.width.checked_sub(columns_of(spans)) {
            self.spans(area, from, spans);
        }
    }

    /// Repeats `symbol` over the columns `from..to`.
    pub(super) fn repeat(&mut self, area: Area, (from, to): (u16, u16), symbol: &str, style: Style) {
        for column in from..to.min(area.width) {
            self.put(area, column, symbol, style);
        }
    }
}

/// Makes the cells of `area`, which is within the buffer, blank.
fn erase(buffer: &mut Buffer, area: Rect, style: Style) {
    let mut blank = Cell::default();
    blank.set_style(style);
    for row in area.rows().filter(|row| !row.is_empty()) {
        let first = buffer.index_of(row.x, row.y);
        buffer.content.iter_mut().skip(first).take(row.width.into()).for_each(|cell| cell.clone_from(&blank));
    }
}

/// The rows of a screen of this size after `draw`.
#[cfg(test)]
pub(super) fn drawn((width, height): (u16, u16), draw: impl FnOnce(&mut Canvas<'_>, Area)) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(&mut Canvas::new(&mut buffer, Style::new()), Area { x: 0, y: 0, width, height });
    let rows = buffer.content().chunks(usize::from(width.max(1)));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn symbols(buffer: &Buffer) -> String {
        buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn nothing_is_written_outside() {
        let mut buffer = Buffer::empty(Rect::new(3, 2, 4, 2));
        let mut canvas = Canvas::new(&mut buffer, Style::new());
        let row = Area { x: 1, y: 1, width: 9, height: 1 };
        assert_eq!(canvas.put(row, 1, "abcdef", Style::new()), 7);
        canvas.put(Area { x: 0, y: 7, width: 4, height: 1 }, 0, "below", Style::new());
        canvas.put(Area { x: 9, y: 0, width: 4, height: 1 }, 0, "beside", Style::new());
        canvas.put(Area { x: 0, y: 0, width: 4, height: 0 }, 0, "no row", Style::new());
        canvas.right(Area { x: 0, y: 0, width: 3, height: 1 }, &[Span::raw("wide")]);
        assert_eq!(symbols(&buffer), "      ab");
    }

    proptest! {
        #[test]
        fn every_text_is_written_as_ratatui_writes_it(text in "[a-z ─╸█⣿·通…]{0,20}", from in 0_u16..12, width in 0_u16..12) {
            let area = Rect::new(0, 0, 16, 1);
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            let room = Area { x: from, y: 0, width, height: 1 };
            Canvas::new(&mut ours, Style::new()).put(room, 0, &text, Style::new().bold());
            let width = usize::from(width.min(16 - from));
            if width > 0 {
                theirs.set_stringn(from, 0, &text, width, Style::new().bold());
            }
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_wide_glyph_is_whole_or_absent() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let mut canvas = Canvas::new(&mut buffer, Style::new());
        canvas.put(Area { x: 0, y: 0, width: 3, height: 1 }, 0, "\u{901a}\u{4e49}", Style::new());
        assert_eq!(symbols(&buffer), "\u{901a}   ");
    }

    #[test]
    fn what_was_there_before_is_gone() {
        let mut buffer = Buffer::filled(Rect::new(0, 0, 2, 1), ratatui::buffer::Cell::new("x"));
        Canvas::new(&mut buffer, Style::new());
        assert_eq!(symbols(&buffer), "  ");
    }
}
