//! Calls over time, in steps of equal length.

mod stored;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::Quantity;

/// The most steps that are kept: a day in minutes. What is longer is cut at its beginning.
const MOST: usize = 1440;

/// The calls of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallPoint {
    pub calls: u32,
    pub failed: u32,
    /// In whatever unit the model is metered; zero if nothing is stated.
    pub used: Quantity,
}

impl CallPoint {
    fn plus(self, other: Self) -> Self {
        Self {
            calls: self.calls.saturating_add(other.calls),
            failed: self.failed.saturating_add(other.failed),
            used: self.used.plus(other.used),
        }
    }

    pub const fn is_silent(&self) -> bool {
        self.calls == 0 && self.failed == 0
    }
}

/// Steps without a gap, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSeries {
    /// When the first step begins.
    pub begin: DateTime<Utc>,
    /// In seconds, at least 1.
    step: u32,
    points: Vec<CallPoint>,
}

impl CallSeries {
    /// Steps of `step` (at least a second) from `begin`, all silent until `to`.
    pub fn silent(begin: DateTime<Utc>, to: DateTime<Utc>, step: TimeDelta) -> Self {
        let seconds = step.num_seconds().clamp(1, u32::MAX.into());
        let length = to.signed_duration_since(begin).num_seconds().max(0);
        let steps = usize::try_from(length.checked_div(seconds).unwrap_or_default()).unwrap_or(MOST);
        let rest = i64::from(length.checked_rem(seconds).unwrap_or_default() > 0);
        let steps = steps.saturating_add(usize::try_from(rest).unwrap_or_default());
        let cut = steps.saturating_sub(MOST);
        let later = i64::try_from(cut).ok().and_then(|cut| TimeDelta::try_seconds(cut.checked_mul(seconds)?));
        Self {
            begin: begin.checked_add_signed(later.unwrap_or_default()).unwrap_or(begin),
            step: u32::try_from(seconds).unwrap_or(1),
            points: vec![CallPoint::default(); steps.saturating_sub(cut)],
        }
    }

    pub fn step(&self) -> TimeDelta {
        TimeDelta::seconds(self.step.max(1).into())
    }

    pub fn points(&self) -> &[CallPoint] {
        &self.points
    }

