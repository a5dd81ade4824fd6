//! The words of the Bills page.

pub mod labels;
pub mod line;
pub mod totals;
