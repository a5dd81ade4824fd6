//! Countdowns of less than an hour show seconds, for which the program wakes every second.

use chrono::{DateTime, TimeDelta, Utc};

pub const SECONDS_UNDER: TimeDelta = TimeDelta::hours(1);

/// Whether a countdown to `instant` shows seconds now.
pub fn shows_seconds(instant: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let left = instant.signed_duration_since(now);
    left > TimeDelta::zero() && left < SECONDS_UNDER
}
