//! Writes cells, and between them only those parts of the style that change.

use std::{fmt::Arguments, io::Write as _};

use ratatui::buffer::Cell;

use super::super::hyperlinks;
use crate::ui::theme::{Look, change_look};

#[derive(Debug)]
pub(super) struct Pen<'b> {
    bytes: &'b mut Vec<u8>,
    look: Look,
    /// The address that cells lead to.
    address: Option<&'static str>,
}

impl<'b> Pen<'b> {
    pub(super) fn new(bytes: &'b mut Vec<u8>) -> Self {
        Self { bytes, look: Look::default(), address: None }
    }

    pub(super) fn move_to(&mut self, x: u16, y: u16) {
        let (row, column) = (y.saturating_add(1), x.saturating_add(1));
        self.escape(format_args!("{row};{column}H"));
    }

    pub(super) fn move_to_column(&mut self, x: u16) {
        self.escape(format_args!("{}G", x.saturating_add(1)));
    }

    /// Erases this many cells, and stays.
    pub(super) fn erase(&mut self, cells: u16) {
        self.dress(&Cell::EMPTY, None);
        self.escape(format_args!("{cells}X"));
    }

    /// Whether the cell can be written with the present style and link.
    pub(super) fn suits(&self, cell: &Cell, address: Option<&'static str>) -> bool {
        self.look.adapted_to(cell) == self.look && self.address == address
    }

    pub(super) fn write(&mut self, cell: &Cell, address: Option<&'static str>) {
        self.dress(cell, address);
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
    }

    /// Changes style and link to those of a cell.
    fn dress(&mut self, cell: &Cell, address: Option<&'static str>) {
        self.link(address);
        let look = self.look.adapted_to(cell);
        change_look(self.look, look, self.bytes);
        self.look = look;
    }

    /// Ends the link, and makes the terminal's style plain again.
    pub(super) fn put_down(&mut self) {
        self.link(None);
        if self.look != Look::default() {
            self.look = Look::default();
            self.escape(format_args!("0m"));
        }
    }

    fn link(&mut self, address: Option<&'static str>) {
        if std::mem::replace(&mut self.address, address) == address {
            return;
        }
        match address {
            Some(address) => self.bytes.extend_from_slice(hyperlinks::open(address).as_bytes()),
            None => self.bytes.extend_from_slice(hyperlinks::CLOSE.as_bytes()),
        }
    }

    fn escape(&mut self, sequence: Arguments<'_>) {
        // A vector takes everything.
        let _ = write!(self.bytes, "\x1b[{sequence}");
    }
}
