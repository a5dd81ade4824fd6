//! Quiet hours, by local time.

use std::{fmt, str::FromStr};

use chrono::{DateTime, NaiveTime, Utc};

use super::Zone;

/// `HH:MM`
const FORMAT: &str = "%H:%M";

/// A part of the day, by local time: shorter or longer when daylight saving time changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from: NaiveTime,
    /// Before `from` if midnight lies between them. Never the same.
    until: NaiveTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a span of the day")]
pub struct InvalidQuietHours;

impl QuietHours {
    pub fn contains(self, now: DateTime<Utc>, zone: Zone) -> bool {
        let time = zone.at(now).time();
        if self.from < self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }
}

impl FromStr for QuietHours {
    type Err = InvalidQuietHours;

    /// Parses `22:00-07:00`.
    fn from_str(text: &str) -> Result<Self, InvalidQuietHours> {
        let (from, until) = text.split_once('-').ok_or(InvalidQuietHours)?;
        let (from, until) = (time(from).ok_or(InvalidQuietHours)?, time(until).ok_or(InvalidQuietHours)?);
        if from == until { Err(InvalidQuietHours) } else { Ok(Self { from, until }) }
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format(FORMAT), self.until.format(FORMAT))
    }
}

/// Parses `07:00`: exactly two digits each.
fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let time = NaiveTime::parse_from_str(text, FORMAT).ok()?;
    (time.format(FORMAT).to_string() == text).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::BERLIN;

    #[test]
    fn spans_are_read_and_written() {
        for (text, written) in [
            ("22:00-07:00", Some("22:00-07:00")),
            ("00:00-23:59", Some("00:00-23:59")),
            ("01:30 - 06:05", Some("01:30-06:05")),
            ("22-07", None),
            ("22:00", None),
            ("22:00-22:00", None),
            ("24:00-07:00", None),
            ("22:60-07:00", None),
            ("2:00-7:00", None),
            ("+2:00-07:00", None),
            ("", None),
        ] {
            assert_eq!(
                text.parse::<QuietHours>().ok().map(|hours| hours.to_string()).as_deref(),
                written,
                "{text}"
            );
        }
    }

    fn check(text: &str, times: &[(&str, bool)], zone: Zone) {
        let hours: QuietHours = text.parse().unwrap();
        for (now, contains) in times {
            assert_eq!(hours.contains(now.parse().unwrap(), zone), *contains, "{text} at {now}");
        }
    }

    #[test]
    fn quiet_hours_may_include_midnight() {
        for (text, times) in [
            (
                "22:00-07:00",
                [("21:59:59", false), ("22:00:00", true), ("06:59:59", true), ("07:00:00", false)],
            ),
            (
                "01:00-06:00",
                [("00:59:59", false), ("01:00:00", true), ("05:59:59", true), ("06:00:00", false)],
            ),
        ] {
            let instants = times.map(|(time, _)| format!("2026-11-22T{time}Z"));
            for (instant, (_, contains)) in instants.iter().zip(times) {
                check(text, &[(instant, contains)], Zone::UTC);
            }
        }
    }

    #[test]
    fn local_time_decides_when_it_is_set_back() {
        let around = [
            ("2026-10-24T20:00:00Z", true),
            ("2026-10-25T00:30:00Z", false),
            ("2026-10-25T01:29:59Z", true),
            ("2026-10-25T01:30:00Z", false),
        ];
        check("22:00-02:30", &around, BERLIN);
    }
}
