//! The texts around a page.

pub(crate) mod bars;
pub(crate) mod clipboard;
pub(crate) mod empty;
pub(crate) mod theme;
