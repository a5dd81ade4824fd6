//! The Models page: the list of models, its cursor, and the history of the selected one.

pub mod cursor;
pub mod history_series;
pub mod list;
pub mod widths;
