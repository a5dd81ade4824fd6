//! The palette: what can be done in the current context, narrowed by what is typed. It lies over whatever is open, and
//! acts on that.

mod arguments;
mod input;
mod rank;
mod row;
mod rows;

pub(crate) use input::{ask, by, click, key, open, pasted};
pub use row::{Row, taken};
pub use rows::rows;
