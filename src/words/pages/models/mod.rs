//! The words of the Models page.

pub mod column_choice;
pub mod detail;
pub mod empty;
pub mod table;
