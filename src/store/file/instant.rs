//! Instants as stored in the file: whole microseconds since 1970, UTC, rounded down.

use std::time::Duration;

use chrono::{DateTime, Utc};

pub(crate) const fn to_micros(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_micros()
}

/// `None` beyond the calendar's range.
pub(crate) const fn from_micros(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}

/// A duration in microseconds, capped at the largest number.
pub(crate) fn duration_micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instant_survives_to_the_microsecond() {
        for (instant, stored) in [
            (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MIN_UTC),
            (
                "1969-12-31T23:59:59.999999999Z".parse().unwrap(),
                "1969-12-31T23:59:59.999999Z".parse().unwrap(),
            ),
            (
                "2026-11-22T06:12:07.123456789Z".parse().unwrap(),
                "2026-11-22T06:12:07.123456Z".parse().unwrap(),
            ),
            ("9999-12-31T23:59:59Z".parse().unwrap(), "9999-12-31T23:59:59Z".parse().unwrap()),
        ] {
            assert_eq!(from_micros(to_micros(instant)), Some(stored), "{instant}");
        }
        assert!(from_micros(to_micros(DateTime::<Utc>::MAX_UTC)).is_some());
        assert_eq!(from_micros(i64::MAX), None);
    }
}
