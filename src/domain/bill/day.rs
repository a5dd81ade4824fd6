//! A day of a bill is read, stored and replaced as a whole: its lines have no id by which to merge them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{BillLine, BillOwner, Cycle, SkipReason, cycle::end_of};

/// Where a day's lines come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Origin {
    /// `DescribeInstanceBill`.
    Api,
    /// An exported Bill Details file.
    File,
}

/// How far the API lags behind real use (help page "DescribeInstanceBill"); exports hardly do.
const API_LAG: TimeDelta = TimeDelta::hours(24);
/// How long after its end a day is still fetched again, since lines arrive late.
const UNSETTLED_FOR: TimeDelta = TimeDelta::hours(72);
/// A day that may still change is fetched no more often than this.
pub const FETCH_INTERVAL: TimeDelta = TimeDelta::minutes(15);

/// Rows that could not be read: lines of the day are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gap {
    /// The first of several.
    pub reason: SkipReason,
    /// The number of rows that may belong to the day.
    pub rows: u64,
}

impl Gap {
    /// The same gap with `rows` more rows.
    #[must_use]
    pub const fn and(self, rows: u64) -> Self {
        Self { rows: self.rows.saturating_add(rows), ..self }
    }
}

/// One day of a bill, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct BillDay {
    pub day: NaiveDate,
    /// Whose bill it is, if stated.
    pub owner: Option<BillOwner>,
    pub origin: Origin,
    /// When it was fetched, or the file was exported.
    pub read_at: DateTime<Utc>,
    /// Absent if the day was read completely.
    pub gap: Option<Gap>,
    /// In their original order. A day without lines is valid.
    pub lines: Vec<BillLine>,
}

/// A stored day without its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredDay {
    pub day: NaiveDate,
    pub origin: Origin,
    /// When it was fetched, or the file was exported.
    pub read_at: DateTime<Utc>,
    /// When the API last answered for it, even if a fresher export is stored; absent = never.
    pub answered_at: Option<DateTime<Utc>>,
    /// Absent if the day was read completely.
    pub gap: Option<Gap>,
}

/// Until when a day's lines cover real use.
pub fn as_of(origin: Origin, read_at: DateTime<Utc>) -> DateTime<Utc> {
    match origin {
        Origin::Api => read_at.checked_sub_signed(API_LAG).unwrap_or(read_at),
        Origin::File => read_at,
    }
}

impl StoredDay {
    /// Whether another reading replaces this one. A complete day replaces one that lacks rows, never the
    /// other way round; otherwise the newer one wins.
    pub fn yields_to(&self, origin: Origin, read_at: DateTime<Utc>, gap: Option<Gap>) -> bool {
        match (self.gap, gap) {
            (Some(_), None) => true,
            (None, Some(_)) => false,
            _ => as_of(origin, read_at) >= as_of(self.origin, self.read_at),
        }
    }

    /// Whether its lines cover all use of the day.
    pub fn is_complete(&self) -> bool {
        self.gap.is_none() && as_of(self.origin, self.read_at) >= end_of(self.day)
    }
}

/// The last day of the cycle up to which every one is complete, of the days that are stored of it, in order.
pub fn covered_through(cycle: Cycle, stored: &[StoredDay]) -> Option<NaiveDate> {
    let pairs = cycle.days().zip(stored);
    let complete = pairs.take_while(|(day, stored)| stored.day == *day && stored.is_complete());
    complete.last().map(|(day, _)| day)
}

