//! The newest good data of each feed, as they are kept between runs.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Balance, Catalogued, FeedName, Model, clock::Comparison};

/// Data with the instant at which they were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<T> {
    /// The data.
    pub value: T,
    /// When they were read, by the server's clock as far as that is known.
    pub fetched_at: DateTime<Utc>,
}

/// What was kept of one account. Absent = never read, or read under another account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LastKnown {
    /// The model list.
    pub catalogue: Option<Kept<Vec<Catalogued>>>,
    /// Every model ever seen, with its quota and Free Quota Only state.
    pub models: Option<Kept<Vec<Model>>>,
    /// The balance.
    pub balance: Option<Kept<Balance>>,
    /// How this machine's clock compared with the servers'.
    pub clock: Option<Comparison>,
    /// Until when a server asked not to be asked again (Retry-After), per feed.
    pub wait_until: BTreeMap<FeedName, DateTime<Utc>>,
}

impl LastKnown {
    /// When the newest of it was read.
    pub fn newest(&self) -> Option<DateTime<Utc>> {
        let catalogue = self.catalogue.as_ref().map(|kept| kept.fetched_at);
        let models = self.models.as_ref().map(|kept| kept.fetched_at);
        catalogue.max(models).max(self.balance.as_ref().map(|kept| kept.fetched_at))
    }
}
