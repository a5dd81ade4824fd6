//! What was left over the last days, in few steps and few bytes: for a sparkline in a list of many models.

use chrono::{DateTime, TimeDelta, Utc};

use super::Seen;
use crate::domain::Quantity;

/// The period of a trend.
const PERIOD: TimeDelta = TimeDelta::days(7);
const STEPS: usize = 16;
/// Shares of the highest figure are counted in this many parts.
const PARTS: u8 = 200;
/// A step without a figure.
const GAP: u8 = u8::MAX;

/// The course of what was left, relative to its highest figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trend([u8; STEPS]);

impl Trend {
    /// The trend of a history, oldest first. `None` if nothing was read or left in the period, or the grant is
    /// untouched.
    pub fn new(history: &[Seen], now: DateTime<Utc>) -> Option<Self> {
        let begins = now.checked_sub_signed(PERIOD)?;
        let recent = history.get(history.partition_point(|seen| seen.until < begins)..)?;
        let top = recent.iter().map(|seen| seen.remaining).max()?;
        if !top.is_positive() || recent.iter().all(Seen::is_untouched) {
            return None;
        }
        let step = PERIOD.num_seconds().checked_div(i64::try_from(STEPS).ok()?)?;
        let at = |number: usize| {
            let passed = step.checked_mul(i64::try_from(number).ok()?)?;
            begins.checked_add_signed(TimeDelta::try_seconds(passed)?)
        };
        let mut steps = [GAP; STEPS];
        for (number, value) in steps.iter_mut().enumerate() {
            let (from, to) = (at(number)?, at(number.saturating_add(1))?);
            let before = recent.partition_point(|seen| seen.from < to);
            let last = before.checked_sub(1).and_then(|last| recent.get(last));
            if let Some(seen) = last.filter(|seen| seen.until >= from) {
                *value = share(seen.remaining, top);
            }
        }
        Some(Self(steps))
    }

    pub const NOTHING: Self = Self([GAP; STEPS]);

    /// The steps as they are saved; [`Self::of_shares`] reads them.
    pub const fn shares(self) -> [u8; STEPS] {
        self.0
    }

    pub const fn of_shares(shares: [u8; STEPS]) -> Self {
        Self(shares)
    }

    /// Moves it into the past: nothing was read since. Whether anything of it is left.
    pub fn age(&mut self, by: TimeDelta) -> bool {
        let seconds = by.num_seconds().max(0).saturating_mul(i64::try_from(STEPS).unwrap_or(i64::MAX));
        let passed = seconds.checked_div(PERIOD.num_seconds()).unwrap_or(0);
        let passed = usize::try_from(passed).unwrap_or(STEPS).min(STEPS);
        let Self(steps) = self;
        steps.rotate_left(passed);
        steps.iter_mut().rev().take(passed).for_each(|step| *step = GAP);
        steps.iter().any(|step| *step != GAP)
    }

    /// The share of the highest figure in each step, oldest first; absent where nothing was read.
    pub fn steps(&self) -> impl Iterator<Item = Option<Quantity>> {
        self.0.iter().map(|share| (*share != GAP).then(|| Quantity::from(u64::from(*share))))
    }
}

fn share(remaining: Quantity, top: Quantity) -> u8 {
    u8::try_from(remaining.parts_of(top, PARTS.into())).unwrap_or(PARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-22T06:00:00Z".parse().unwrap()
    }

    fn seen(from: i64, until: i64, remaining: u64) -> Seen {
        let at = |hours| now() - TimeDelta::hours(hours);
        let total = Some(1_000.into());
        Seen { from: at(from), until: at(until), remaining: remaining.into(), total, expires_at: None }
    }

    fn signs(trend: &Trend) -> String {
        let sign = |step: Option<Quantity>| step.map_or("-".to_owned(), |share| share.to_string());
        trend.steps().map(sign).collect::<Vec<_>>().join(" ")
    }

    fn steps(history: &[Seen]) -> Option<String> {
        Some(signs(&Trend::new(history, now())?))
    }

    #[test]
    fn shares_are_relative_to_the_highest_figure_of_the_period() {
        let history = [seen(400, 300, 900), seen(200, 100, 800), seen(99, 80, 400), seen(30, 0, 0)];
        assert_eq!(steps(&history).unwrap(), "200 200 200 200 200 200 100 100 100 - - - - 0 0 0");
    }

    #[test]
    fn a_trend_ages_until_nothing_is_left() {
        for (hours, left) in [
            (0, Some("200 200 200 200 200 200 100 100 100 - - - - 0 0 0")),
            (10, Some("200 200 200 200 200 200 100 100 100 - - - - 0 0 0")),
            (11, Some("200 200 200 200 200 100 100 100 - - - - 0 0 0 -")),
            (7 * 24 - 10, Some("0 - - - - - - - - - - - - - - -")),
            (7 * 24, None),
            (9_999, None),
            (-5, Some("200 200 200 200 200 200 100 100 100 - - - - 0 0 0")),
        ] {
            let history = [seen(400, 300, 900), seen(200, 100, 800), seen(99, 80, 400), seen(30, 0, 0)];
            let mut trend = Trend::new(&history, now()).unwrap();
            let is_left = trend.age(TimeDelta::hours(hours));
            assert_eq!(is_left.then(|| signs(&trend)).as_deref(), left, "{hours}");
        }
    }

    #[test]
    fn nothing_to_show_is_no_trend() {
        assert_eq!(steps(&[]), None);
        assert_eq!(steps(&[seen(400, 300, 900)]), None);
        assert_eq!(steps(&[seen(100, 0, 0)]), None);
        assert_eq!(steps(&[seen(100, 0, 1_000)]), None);
        assert!(steps(&[seen(100, 50, 1_000), seen(49, 0, 999)]).is_some());
    }
}
