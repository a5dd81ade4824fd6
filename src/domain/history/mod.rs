//! What follows from a history: where it was not polled, and whether two logins lead to one account.
//!
//! The figures themselves are [`super::forecast::Seen`].

mod same_account;

use chrono::{DateTime, Utc};

pub use same_account::{Grant, Same, same_account};

/// A time in which a figure was not read: what happened to it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When it was last read before.
    pub from: DateTime<Utc>,
    /// When it was first read again.
    pub until: DateTime<Utc>,
}
