//! What depends on the texts that are drawn, and so on the language: measured by `ui` after a message has changed
//! something, handed back as a message of its own.

use super::{State, pages::models::widths::ListWidths};

/// How large texts are. In a program that draws nothing they are unknown and limit nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extents {
    /// The columns of the list.
    pub list: Option<ListWidths>,
    /// The list has changed since it was measured.
    pub is_list_stale: bool,
    /// How many lines the open help page or bill line can be scrolled down.
    pub scroll_end: u16,
}

impl Default for Extents {
    fn default() -> Self {
        Self { list: None, is_list_stale: true, scroll_end: u16::MAX }
    }
}

impl State {
    /// The rows of the list, or what is shown of them, have changed.
    pub(crate) const fn list_changed(&mut self) {
        self.extents.is_list_stale = true;
    }

    /// How wide a list must be to show everything; unknown widths ask for nothing.
    pub(crate) fn list_wants(&self) -> u16 {
        self.extents.list.as_ref().map_or(0, |widths| widths.wanted)
    }
}
