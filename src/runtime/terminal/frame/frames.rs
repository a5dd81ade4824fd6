//! The frame on the screen, and the one that is drawn next.

use std::collections::BTreeSet;

use ratatui::{buffer::Buffer, layout::Rect};

use super::Frame;
use crate::{app::Area, ui::links};

#[derive(Debug)]
pub struct Frames {
    shown: Frame,
    next: Frame,
    /// Whether both are the same.
    is_copied: bool,
    /// The parts of the next one that were drawn; absent if all of it was.
    parts: Option<Vec<Rect>>,
}

impl Frames {
    /// Empty ones.
    pub fn new(area: Rect) -> Self {
        Self { shown: Frame::empty(area), next: Frame::empty(area), is_copied: true, parts: None }
    }

    pub const fn area(&self) -> Rect {
        self.shown.cells.area
    }

    /// Forgets what is on the screen.
    pub fn forget(&mut self) {
        self.shown.reset();
        self.is_copied = false;
    }

    /// Draws the next frame, of which `paint` draws every cell, and whose links are found if the terminal `has_links`.
    pub fn draw(&mut self, has_links: bool, paint: impl FnOnce(&mut Buffer)) {
        paint(&mut self.next.cells);
        self.next.links = if has_links { links(&self.next.cells) } else { Vec::new() };
        self.parts = None;
    }

    /// Draws the frame on the screen again, of which `paint` changes cells of `parts`.
    pub fn draw_parts(&mut self, parts: &[Area], has_links: bool, paint: impl FnOnce(&mut Buffer)) {
        if !self.is_copied {
            self.next.cells.clone_from(&self.shown.cells);
            self.is_copied = true;
        }
        self.draw(has_links, paint);
        let within =
            |part: &Area| Rect::new(part.x, part.y, part.width, part.height).intersection(self.area());
        self.parts = Some(parts.iter().map(within).collect());
    }

    /// Appends what turns the frame on the screen into the next one.
    pub fn write(&mut self, bytes: &mut Vec<u8>) {
        match &self.parts {
            None => super::write(&self.shown, &mut self.next, bytes),
            Some(parts) => {
                let rows: BTreeSet<u16> =
                    parts.iter().flat_map(|part| part.rows()).map(|row| row.y).collect();
                super::write_rows(&self.shown, &mut self.next, rows, bytes);
            }
        }
    }

    /// What was drawn is on the screen.
    pub fn is_out(&mut self) {
        let Some(parts) = self.parts.take() else {
            std::mem::swap(&mut self.shown, &mut self.next);
            self.is_copied = false;
            return;
        };
        self.shown.links.clone_from(&self.next.links);
        for row in parts.iter().flat_map(|part| part.rows()) {
            let (first, width) = (self.shown.cells.index_of(row.x, row.y), usize::from(row.width));
            let drawn = self.next.cells.content.iter().skip(first).take(width);
            let shown = self.shown.cells.content.iter_mut().skip(first);
            shown.zip(drawn).for_each(|(cell, drawn)| cell.clone_from(drawn));
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn parts_are_drawn_onto_what_is_shown_whenever_that_was_drawn() {
        let area = Rect::new(0, 0, 9, 2);
        let part = Area { x: 2, y: 1, width: 3, height: 1 };
        let mut frames = Frames::new(area);
        let written = |frames: &mut Frames| {
            let mut bytes = Vec::new();
            frames.write(&mut bytes);
            String::from_utf8(bytes).unwrap()
        };
        for begun in ["whole", "again"] {
            frames.draw(false, |cells| {
                cells.set_string(0, 0, begun, Style::new());
                cells.set_string(0, 1, "left", Style::new());
            });
            assert!(written(&mut frames).contains(begun));
            frames.is_out();
            for seconds in ["7", "8"] {
                frames.draw_parts(&[part], false, |cells| cells.set_string(2, 1, seconds, Style::new()));
                assert_eq!(written(&mut frames), format!("\x1b[2;3H{seconds}"));
                frames.is_out();
                assert_eq!(written(&mut frames), "", "it is on the screen");
            }
            assert_eq!(frames.shown.cells, frames.next.cells);
        }
    }
}
