//! What a history shows: periods without polling, and whether two logins belong to one account.
//!
//! The figures themselves are [`super::forecast::Seen`].

mod bill_points;
mod same_account;

use chrono::{DateTime, Utc};

pub use bill_points::with_bill_points;
pub use same_account::{Grant, Same, same_account};

/// A period in which a figure was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The last reading before.
    pub from: DateTime<Utc>,
    /// The first reading after.
    pub until: DateTime<Utc>,
}
