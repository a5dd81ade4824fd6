//! The use in each hour, derived from the figures.

use super::{
    Seen,
    calendar::HOUR,
    number::{seconds, units},
};
use crate::domain::freshness;

/// The vendor's figures may be this many seconds behind.
const LAG: i64 = freshness::LAG.num_seconds();

/// A gap counts as at most this many hours of data.
const GAP: f64 = 6.0;

/// If nothing was read for longer than this, the hours in which the use occurred are unknown.
const BLIND: i64 = 3 * 3600;

/// Use between two instants (in seconds since the epoch); when exactly is unknown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ramp {
    pub start: i64,
    pub end: i64,
    pub used: f64,
}

impl Ramp {
    fn seconds(self) -> f64 {
        seconds(self.end.saturating_sub(self.start))
    }

    /// Whether the hours of the use are known.
    fn is_placed(self) -> bool {
        self.used <= 0.0 || self.end.saturating_sub(self.start) <= BLIND
    }

    /// The use before `instant`, assuming that it was even.
    pub(super) fn used_before(self, instant: i64) -> f64 {
        let before = seconds(instant.saturating_sub(self.start));
        self.used * (before / self.seconds().max(1.0)).clamp(0.0, 1.0)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Hour {
    /// As far as it is known.
    pub used: f64,
    /// The share of the hour with known use, 0 to 1.
    pub known: f64,
    /// The share of the hour whose use is attributed to known hours, 0 to 1.
    pub placed: f64,
}

/// The past, hour by hour.
#[derive(Debug, Default)]
pub struct Hours {
    /// Counted from the epoch.
    pub first: i64,
    /// Each hour since `first`.
    pub hours: Vec<Hour>,
    /// The drops of the figures, oldest first.
    pub ramps: Vec<Ramp>,
    /// Up to when (seconds since the epoch) the last figure counts use.
    pub counted_to: i64,
}

impl Hours {
    /// The figures are in order and reach no further back than [`super::MEMORY`] (there is an entry for each
    /// hour since the first).
    ///
    /// A figure is behind by up to an hour and falls in steps, so a drop is use of the time since the last
    /// step, or of the hour before the last reading of the old figure, whichever is later. Counting from
    /// the step, and not from the reading, makes forecasts stable between two steps.
    pub fn new(figures: &[Seen]) -> Self {
        let (Some(first), Some(last)) = (figures.first(), figures.last()) else {
            return Self::default();
        };
        let start = first.from.timestamp().saturating_sub(LAG).div_euclid(HOUR);
        let end = last.until.timestamp().div_euclid(HOUR).saturating_add(1);
        let length = usize::try_from(end.saturating_sub(start)).unwrap_or(0);
        let mut hours = Self { first: start, hours: vec![Hour::default(); length], ..Self::default() };
        // The first figure is older than the first reading, so its step is unknown.
        let mut stepped = i64::MIN;
        for (seen, next) in figures.iter().zip(figures.iter().skip(1)) {
            let counted = stepped.max(seen.until.timestamp().saturating_sub(LAG));
            // Once it is used up, further use is not counted.
            if seen.remaining.is_positive() {
                hours.idle(seen.from.timestamp(), counted);
            }
            if seen.remaining.is_positive() && seen.is_continued_by(next) {
                let used = units(seen.remaining.minus_to_zero(next.remaining));
                hours.ramp(Ramp { start: counted, end: next.from.timestamp(), used });
            }
            // A refill, too, is a figure that was just counted; the same figure after a gap is not.
            if !seen.is_same_figure(next) {
                stepped = next.from.timestamp();
            }
        }
        hours.counted_to = stepped.max(last.until.timestamp().saturating_sub(LAG));
        hours.idle(last.from.timestamp(), hours.counted_to);
        hours
    }

    /// The number of hours with known use. A gap has one figure only, so it counts as a few hours at most.
    pub(super) fn data(&self) -> f64 {
        let placed: f64 = self.hours.iter().map(|hour| hour.placed).sum();
        let gaps = self.ramps.iter().filter(|ramp| !ramp.is_placed());
        placed + gaps.map(|ramp| (ramp.seconds() / seconds(HOUR)).min(GAP)).sum::<f64>()
    }

    /// `start` is in seconds since the epoch.
    pub(super) fn used_since(&self, start: i64) -> f64 {
        let recent = self.ramps.iter().rev().take_while(|ramp| ramp.end > start);
        recent.map(|ramp| ramp.used - ramp.used_before(start)).sum()
    }

    fn idle(&mut self, start: i64, end: i64) {
        self.spread(Ramp { start, end, used: 0.0 });
    }

    fn ramp(&mut self, ramp: Ramp) {
        self.spread(ramp);
        if ramp.used > 0.0 {
            self.ramps.push(ramp);
        }
    }

    fn spread(&mut self, ramp: Ramp) {
        let length = ramp.seconds();
        let mut at = ramp.start;
        while at < ramp.end {
            let hour = at.div_euclid(HOUR);
            let next = hour.saturating_add(1).saturating_mul(HOUR).min(ramp.end);
            let part = seconds(next.saturating_sub(at));
            let index = usize::try_from(hour.saturating_sub(self.first)).ok();
            if let Some(hour) = index.and_then(|index| self.hours.get_mut(index)) {
                hour.used += ramp.used * part / length;
                hour.known += part / seconds(HOUR);
                hour.placed += if ramp.is_placed() { part / seconds(HOUR) } else { 0.0 };
            }
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    /// Figures by minute: first read, last read, left.
    fn hours(figures: &[(i64, i64, u64)]) -> Hours {
        let instant = |minute: i64| DateTime::from_timestamp(minute * 60, 0).unwrap();
        let seen = |&(from, until, left): &(i64, i64, u64)| Seen {
            from: instant(from),
            until: instant(until),
            remaining: left.into(),
            total: None,
            expires_at: None,
        };
        Hours::new(&figures.iter().map(seen).collect::<Vec<_>>())
    }

    /// Start, end (by minute) and size of each drop.
    fn drops(hours: &Hours) -> Vec<(i64, i64, f64)> {
        hours.ramps.iter().map(|ramp| (ramp.start / 60, ramp.end / 60, ramp.used)).collect()
    }

    #[test]
    fn a_drop_is_use_since_the_last_step_or_of_the_last_hour() {
        for (what, figures, expected) in [
            ("the first step", &[(600, 630, 9), (631, 640, 5)][..], &[(570, 631, 4.0)][..]),
            (
                "from step to step",
                &[(600, 610, 9), (611, 670, 7), (671, 680, 5)],
                &[(550, 611, 2.0), (611, 671, 2.0)],
            ),
            ("after hours of rest", &[(600, 900, 9), (901, 910, 5)], &[(840, 901, 4.0)]),
            ("a gap", &[(600, 610, 9), (611, 660, 8), (960, 970, 5)], &[(550, 611, 1.0), (611, 960, 3.0)]),
            ("a gap without use", &[(600, 610, 9), (900, 910, 9)], &[]),
            ("a rise", &[(600, 610, 5), (611, 620, 9)], &[]),
            ("nothing left to count", &[(600, 610, 5), (611, 620, 0), (700, 710, 0)], &[(550, 611, 5.0)]),
        ] {
            assert_eq!(drops(&hours(figures)), expected, "{what}");
        }
    }

    #[test]
    fn the_count_reaches_to_the_last_step_or_an_hour_before_the_last_reading() {
        for (figures, counted) in [
            (&[(600, 610, 9)][..], 550),
            (&[(600, 610, 9), (611, 630, 5)], 611),
            (&[(600, 610, 9), (611, 690, 5)], 630),
            (&[(600, 610, 9), (611, 630, 5), (700, 700, 5)], 640),
        ] {
            assert_eq!(hours(figures).counted_to, counted * 60, "{figures:?}");
        }
    }

    #[test]
    fn hours_hold_what_is_known_of_them() {
        // Idle from 10:00, 60 used from 13:30 to 14:30, then a refill.
        let hours = hours(&[(600, 869, 100), (870, 870, 40), (930, 1000, 90)]);
        let of = |hour: i64| hours.hours[usize::try_from(hour - hours.first).unwrap()];
        assert!((of(11).known - 1.0).abs() < 1e-9 && of(11).used <= 0.0);
        assert!((of(13).used + of(14).used - 60.0).abs() < 1e-9);
        assert!(of(15).known < 0.2, "across the refill the use is unknown: {:?}", of(15));
        let used: f64 = hours.hours.iter().map(|hour| hour.used).sum();
        assert!((used - 60.0).abs() < 1e-9);
        assert!((hours.used_since(14 * 3600) - 60.0 * 30.0 / 61.0).abs() < 1.0);
    }

    #[test]
    fn a_gap_counts_little_as_data() {
        let gap = hours(&[(600, 600, 9), (60_000, 60_000, 5)]);
        assert!((gap.data() - GAP).abs() < 1e-9, "{}", gap.data());
        assert!(hours(&[]).data() <= 0.0);
    }
}
