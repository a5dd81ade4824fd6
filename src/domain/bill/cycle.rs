//! Billing cycles: the vendor's calendar months, UTC+8 on every site.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The vendor's clock is ahead of UTC by this many seconds.
const AHEAD: i32 = 8 * 3600;
/// A cycle is final on this day of the next month (help page "DescribeInstanceBill") ...
const FINAL_DAY: u32 = 3;
/// ... at this hour, UTC+8.
const FINAL_HOUR: u32 = 12;

/// A billing cycle, written `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cycle {
    first: NaiveDate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a billing cycle: expected YYYY-MM, e.g. 2026-11")]
pub struct NotACycle;

/// The vendor's day at this instant.
pub fn vendor_day(instant: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(AHEAD)
        .map_or_else(|| instant.date_naive(), |zone| instant.with_timezone(&zone).date_naive())
}

/// The instant at which the vendor's clock reads `hour` on `day`.
fn instant(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
    let utc = day.and_time(time).and_utc();
    utc.checked_sub_signed(TimeDelta::seconds(i64::from(AHEAD))).unwrap_or(utc)
}

/// The instant at which `day` begins.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    instant(day, 0)
}

/// The instant at which `day` is over.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(next_day(day))
}

fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

impl Cycle {
    pub fn of_day(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// The cycle that is current at this instant.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self::of_day(vendor_day(instant))
    }

    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    pub fn last_day(self) -> NaiveDate {
        self.next().first.pred_opt().unwrap_or(self.first)
    }

    pub fn days(self) -> impl DoubleEndedIterator<Item = NaiveDate> + Clone {
        (0..self.length()).filter_map(move |after| self.first.checked_add_days(Days::new(after)))
    }

    /// In days.
    pub fn length(self) -> u64 {
        let days = self.next().first.signed_duration_since(self.first).num_days();
        u64::try_from(days).unwrap_or(0)
    }

    /// The last cycle of the calendar is its own successor.
    #[must_use]
    pub fn next(self) -> Self {
        self.first.checked_add_months(chrono::Months::new(1)).map_or(self, |first| Self { first })
    }

    #[must_use]
    pub fn previous(self) -> Self {
        self.back(1)
    }

    #[must_use]
    pub fn back(self, cycles: u32) -> Self {
        self.first.checked_sub_months(chrono::Months::new(cycles)).map_or(self, |first| Self { first })
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of_day(day) == self
    }

    /// From then on its bill does not change any more: the 3rd of the next month, noon.
    pub fn final_from(self) -> DateTime<Utc> {
        let day = self.next().first.with_day(FINAL_DAY).unwrap_or(self.first);
        instant(day, FINAL_HOUR)
    }

    /// Whether it is over at this instant, final or not.
    pub fn is_closed(self, now: DateTime<Utc>) -> bool {
        self < Self::at(now)
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl FromStr for Cycle {
    type Err = NotACycle;

    fn from_str(text: &str) -> Result<Self, NotACycle> {
        let first = format!("{text}-01").parse().ok().ok_or(NotACycle)?;
        // The calendar's parser also accepts signs and missing zeros.
        Some(Self { first }).filter(|cycle| cycle.to_string() == text).ok_or(NotACycle)
    }
}

impl From<Cycle> for String {
    fn from(cycle: Cycle) -> Self {
        cycle.to_string()
    }
}

impl TryFrom<String> for Cycle {
    type Error = NotACycle;

    fn try_from(text: String) -> Result<Self, NotACycle> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::at;

    #[test]
    fn a_cycle_begins_at_midnight_in_china() {
        for (instant, cycle, day) in [
            ("2026-10-31T15:59:59Z", "2026-10", "2026-10-31"),
            ("2026-10-31T16:00:00Z", "2026-11", "2026-11-01"),
            ("2026-12-31T16:00:00Z", "2027-01", "2027-01-01"),
            ("2028-02-29T00:00:00Z", "2028-02", "2028-02-29"),
        ] {
            assert_eq!(Cycle::at(at(instant)).to_string(), cycle, "{instant}");
            assert_eq!(vendor_day(at(instant)).to_string(), day, "{instant}");
        }
        let day = vendor_day(at("2026-11-01T00:00:00Z"));
        assert_eq!(start_of(day), at("2026-10-31T16:00:00Z"));
        assert_eq!(end_of(day), at("2026-11-01T16:00:00Z"));
    }

    #[test]
    fn only_a_year_and_a_month_are_a_cycle() {
        assert_eq!("2026-11".parse::<Cycle>().unwrap().to_string(), "2026-11");
        for text in
            ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "+026-11", "２０２６-11"]
        {
            assert_eq!(text.parse::<Cycle>(), Err(NotACycle), "{text}");
        }
    }

    #[test]
    fn cycles_know_their_days_and_neighbours() {
        let cycle: Cycle = "2028-02".parse().unwrap();
        assert_eq!((cycle.length(), cycle.last_day().to_string().as_str()), (29, "2028-02-29"));
        assert_eq!(cycle.days().next_back(), Some(cycle.last_day()));
        assert_eq!(cycle.back(2).to_string(), "2027-12");
        assert_eq!(cycle.previous().next(), cycle);
        assert!(cycle.contains(cycle.last_day()) && !cycle.contains(cycle.next().first_day()));
    }

    #[test]
    fn a_cycle_is_final_on_the_third_at_noon_in_china() {
        let cycle: Cycle = "2026-12".parse().unwrap();
        assert_eq!(cycle.final_from(), at("2027-01-03T04:00:00Z"));
        assert!(!cycle.is_closed(at("2026-12-31T15:59:59Z")) && cycle.is_closed(at("2026-12-31T16:00:00Z")));
    }
}
