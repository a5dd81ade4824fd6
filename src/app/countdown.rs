//! Countdowns that show seconds, for which the program wakes every second.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::time::SECONDS_UNDER;

/// Whether a countdown to `instant` shows seconds now.
pub(super) fn shows_seconds(instant: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let left = instant.signed_duration_since(now);
    left > TimeDelta::zero() && left < SECONDS_UNDER
}
