//! The use after the last count: the expected value and its variance.
//!
//! The variance of the use within a period has four parts: lumps (proportional to the use itself), the
//! uncertainty of the level, the number of days seen, and the drift of habits. The constants were chosen on
//! simulated accounts (tests/it/forecast): there the range from one tenth to nine tenths contains four cases
//! in five.

use super::{
    calendar::{Calendar, HOUR},
    hours::Hours,
    level::{Level, Step},
    number::{count, seconds, whole},
    weekly_pattern::{Sample, WeeklyPattern},
};

/// The normal deviate that one case in ten exceeds.
pub(super) const TENTH: f64 = 1.2816;

/// Doubt that remains however much was seen. All doubt here is relative variance.
const FLOOR: f64 = 0.002;

/// Doubt after one day of irregular use: whether days are alike is still unknown.
const FEW_DAYS: f64 = 0.3;

/// Doubt that each day ahead adds, for steady use and (beyond that) for irregular use.
const DRIFT: (f64, f64) = (0.003, 0.04);

/// The maximum of drift, and of all doubt together: beyond, the lower bound of the use would fall as time
/// passes.
const MOST_DRIFT: f64 = 0.4;
const MOST_DOUBT: f64 = 0.9;

#[derive(Debug)]
pub(super) struct Outlook {
    level: Level,
    /// The number of days with known use.
    days: f64,
    /// Hours from the count to the next clock hour.
    first: f64,
    /// By the pattern, from the count to the end of each clock hour.
    mass: Vec<f64>,
}

impl Outlook {
    /// Over `length` clock hours from the last count.
    pub(super) fn new(hours: &Hours, calendar: &Calendar, length: usize) -> Self {
        let past = || hours.hours.iter().zip(calendar.from(hours.first));
        let ages = (0..hours.hours.len()).rev().map(count);
        let pattern = WeeklyPattern::fit(past().zip(ages).map(|((hour, slot), age)| Sample {
            slot,
            rate: hour.used / hour.known,
            known: hour.placed,
            age,
        }));
        let steps: Vec<Step> = past()
            .map(|(hour, slot)| Step {
                used: hour.used,
                expected: pattern.of(slot) * hour.known,
                known: hour.known,
            })
            .collect();
        let first = 1.0 - seconds(hours.counted_to.rem_euclid(HOUR)) / seconds(HOUR);
        let ahead = calendar.from(hours.counted_to.div_euclid(HOUR)).take(length);
        let mass = ahead
            .enumerate()
            .scan(0.0, |sum, (at, slot)| {
                *sum += pattern.of(slot) * if at == 0 { first } else { 1.0 };
                Some(*sum)
            })
            .collect();
        let days = hours.hours.iter().map(|hour| hour.known).sum::<f64>() / 24.0;
        Self { level: Level::new(&steps), days, first, mass }
    }