/// When to fetch `day` next, given when the API last answered for it; absent = never again.
pub fn next_fetch(day: NaiveDate, answered_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    let Some(answered_at) = answered_at else { return Some(super::cycle::start_of(day)) };
    let final_from = Cycle::of_day(day).final_from();
    let settled = end_of(day).checked_add_signed(UNSETTLED_FOR).unwrap_or(final_from);
    if answered_at >= final_from {
        None
    } else if answered_at >= settled {
        // Once more, when the cycle has become final.
        Some(final_from)
    } else {
        answered_at.checked_add_signed(FETCH_INTERVAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::at;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_fetched_until_nothing_can_change_it() {
        for (asked, next) in [
            (None, Some("2026-11-19T16:00:00Z")),
            (Some("2026-11-20T02:00:00Z"), Some("2026-11-20T02:15:00Z")),
            (Some("2026-11-23T15:59:59Z"), Some("2026-11-23T16:14:59Z")),
            (Some("2026-11-23T16:00:00Z"), Some("2026-12-03T04:00:00Z")),
            (Some("2026-12-03T03:59:59Z"), Some("2026-12-03T04:00:00Z")),
            (Some("2026-12-03T04:00:00Z"), None),
        ] {
            assert_eq!(next_fetch(day("2026-11-20"), asked.map(at)), next.map(at), "{asked:?}");
        }
    }

    #[test]
    fn the_last_day_settles_with_its_cycle() {
        let asked = at("2026-12-03T03:59:00Z");
        assert_eq!(next_fetch(day("2026-11-30"), Some(asked)), Some(at("2026-12-03T04:14:00Z")));
    }

    const GAP: Option<Gap> = Some(Gap { reason: SkipReason::WrongColumns, rows: 1 });

    fn stored(origin: Origin, read_at: &str, gap: Option<Gap>) -> StoredDay {
        StoredDay { day: day("2026-11-20"), origin, read_at: at(read_at), answered_at: None, gap }
    }

    #[test]
    fn the_fresher_whole_day_wins() {
        for (old, new, yields) in [
            ((Origin::Api, "2026-11-21T06:00:00Z"), (Origin::Api, "2026-11-21T06:15:00Z"), true),
            ((Origin::Api, "2026-11-21T06:00:00Z"), (Origin::Api, "2026-11-21T05:00:00Z"), false),
            // An export from an hour ago covers more than the API now, which is a day late.
            ((Origin::File, "2026-11-21T05:00:00Z"), (Origin::Api, "2026-11-21T06:00:00Z"), false),
            ((Origin::File, "2026-11-21T05:00:00Z"), (Origin::Api, "2026-11-22T05:00:00Z"), true),
            ((Origin::Api, "2026-11-21T06:00:00Z"), (Origin::File, "2026-11-20T07:00:00Z"), true),
            ((Origin::Api, "2026-11-21T06:00:00Z"), (Origin::File, "2026-11-20T05:00:00Z"), false),
        ] {
            for gap in [None, GAP] {
                let answer = stored(old.0, old.1, gap).yields_to(new.0, at(new.1), gap);
                assert_eq!(answer, yields, "{old:?} {new:?} {gap:?}");
            }
        }
    }

    #[test]
    fn a_day_that_lacks_rows_never_wins_over_a_whole_one() {
        let (early, late) = ("2026-11-21T06:00:00Z", "2026-11-28T06:00:00Z");
        for origins in [Origin::Api, Origin::File].map(|one| [(one, Origin::Api), (one, Origin::File)]) {
            for (old, new) in origins {
                assert!(!stored(old, early, None).yields_to(new, at(late), GAP), "{old:?} {new:?}");
                assert!(stored(old, late, GAP).yields_to(new, at(early), None), "{old:?} {new:?}");
            }
        }
    }

    #[test]
    fn a_day_is_complete_when_its_lag_is_over() {
        for (origin, read_at, complete) in [
            (Origin::File, "2026-11-20T15:59:59Z", false),
            (Origin::File, "2026-11-20T16:00:00Z", true),
            (Origin::Api, "2026-11-21T15:59:59Z", false),
            (Origin::Api, "2026-11-21T16:00:00Z", true),
        ] {
            assert_eq!(stored(origin, read_at, None).is_complete(), complete, "{origin:?} {read_at}");
            assert!(!stored(origin, read_at, GAP).is_complete(), "{origin:?} {read_at}");
        }
    }
}
