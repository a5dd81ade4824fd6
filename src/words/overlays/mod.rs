//! The words of what lies over a page.

pub mod help;
pub mod palette;
pub mod profiles;
pub mod rules;
