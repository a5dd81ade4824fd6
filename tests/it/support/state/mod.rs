//! Models, bills and alerts in the shape in which sources and the store return them.

pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod calls;
pub(crate) mod models;

use quotatop::domain::FeedName;

/// What accounts in tests request. A new feed changes no script and no picture until it is added here.
pub(crate) const FEEDS: [FeedName; 4] =
    [FeedName::Quotas, FeedName::Account, FeedName::Bills, FeedName::Calls];
