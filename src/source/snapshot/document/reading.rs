//! When a quota was read: with all others, unless its row says that it was earlier.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Quota, time::full_second};

/// One round of questions may take this long; what is older belongs to an earlier round.
const ROUND: TimeDelta = TimeDelta::seconds(60);

/// When a quota was read, in whole seconds, where that was in an earlier round than `feed_read_at`.
pub(super) fn earlier(read_at: DateTime<Utc>, feed_read_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let read_at = full_second(read_at);
    (full_second(feed_read_at).signed_duration_since(read_at) > ROUND).then_some(read_at)
}

/// Whether the quota says anything; one that does not counts as none.
pub(super) fn is_stated(quota: &Quota) -> bool {
    quota.total.is_some()
        || quota.remaining.is_some()
        || quota.expires_at.is_some()
        || quota.quota_status.is_some()
}