    /// The hours from the count until `amount` is used: expected (`z` = 0), or at a normal deviate of `z`.
    /// Absent beyond the outlook.
    pub(super) fn until_used(&self, amount: f64, z: f64) -> Option<f64> {
        // Use only grows, so a binary search finds the clock hour.
        let (mut low, mut high) = (0, self.mass.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.used(self.end(middle), z) >= amount {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        let end = Some(low).filter(|low| *low < self.mass.len()).map(|low| self.end(low))?;
        let start = low.checked_sub(1).map_or((0.0, 0.0), |before| self.end(before));
        let (from, to) = (self.used(start, z), self.used(end, z));
        let share = if to > from { ((amount - from) / (to - from)).clamp(0.0, 1.0) } else { 1.0 };
        Some(start.0 + share * (end.0 - start.0))
    }

    /// The use within `hours` after the count: expected (`z` = 0), or at a normal deviate of `z`.
    pub(super) fn used_within(&self, hours: f64, z: f64) -> f64 {
        self.used((hours, self.mass_at(hours)), z)
    }

    /// The use in the hour that ends `hours` after the count, at a normal deviate of `z`.
    pub(super) fn used_in_hour(&self, hours: f64, z: f64) -> f64 {
        self.used((1.0, self.mass_at(hours) - self.mass_at(hours - 1.0)), z)
    }

    /// The end of a clock hour: hours since the count, and the mass until then.
    fn end(&self, at: usize) -> (f64, f64) {
        (self.first + count(at), self.mass.get(at).copied().unwrap_or(0.0))
    }

    /// The mass until `hours` after the count; beyond the outlook, that of all of it.
    fn mass_at(&self, hours: f64) -> f64 {
        // The first clock hour that ends then or later, if any.
        let at = whole((hours - self.first).ceil()).min(self.mass.len());
        let start = at.checked_sub(1).map_or((0.0, 0.0), |before| self.end(before));
        let Some(end) = self.mass.get(at) else { return start.1 };
        let share = (hours - start.0) / (self.first + count(at) - start.0);
        start.1 + share.clamp(0.0, 1.0) * (end - start.1)
    }

    fn used(&self, (hours, mass): (f64, f64), z: f64) -> f64 {
        let Level { factor, doubt, lump, unrest } = self.level;
        let mean = mass * factor;
        let drift = ((DRIFT.0 + DRIFT.1 * unrest) * hours / 24.0).min(MOST_DRIFT);
        let doubt = FLOOR + doubt + FEW_DAYS * unrest / self.days.max(0.1) + drift;
        gamma(mean, lump * mean + doubt.min(MOST_DOUBT) * mean * mean, z)
    }
}

/// The quantile of a Gamma distribution (Wilson and Hilferty), the mean at `z` = 0: use is never negative,
/// and its distribution is skewed upwards.
fn gamma(mean: f64, variance: f64, z: f64) -> f64 {
    if mean <= 0.0 || variance <= 0.0 || z == 0.0 {
        return mean.max(0.0);
    }
    let ninth = variance / (mean * mean) / 9.0;
    let root = (1.0 - ninth + z * ninth.sqrt()).max(0.0);
    let quantile = mean * root * root * root;
    if z > 0.0 { quantile.max(mean) } else { quantile.min(mean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_around_the_mean_and_above_nothing() {
        for variance in [0.0, 1.0, 100.0, 1e4, 1e6] {
            let (low, mean, high) =
                (gamma(100.0, variance, -TENTH), gamma(100.0, variance, 0.0), gamma(100.0, variance, TENTH));
            assert!(0.0 <= low && low <= mean && mean <= high, "{variance}: {low} {mean} {high}");
        }
        // Exponential, mean 1: one in ten is under 0.105, one in ten over 2.303.
        assert!((gamma(1.0, 1.0, -TENTH) - 0.105).abs() < 0.02);
        assert!((gamma(1.0, 1.0, TENTH) - 2.303).abs() < 0.03);
        assert!(gamma(0.0, 0.0, TENTH) <= 0.0);
    }

    /// 10 an hour from a quarter to the full hour on.
    fn outlook(doubt: f64, unrest: f64) -> Outlook {
        let level = Level { factor: 2.0, doubt, lump: 50.0 * unrest, unrest };
        let mass = (0..4320).map(|at| 5.0 * (0.25 + count(at))).collect();
        Outlook { level, days: 1.0, first: 0.25, mass }
    }

    #[test]
    fn the_expected_end_is_exact_within_the_hour() {
        let outlook = outlook(0.1, 1.0);
        for (amount, hours) in
            [(0.0, 0.0), (1.0, 0.1), (2.5, 0.25), (5.0, 0.5), (100.0, 10.0), (43_192.5, 4319.25)]
        {
            let found = outlook.until_used(amount, 0.0).unwrap();
            assert!((found - hours).abs() < 1e-6, "{amount}: {found}");
            assert!((outlook.used_within(hours, 0.0) - amount).abs() < 1e-6, "{amount}");
        }
        assert_eq!(outlook.until_used(43_193.0, 0.0), None, "beyond the outlook");
        assert!((outlook.used_within(9999.0, 0.0) - 43_192.5).abs() < 1e-6);
        assert!((outlook.used_in_hour(1.5, 0.0) - 10.0).abs() < 1e-6);
        assert!((outlook.used_in_hour(0.5, 0.0) - 5.0).abs() < 1e-6, "before the count is no outlook");
    }

    #[test]
    fn what_may_be_used_only_grows() {
        for (doubt, unrest) in [(0.0, 0.0), (0.1, 0.5), (0.1, 1.0), (0.3, 1.0), (0.6, 1.0), (1.0, 1.0)] {
            let outlook = outlook(doubt, unrest);
            for z in [-TENTH, 0.0, TENTH] {
                let used: Vec<f64> = (0..4300).map(|hours| outlook.used_within(count(hours), z)).collect();
                assert!(used.is_sorted(), "doubt {doubt}, unrest {unrest}, deviate {z}");
            }
        }
    }
}
