//! The contract's JSON document `quotatop.snapshot/1`: what `list -o json` writes and `--snapshot` reads.
//!
//! It can read what it writes. It does no I/O, and texts of failures are passed in.

mod fields;
mod read;
mod reading;
mod row;
mod rows;
mod write;

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;

pub use read::read;
pub use write::{Judging, Parts, write};

/// The document's name and number; a change of its meaning needs a new number.
pub const SCHEMA: &str = "quotatop.snapshot/1";
