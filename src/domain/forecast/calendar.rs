//! Which hours are alike: the same hour of the day, on a workday or on the weekend, by local time.

use chrono::{DateTime, Datelike, FixedOffset, Timelike, Utc, Weekday};

use crate::domain::Zone;

/// Kinds of hours: 24 of a workday, then 24 of the weekend.
pub(super) const SLOTS: usize = 48;

/// In seconds.
pub(super) const HOUR: i64 = 3600;

/// The kind of each hour of a period. Hours are counted from the epoch, in UTC.
#[derive(Debug)]
pub(super) struct Calendar {
    first: i64,
    slots: Vec<usize>,
}

impl Calendar {
    /// The hours `first..last` in `zone`.
    pub(super) fn over(zone: Zone, first: i64, last: i64) -> Self {
        let slots = (first..last).step_by(24).flat_map(|from| {
            let until = from.saturating_add(24).min(last);
            let at_both_ends = (offset(zone, from), offset(zone, until));
            (from..until).map(move |hour| match at_both_ends {
                // Looking the offset up for each hour takes longer than everything else, and it never changes twice
                // in a day.
                (start, end) if start == end => slot(start, hour),
                _ => slot(offset(zone, hour), hour),
            })
        });
        Self { first, slots: slots.collect() }
    }

    /// The kinds of the hours from `hour` on.
    pub(super) fn from(&self, hour: i64) -> impl Iterator<Item = usize> + '_ {
        let skipped = usize::try_from(hour.saturating_sub(self.first)).unwrap_or(0);
        self.slots.iter().skip(skipped).copied()
    }
}

fn start(hour: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(hour.saturating_mul(HOUR), 0)
}

fn offset(zone: Zone, hour: i64) -> Option<FixedOffset> {
    start(hour).map(|start| *zone.at(start).offset())
}

fn slot(offset: Option<FixedOffset>, hour: i64) -> usize {
    let local = start(hour).zip(offset).map(|(start, offset)| start.with_timezone(&offset));
    local.map_or(0, |local| {
        let is_weekend = matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
        let of_day = usize::try_from(local.hour()).unwrap_or(0) % 24;
        if is_weekend { of_day + 24 } else { of_day }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::{BERLIN, at};

    fn hour(text: &str) -> i64 {
        at(text).timestamp().div_euclid(HOUR)
    }

    fn slots(zone: Zone, first: &str, last: &str) -> Vec<usize> {
        Calendar::over(zone, hour(first), hour(last)).from(hour(first)).collect()
    }

    #[test]
    fn hours_are_of_the_local_clock() {
        let tokyo = Zone(|_| FixedOffset::east_opt(9 * 3600).unwrap());
        // Saturday begins in Tokyo while it is Friday in UTC.
        let (first, last) = ("2026-11-20T14:00:00Z", "2026-11-20T17:00:00Z");
        assert_eq!(slots(tokyo, first, last), [23, 24, 25]);
        assert_eq!(slots(Zone::UTC, first, last), [14, 15, 16]);
    }

    #[test]
    fn the_clock_may_change() {
        let slots = slots(BERLIN, "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z");
        assert_eq!(slots[..4], [24 + 1, 24 + 2, 24 + 2, 24 + 3], "2 o'clock comes twice");
        assert_eq!(slots.last(), Some(&0), "Monday begins");
    }

    #[test]
    fn each_hour_of_a_year_is_of_the_local_clock() {
        for begins in 0..24 {
            let (first, last) = (hour("2026-01-01T00:00:00Z") + begins, hour("2027-01-01T00:00:00Z"));
            let all = Calendar::over(BERLIN, first, last);
            for (hour, slot) in (first..last).zip(&all.slots) {
                let local = BERLIN.at(start(hour).unwrap());
                assert_eq!(*slot % 24, usize::try_from(local.hour()).unwrap(), "{local}");
            }
            assert_eq!(all.slots.len(), usize::try_from(last - first).unwrap());
        }
    }

    #[test]
    fn hours_before_the_first_begin_with_it() {
        let calendar = Calendar::over(Zone::UTC, hour("2026-11-20T14:00:00Z"), hour("2026-11-20T16:00:00Z"));
        assert_eq!(calendar.from(0).collect::<Vec<_>>(), [14, 15]);
        assert_eq!(calendar.from(hour("2026-11-20T15:00:00Z")).collect::<Vec<_>>(), [15]);
        assert_eq!(calendar.from(i64::MAX).count(), 0);
    }
}
