//! Sizes that depend on drawn texts and so on the language. `ui` measures them after each change and sends
//! them back as a message.

use super::pages::models::widths::ListWidths;

/// Sizes of drawn texts. Without a screen they are unknown and limit nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extents {
    /// Widths of the list's columns.
    pub list: Option<ListWidths>,
    /// Whether the list has changed since it was measured.
    pub is_list_stale: bool,
    /// How far the open help, account page, bill line or list of models to change can be scrolled down.
    pub scroll_end: u16,
    /// How many of the models to change are in sight.
    pub scroll_page: u16,
}

impl Default for Extents {
    fn default() -> Self {
        Self { list: None, is_list_stale: true, scroll_end: u16::MAX, scroll_page: u16::MAX }
    }
}
