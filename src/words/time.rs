//! Ages, countdowns and instants as people read them.
//!
//! Everything counted in minutes is counted between full minutes of the clock, so that all of it changes
//! together; seconds are shown only under an hour.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use crate::domain::{
    Zone,
    time::{full_minute, full_second},
};

/// A duration in its two largest parts: `12 d 4 h`, `20 h 14 m`, `14 m 05 s`, `9 s`.
pub fn duration(length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let rest = seconds % 60;
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{rest} s"),
        (0, 0, _) => format!("{minutes} m {rest:02} s"),
        (0, _, _) => format!("{hours} h {minutes} m"),
        _ => format!("{days} d {hours} h"),
    }
}

/// A duration in its largest part: `2 d`, `5 h`, `1 min`.
pub fn rough(length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    match (minutes / 1_440, minutes / 60) {
        (0, 0) => format!("{minutes} min"),
        (0, hours) => format!("{hours} h"),
        (days, _) => format!("{days} d"),
    }
}

/// How long until `instant`, which is ahead: in seconds under an hour, else between full minutes.
pub fn until(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let left = instant.signed_duration_since(now);
    let counted_from = if left < TimeDelta::hours(1) { full_second(now) } else { full_minute(now) };
    duration(instant.signed_duration_since(counted_from))
}

/// How long since `instant`: `now` within the same minute, else `1 min ago`.
pub fn ago(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let age = full_minute(now).signed_duration_since(full_minute(instant));
    if age < TimeDelta::minutes(1) { "now".to_owned() } else { format!("{} ago", rough(age)) }
}

/// An expiry as the list shows it: `in 12 d 4 h`, `expired 2 d` (less than a minute: `expired`).
pub fn expiry(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant > now {
        return format!("in {}", until(instant, now));
    }
    let over = full_minute(now).signed_duration_since(full_minute(instant));
    if over < TimeDelta::minutes(1) { "expired".to_owned() } else { format!("expired {}", rough(over)) }
}

/// The same as short as can be, without seconds: `in 12 d`, `in 5 h`, `in 1 min`, `expired`.
pub fn rough_expiry(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if instant <= now {
        return "expired".to_owned();
    }
    let left = instant.signed_duration_since(full_minute(now));
    format!("in {}", rough(left.max(TimeDelta::minutes(1))))
}

/// The time of day, with the date where it is not today: `14:12`, `20 Nov 11:40`, `20 Nov 2027 11:40`.
pub fn moment(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let (at, today) = (zone.at(instant), zone.at(now));
    if at.date_naive() == today.date_naive() {
        at.format("%H:%M").to_string()
    } else if at.year() == today.year() {
        at.format("%-d %b %H:%M").to_string()
    } else {
        at.format("%-d %b %Y %H:%M").to_string()
    }
}

/// The day alone: `20 Nov`, `20 Nov 2027`.
pub fn date(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let (at, today) = (zone.at(instant), zone.at(now));
    at.format(if at.year() == today.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

/// A day of the vendor's calendar: `20 Nov`. The year is told by the billing cycle beside it.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// The clock with its zone, named once on a screen: `14:12 +08`.
pub fn clock(now: DateTime<Utc>, zone: Zone) -> String {
    format!("{} {}", zone.at(now).format("%H:%M"), offset(now, zone))
}

/// The zone's name: how far it is from UTC at that instant, `+08`, `-03:30`.
pub fn offset(instant: DateTime<Utc>, zone: Zone) -> String {
    let seconds = zone.at(instant).offset().local_minus_utc();
    let minutes = seconds.abs() / 60 % 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    let hours = format!("{sign}{:02}", seconds.abs() / 3_600);
    if minutes == 0 { hours } else { format!("{hours}:{minutes:02}") }
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn countdowns_show_seconds_only_under_an_hour() {
        for (instant, shown) in [
            ("2026-12-04T10:12:07Z", "in 12 d 4 h"),
            ("2026-11-23T02:26:30Z", "in 20 h 14 m"),
            ("2026-11-22T07:12:07Z", "in 1 h 0 m"),
            ("2026-11-22T07:12:06Z", "in 59 m 59 s"),
            ("2026-11-22T06:26:12Z", "in 14 m 05 s"),
            ("2026-11-22T06:12:16Z", "in 9 s"),
            (NOW, "expired"),
            ("2026-11-22T06:10:59Z", "expired 2 min"),
            ("2026-11-20T06:12:07Z", "expired 2 d"),
        ] {
            assert_eq!(expiry(at(instant), at(NOW)), shown, "{instant}");
        }
    }

    #[test]
    fn a_rough_expiry_has_no_seconds() {
        for (instant, shown) in [
            ("2026-12-04T10:12:07Z", "in 12 d"),
            ("2026-11-22T08:12:07Z", "in 2 h"),
            ("2026-11-22T06:13:30Z", "in 1 min"),
            ("2026-11-22T06:12:08Z", "in 1 min"),
            (NOW, "expired"),
        ] {
            assert_eq!(rough_expiry(at(instant), at(NOW)), shown, "{instant}");
        }
    }

    #[test]
    fn ages_change_on_the_full_minute() {
        for (instant, now, shown) in [
            ("2026-11-22T06:12:00Z", "2026-11-22T06:12:59Z", "now"),
            ("2026-11-22T06:11:59Z", "2026-11-22T06:12:00Z", "1 min ago"),
            ("2026-11-22T05:12:30Z", "2026-11-22T06:12:29Z", "1 h ago"),
            ("2026-11-22T06:13:00Z", "2026-11-22T06:12:00Z", "now"),
        ] {
            assert_eq!(ago(at(instant), at(now)), shown);
        }
    }

    #[test]
    fn a_countdown_says_the_same_within_its_step() {
        let expires = at("2026-11-25T06:30:30Z");
        let minute = at("2026-11-22T06:12:00Z");
        for second in 0..60 {
            assert_eq!(expiry(expires, minute + TimeDelta::seconds(second)), expiry(expires, minute));
        }
    }

    #[test]
    fn moments_follow_the_zone_through_daylight_saving() {
        // Berlin in 2026: +02:00 until 25 October 01:00 UTC, then +01:00
        let berlin = Zone(|instant| {
            let summer = instant < "2026-10-25T01:00:00Z".parse::<DateTime<Utc>>().unwrap();
            FixedOffset::east_opt(if summer { 7200 } else { 3600 }).unwrap()
        });
        assert_eq!(clock(at("2026-10-25T00:59:59Z"), berlin), "02:59 +02");
        assert_eq!(clock(at("2026-10-25T01:00:00Z"), berlin), "02:00 +01");
        assert_eq!(moment(at("2026-10-24T23:30:00Z"), at("2026-10-25T02:00:00Z"), berlin), "01:30");
        assert_eq!(moment(at("2026-10-24T21:30:00Z"), at("2026-10-25T02:00:00Z"), berlin), "24 Oct 23:30");
        assert_eq!(moment(at("2027-01-01T00:00:00Z"), at(NOW), Zone::UTC), "1 Jan 2027 00:00");
        let kathmandu = Zone(|_| FixedOffset::east_opt(20_700).unwrap());
        assert_eq!(clock(at(NOW), kathmandu), "11:57 +05:45");
        let newfoundland = Zone(|_| FixedOffset::west_opt(12_600).unwrap());
        assert_eq!(clock(at(NOW), newfoundland), "02:42 -03:30");
    }
}
