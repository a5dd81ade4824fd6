//! Stored bills: days with their lines, the sums of a day by charge, and outstanding amounts of closed
//! cycles.
//!
//! A day is saved in one transaction: its lines and its sums always match. Nothing here decides what a line
//! means.

mod block;
mod calls;
mod carry_over;
mod charges;
mod day;
mod free_use;
mod intern;
mod known_ids;
mod lines;
mod merge;
mod old_lines;
mod outstanding;
mod owner;
mod read_cycle;
mod read_lines;
mod rollup;
mod save_day;
mod save_error;

#[cfg(any(test, fuzzing))]
pub(super) use block::rewritten;
pub(super) use carry_over::carry_over;
pub(super) use charges::set_charges_apart;
pub(super) use free_use::read_points;
pub(super) use known_ids::KnownIds;
pub(super) use read_cycle::read as read_cycle;
pub use save_error::SaveError;
