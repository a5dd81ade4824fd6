//! What is told from a history: where nobody looked, when a model ran out, whether two logins lead to one account.
//!
//! The figures themselves are [`super::forecast::Seen`]. Pure: where histories are kept is the store's business.

mod ran_out;
mod same_account;

use chrono::{DateTime, Utc};

pub use ran_out::{RanOut, ran_out};
pub use same_account::{Grant, Same, same_account};

/// A time in which a figure was not read: what became of it there, nobody saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When it was last read before.
    pub from: DateTime<Utc>,
    /// When it was first read again.
    pub until: DateTime<Utc>,
}
