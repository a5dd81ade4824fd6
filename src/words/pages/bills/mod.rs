//! Texts of the Bills page.

pub(crate) mod kind;
pub(crate) mod labels;
pub(crate) mod line;
pub(crate) mod totals;
