//! Histories in the store, as its users meet them: what is appended, what a gap is, whose history it is, what stays
//! when it is thinned; clocks that were wrong, and processes that are killed.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic in a test is the report")]

mod appending;
mod clocks;
mod desk;
mod gaps;
mod killed;
mod logins;
mod thinning;
mod year;
