//! What outlives a run: the last known data, histories, bills, alerts, who may ask the server, and until when nobody
//! may (SQLite).
//!
//! Everything is done on the store's own thread ([`Store`]); the one exception is [`peek`], the read before
//! the first frame. Both are keyed by [`AccountKey`]: another account's data are never shown. Nothing here
//! reads a clock, and no secret ever comes in: a fingerprint is not the credential.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domain::{Balance, Catalogued, FeedName, Kept, Model, Site};

mod alerts;
mod bills;
mod carry_over;
mod check;
mod clock;
mod damaged;
mod database;
mod fallback;
mod handle;
mod history;
mod instant;
mod job;
mod last_known;
mod lease;
mod payload;
mod peek;
mod queue;
mod read_only;
mod regular;
mod schema;
mod trouble;
mod worker;

pub use alerts::{Attempted, Carrier, Delivery, Outbox};
pub use bills::NotKept;
pub use handle::Store;
pub use lease::{LeaseTerms, Leave};
pub use peek::{Peek, peek, peek_clock, peek_each};
pub use regular::may_exist;
pub use trouble::Trouble;

/// Tells the time: the runtime's clock, or a test's.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Whose data: a changed fingerprint shows nothing of the old one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountKey {
    /// The profile's name in the configuration.
    pub profile: String,
    /// Where the account was opened.
    pub site: Site,
    /// What tells this credential's account from another's; never the credential itself.
    pub fingerprint: String,
}

/// The identities of a profile: its quotas may be read with another credential than its balance.
/// Absent = no credential; then nothing is kept and nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Whose quotas.
    pub quotas: Option<AccountKey>,
    /// Whose balance.
    pub account: Option<AccountKey>,
    /// Whose bills: those of the balance, or without its credential those that were brought in from files.
    pub bills: Option<AccountKey>,
}

impl Identity {
    /// Whose data this feed reads.
    pub const fn of(&self, feed: FeedName) -> Option<&AccountKey> {
        match feed {
            FeedName::Quotas => self.quotas.as_ref(),
            FeedName::Account => self.account.as_ref(),
            FeedName::Bills => self.bills.as_ref(),
        }
    }
}

/// Data to keep, with the instant at which they were read.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    /// The model list.
    Catalogue(Kept<Vec<Catalogued>>),
    /// Every model with what is known of it.
    Models(Kept<Vec<Model>>),
    /// The balance.
    Balance(Kept<Balance>),
}

impl Keep {
    const fn fetched_at(&self) -> DateTime<Utc> {
        match self {
            Self::Catalogue(kept) => kept.fetched_at,
            Self::Models(kept) => kept.fetched_at,
            Self::Balance(kept) => kept.fetched_at,
        }
    }

    const fn part(&self) -> Part {
        match self {
            Self::Catalogue(_) => Part::Catalogue,
            Self::Models(_) => Part::Models,
            Self::Balance(_) => Part::Balance,
        }
    }
}

/// The parts of the last known data; each is a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Catalogue,
    Models,
    Balance,
}

impl Part {
    /// The word in the file. The query in `last_known` names them too.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Models => "models",
            Self::Balance => "balance",
        }
    }

    const fn feed(self) -> FeedName {
        match self {
            Self::Catalogue | Self::Models => FeedName::Quotas,
            Self::Balance => FeedName::Account,
        }
    }
}
