//! The words of what lies over a page.

pub(crate) mod help;
pub(crate) mod palette;
pub(crate) mod profiles;
pub(crate) mod rules;
