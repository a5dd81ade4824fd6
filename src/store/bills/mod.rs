//! Bills as they are kept: days with their lines, the sums of a day by charge, and what closed cycles owe.
//!
//! A day is kept in one transaction: its lines and its sums always belong together. Nothing here decides what a
//! line means, and nothing asks the server.

use super::Trouble;

mod account;
mod carry_over;
mod charges;
mod day;
mod figures;
mod handle;
mod job;
mod keep;
mod line;
mod merge;
mod outstanding;
mod page;
mod perform;
mod read;
mod rollup;
mod shared;

pub(super) use carry_over::carry_over;
pub(super) use charges::Charges;
pub(super) use job::BillsJob;

/// Why days were not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKept {
    /// Too much waits already, or the store is closed: nothing of them was kept. They may be handed over again
    /// once an earlier answer has come.
    Refused,
    /// The file could not be written. The days before the one that failed are kept; to keep them again changes
    /// nothing.
    Trouble(Trouble),
}
