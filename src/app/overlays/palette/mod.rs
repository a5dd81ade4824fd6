//! The command palette: available commands, filtered by the typed text. It acts on whatever is open below it.

mod arguments;
mod input;
mod rank;
mod row;
mod rows;

pub(crate) use input::{ask, by, click, key, open, pasted};
pub use row::{Row, occupied};
pub use rows::rows;
