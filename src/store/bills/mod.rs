//! Stored bills: days with their lines, the sums of a day by charge, and outstanding amounts of closed
//! cycles.
//!
//! A day is saved in one transaction: its lines and its sums always match. Nothing here decides what a line
//! means.

mod calls;
mod carry_over;
mod charge_cache;
mod day;
mod figures;
mod intern;
mod line;
mod merge;
mod outstanding;
mod owner;
mod read_cycle;
mod read_lines;
mod rollup;
mod save_day;
mod save_error;

pub(super) use carry_over::carry_over;
pub(super) use charge_cache::ChargeCache;
pub use save_error::SaveError;
