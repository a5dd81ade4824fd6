//! Texts of the Models page.

pub(crate) mod band;
pub(crate) mod column_choice;
pub(crate) mod detail;
pub(crate) mod table;
