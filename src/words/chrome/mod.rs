//! The words of what surrounds a page.

pub mod bars;
pub mod clipboard;
pub mod theme;
