//! Bills in the store, as its users meet them: what is kept, what wins, what comes back; older files, damaged
//! sums, and processes that are killed.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic in a test is the report")]

mod desk;
mod files;
mod freshness;
mod gaps;
mod in_memory;
mod killed;
mod lines;
mod owners;
mod round_trip;