    /// When each step begins, and its calls.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (DateTime<Utc>, CallPoint)> + ExactSizeIterator {
        self.points.iter().enumerate().map(|(at, point)| (self.begin_of(at), *point))
    }

    /// When the step with this number begins.
    pub fn begin_of(&self, at: usize) -> DateTime<Utc> {
        let later = i64::try_from(at).ok().and_then(|at| at.checked_mul(self.step.into()));
        let later = later.and_then(TimeDelta::try_seconds).unwrap_or_default();
        self.begin.checked_add_signed(later).unwrap_or(self.begin)
    }

    /// The step in which `instant` lies; absent outside of the series.
    pub fn at(&self, instant: DateTime<Utc>) -> Option<usize> {
        let after = instant.signed_duration_since(self.begin);
        let seconds = u64::try_from(after.num_seconds()).ok().filter(|_| after >= TimeDelta::zero())?;
        let at = usize::try_from(seconds.checked_div(self.step.max(1).into())?).ok()?;
        (at < self.points.len()).then_some(at)
    }

    /// Adds to the step in which `instant` lies, if it lies in one.
    pub fn add(&mut self, instant: DateTime<Utc>, point: CallPoint) {
        if let Some(known) = self.at(instant).and_then(|at| self.points.get_mut(at)) {
            *known = known.plus(point);
        }
    }

    /// At most `most` (at least 1) steps, each of some of these together, and of how many.
    pub fn merged(&self, most: usize) -> (usize, Vec<CallPoint>) {
        let each = self.points.len().div_ceil(most.max(1)).max(1);
        (each, self.merged_by(each))
    }

    /// Every `each` (at least 1) steps together.
    pub fn merged_by(&self, each: usize) -> Vec<CallPoint> {
        let sum =
            |points: &[CallPoint]| points.iter().fold(CallPoint::default(), |sum, point| sum.plus(*point));
        self.points.chunks(each.max(1)).map(sum).collect()
    }

    /// When the last step with a call begins.
    pub fn last_call_at(&self) -> Option<DateTime<Utc>> {
        self.iter().rev().find(|(_, point)| !point.is_silent()).map(|(begin, _)| begin)
    }

    /// What was used from `instant` on; the step in which it lies counts whole. Absent if the series begins
    /// later than that.
    pub fn used_since(&self, instant: DateTime<Utc>) -> Option<Quantity> {
        if instant < self.begin {
            return None;
        }
        let since = self.at(instant).and_then(|at| self.points.get(at..)).unwrap_or_default();
        Some(since.iter().fold(Quantity::ZERO, |sum, point| sum.plus(point.used)))
    }

    /// Continued backwards by what an `earlier` reading saw, at most to `since`; without the step that both have in
    /// part.
    #[must_use]
    pub fn after(&self, earlier: &Self, since: DateTime<Utc>) -> Self {
        let missing = self.begin.signed_duration_since(earlier.begin.max(since)).num_seconds();
        let each = u64::from(self.step.max(1));
        let steps = u64::try_from(missing).unwrap_or_default().div_ceil(each);
        let length =
            steps.checked_mul(each).and_then(|length| TimeDelta::try_seconds(length.try_into().ok()?));
        let begin = length.and_then(|length| self.begin.checked_sub_signed(length));
        let Some(begin) = begin.filter(|_| steps > 0 && earlier.step == self.step) else {
            return self.clone();
        };
        let silent = usize::try_from(steps).unwrap_or(MOST).min(MOST);
        let mut whole = Self {
            begin,
            step: self.step,
            points: [vec![CallPoint::default(); silent], self.points.clone()].concat(),
        };
        let is_before =
            |at: DateTime<Utc>| at.checked_add_signed(self.step()).is_some_and(|end| end <= self.begin);
        for (at, point) in earlier.iter().filter(|(at, _)| is_before(*at)) {
            whole.add(at, point);
        }
        whole
    }

    /// All of them together, in the steps of the first one; absent if there are none.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut all = all.into_iter();
        let mut sum = all.next()?.clone();
        for other in all {
            if (other.begin, other.step, other.points.len()) == (sum.begin, sum.step, sum.points.len()) {
                for (known, point) in sum.points.iter_mut().zip(&other.points) {
                    *known = known.plus(*point);
                }
            } else {
                for (begin, point) in other.iter() {
                    sum.add(begin, point);
                }
            }
        }
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fixture::at;

    fn point(calls: u32, used: u64) -> CallPoint {
        CallPoint { calls, failed: 0, used: used.into() }
    }

    fn series() -> CallSeries {
        let mut series =
            CallSeries::silent(at("2026-11-28T06:00:00Z"), at("2026-11-28T06:03:30Z"), TimeDelta::minutes(1));
        series.add(at("2026-11-28T06:00:00Z"), point(1, 10));
        series.add(at("2026-11-28T06:02:59Z"), point(2, 5));
        series
    }

    #[test]
    fn a_step_holds_what_happened_from_its_begin_to_its_end() {
        let series = series();
        assert_eq!(series.points(), [point(1, 10), point(0, 0), point(2, 5), point(0, 0)]);
        assert_eq!(series.last_call_at(), Some(at("2026-11-28T06:02:00Z")));
        for (instant, step) in [
            ("2026-11-28T05:59:59Z", None),
            ("2026-11-28T06:00:00Z", Some(0)),
            ("2026-11-28T06:00:59Z", Some(0)),
            ("2026-11-28T06:03:59Z", Some(3)),
            ("2026-11-28T06:04:00Z", None),
        ] {
            assert_eq!(series.at(at(instant)), step, "{instant}");
        }
    }

    #[test]
    fn use_since_an_instant_includes_its_step() {
        for (instant, used) in [
            ("2026-11-28T05:59:59Z", None),
            ("2026-11-28T06:00:00Z", Some(15)),
            ("2026-11-28T06:00:59Z", Some(15)),
            ("2026-11-28T06:01:00Z", Some(5)),
            ("2026-11-28T06:02:59Z", Some(5)),
            ("2026-11-28T06:03:00Z", Some(0)),
            ("2026-11-29T06:03:00Z", Some(0)),
        ] {
            assert_eq!(series().used_since(at(instant)), used.map(Quantity::from), "{instant}");
        }
    }

    #[test]
    fn series_of_other_steps_are_added_by_time() {
        let mut coarse =
            CallSeries::silent(at("2026-11-28T05:00:00Z"), at("2026-11-28T07:00:00Z"), TimeDelta::hours(1));
        coarse.add(at("2026-11-28T06:10:00Z"), point(7, 7));
        let sum = CallSeries::sum([&series(), &series(), &coarse]).unwrap();
        assert_eq!(sum.points(), [point(9, 27), point(0, 0), point(4, 10), point(0, 0)]);
        assert_eq!(CallSeries::sum([]), None);
    }

    #[test]
    fn steps_are_merged_to_fit() {
        assert_eq!(series().merged(2), (2, vec![point(1, 10), point(2, 5)]));
        assert_eq!(series().merged(3), (2, vec![point(1, 10), point(2, 5)]));
        assert_eq!(series().merged(9), (1, series().points().to_vec()));
        assert_eq!(series().merged(0), (4, vec![point(3, 15)]));
        assert_eq!(series().merged_by(3), [point(3, 15), point(0, 0)]);
    }

    #[test]
    fn a_long_series_keeps_its_end() {
        let series =
            CallSeries::silent(at("2026-11-28T00:00:00Z"), at("2026-12-28T00:00:00Z"), TimeDelta::minutes(1));
        assert_eq!((series.points().len(), series.begin), (MOST, at("2026-12-27T00:00:00Z")));
    }

    proptest! {
        #[test]
        fn any_times_are_safe(begin: i64, to: i64, step: i64, instant: i64) {
            let time = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
            let step = TimeDelta::try_seconds(step).unwrap_or(TimeDelta::MAX);
            let mut series = CallSeries::silent(time(begin), time(to), step);
            series.add(time(instant), point(u32::MAX, u64::MAX));
            series.add(time(instant), point(u32::MAX, u64::MAX));
            let used = series.used_since(time(instant));
            prop_assert!(series.points().len() <= MOST && used.is_none_or(|used| used >= Quantity::ZERO));
            let _ = (series.last_call_at(), series.iter().count());
        }
    }
}
