//! When a quota was read: together with all others, unless its row states an earlier time.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Quota, time::full_second};

/// One round of requests takes at most this long; what is older belongs to an earlier round.
const ROUND: TimeDelta = TimeDelta::seconds(60);

/// When a quota was read, in whole seconds, if in an earlier round than `feed_read_at`.
pub(super) fn earlier(read_at: DateTime<Utc>, feed_read_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let read_at = full_second(read_at);
    (full_second(feed_read_at).signed_duration_since(read_at) > ROUND).then_some(read_at)
}

/// Whether the quota states anything; otherwise it counts as none.
pub(super) fn is_stated(quota: &Quota) -> bool {
    quota.total.is_some()
        || quota.remaining.is_some()
        || quota.expires_at.is_some()
        || quota.quota_status.is_some()
}
