//! The moment at which facts are evaluated, and the zone in which times are shown. Both are passed in.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, TimeDelta, Utc};

/// One moment, on both clocks: facts are evaluated by `utc`, deadlines by `monotonic`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// May jump.
    pub utc: DateTime<Utc>,
    /// Since the program started.
    pub monotonic: Duration,
}

impl Now {
    /// `instant` on the monotonic clock; now, if it has passed.
    pub fn monotonic_at(self, instant: DateTime<Utc>) -> Duration {
        let ahead = instant.signed_duration_since(self.utc).to_std().unwrap_or_default();
        self.monotonic.saturating_add(ahead)
    }
}

/// The time by which facts are evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub utc: DateTime<Utc>,
    /// Whether the clock is reliable. If not, nothing that depends on the time is certain.
    pub is_sure: bool,
}

impl From<DateTime<Utc>> for Moment {
    fn from(utc: DateTime<Utc>) -> Self {
        Self { utc, is_sure: true }
    }
}

/// A time zone: its offset from UTC at each instant.
#[derive(Clone, Copy)]
pub struct Zone(pub fn(DateTime<Utc>) -> FixedOffset);

impl Zone {
    pub const UTC: Self = Self(|_| chrono::Offset::fix(&Utc));

    /// `instant` in local time.
    pub fn at(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        instant.with_timezone(&(self.0)(instant))
    }
}

impl std::fmt::Debug for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Zone")
    }
}

/// A countdown shows seconds when less than this is left.
pub const SECONDS_UNDER: TimeDelta = TimeDelta::minutes(10);

/// `instant` rounded down to the minute. Ages and countdowns in minutes are counted from it, so that all
/// change together.
pub fn full_minute(instant: DateTime<Utc>) -> DateTime<Utc> {
    let into = instant.timestamp().rem_euclid(60);
    full_second(instant).checked_sub_signed(TimeDelta::seconds(into)).unwrap_or(instant)
}

/// `instant` rounded down to the second, as in the contract.
pub fn full_second(instant: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp(instant.timestamp(), 0).unwrap_or(instant)
}

/// `instant` as the contract writes it: RFC 3339, UTC, rounded down to the second.
pub fn rfc3339(instant: DateTime<Utc>) -> String {
    full_second(instant).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The instant in a text in this form, quickly; `None` if it has any other, although that may be an instant, too.
pub fn from_rfc3339(text: &str) -> Option<DateTime<Utc>> {
    let digit = |byte: u8| char::from(byte).to_digit(10);
    let pair = |tens, ones| Some(digit(tens)?.saturating_mul(10).saturating_add(digit(ones)?));
    #[rustfmt::skip]
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1, b'Z'] = text.as_bytes() else {
        return None;
    };
    let year = pair(y0, y1)?.saturating_mul(100).saturating_add(pair(y2, y3)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, pair(m0, m1)?, pair(d0, d1)?)?;
    Some(date.and_hms_opt(pair(h0, h1)?, pair(n0, n1)?, pair(s0, s1)?)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_and_seconds_are_rounded_down() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(full_minute(at("2026-11-22T06:12:59.999Z")), at("2026-11-22T06:12:00Z"));
        assert_eq!(full_minute(at("2026-11-22T06:12:00Z")), at("2026-11-22T06:12:00Z"));
        assert_eq!(full_second(at("1969-12-31T23:59:59.5Z")), at("1969-12-31T23:59:59Z"));
        assert_eq!(full_minute(at("1969-12-31T23:59:59.5Z")), at("1969-12-31T23:59:00Z"));
    }

    #[test]
    fn instants_are_read_as_they_are_written() {
        for text in
            ["2026-11-22T06:12:07Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2028-02-29T12:00:00Z"]
        {
            let at = from_rfc3339(text).unwrap();
            assert_eq!(at, text.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(rfc3339(at), text);
        }
        for text in [
            "",
            "2026-02-29T12:00:00Z",
            "2026-11-22T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2026-11-22T06:12:07+00:00",
            "2026-11-22T06:12:07.5Z",
            "2026-11-22 06:12:07Z",
            "+026-11-22T06:12:07Z",
            "2026-11-22T06:12:٧Z",
        ] {
            assert_eq!(from_rfc3339(text), None, "{text}");
        }
    }
}
