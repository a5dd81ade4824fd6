//! The newest good data of each feed, as they are kept between runs.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Balance, Catalogued, FeedName, Model};

/// Data with the instant at which they were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<T> {
    /// The data.
    pub value: T,
    /// When they were read, by our clock.
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
    /// Until when a server asked not to be asked again (Retry-After), per feed.
    pub wait_until: BTreeMap<FeedName, DateTime<Utc>>,
}
