//! What depends on the texts that are drawn, and so on the language: measured by `ui` after a message has changed
//! something, handed back as a message of its own.

use super::pages::models::widths::ListWidths;

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
