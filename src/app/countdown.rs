//! Countdowns: below an hour they show seconds, and the program wakes every second.

use chrono::{DateTime, TimeDelta, Utc};

/// Below this, countdowns show seconds.
pub const SECONDS_UNDER: TimeDelta = TimeDelta::hours(1);

/// Whether a countdown to `instant` shows seconds now.
pub fn shows_seconds(instant: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let left = instant.signed_duration_since(now);
    left > TimeDelta::zero() && left < SECONDS_UNDER
}
