//! How old data may be and still prove something.

use chrono::{DateTime, TimeDelta, Utc};

/// The vendor's figures lag by up to this long, so older ones prove nothing.
pub const LAG: TimeDelta = TimeDelta::minutes(60);

/// The tolerated difference between clocks. Data from further in the future prove nothing either.
pub(super) const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// Whether data read at `read_at` still count at `now`.
pub(super) fn is_recent(read_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let age = now.signed_duration_since(read_at);
    age >= -AHEAD && age <= LAG
}
