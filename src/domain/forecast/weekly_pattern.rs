//! The distribution of use over the hours of day and week.
//!
//! Bühlmann credibility: an hour of the day has its own use as far as days agree on it. If they do not
//! (bursts), or are few, the pattern stays flat.

use super::{calendar::SLOTS, number::count};

/// Days after which an hour counts half.
const HALF_LIFE_DAYS: f64 = 14.0;

/// Hours of prior weight for hours being independent.
const DOUBT: f64 = 12.0;

/// The expected use of each kind of hour.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WeeklyPattern {
    cells: [f64; SLOTS],
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) slot: usize,
    /// Extrapolated to the full hour.
    pub(super) rate: f64,
    /// The share of the hour with known use.
    pub(super) known: f64,
    /// In hours.
    pub(super) age: f64,
}

/// Weighted sums of one kind of hour.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    weight: f64,
    used: f64,
    /// For the variance among days.
    squares: f64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.weight += other.weight;
        self.used += other.used;
        self.squares += other.squares;
    }

    fn mean(self, otherwise: f64) -> f64 {
        if self.weight > 0.0 { self.used / self.weight } else { otherwise }
    }

    /// The mean, shrunk towards `prior`, which has the weight `strength`.
    fn towards(self, prior: f64, strength: f64) -> f64 {
        if strength.is_finite() { (self.used + strength * prior) / (self.weight + strength) } else { prior }
    }
}

impl WeeklyPattern {
    pub(super) fn fit(samples: impl Iterator<Item = Sample>) -> Self {
        let mut slots = [Sum::default(); SLOTS];
        for sample in samples.filter(|sample| sample.known > 0.0) {
            let weight = sample.known * 0.5_f64.powf(sample.age / 24.0 / HALF_LIFE_DAYS);
            if let Some(slot) = slots.get_mut(sample.slot) {
                slot.add(Sum {
                    weight,
                    used: weight * sample.rate,
                    squares: weight * sample.rate * sample.rate,
                });
            }
        }
        let mut of_day = [Sum::default(); SLOTS / 2];
        let mut all = Sum::default();
        for (at, slot) in slots.iter().enumerate() {
            all.add(*slot);
            if let Some(sum) = of_day.get_mut(at % (SLOTS / 2)) {
                sum.add(*slot);
            }
        }
        let mean = all.mean(0.0);
        let of_hours = strength(of_day.iter().map(|sum| (*sum, mean)), mean);
        let daily = of_day.map(|sum| sum.towards(mean, of_hours));
        // Workdays and weekends are compared with the hour of the day in the same way.
        let daily_mean = daily.iter().sum::<f64>() / count(daily.len());
        let groups = slots.iter().zip(daily.iter().cycle());
        let strength = strength(groups.map(|(sum, prior)| (*sum, *prior)), daily_mean);
        let mut cells = [0.0; SLOTS];
        for (at, (cell, slot)) in cells.iter_mut().zip(&slots).enumerate() {
            let prior = daily.get(at % daily.len()).copied().unwrap_or(mean);
            *cell = slot.towards(prior, strength);
        }
        Self { cells }
    }

    /// The use of an hour of this kind.
    pub(super) fn of(&self, slot: usize) -> f64 {
        self.cells.get(slot).copied().unwrap_or(0.0)
    }
}

/// The weight, in hours, of each group's prior against the group itself: the variance within groups over the
/// variance among them. Infinite if they do not differ.
fn strength(groups: impl Iterator<Item = (Sum, f64)>, mean: f64) -> f64 {
    let (mut within, mut free, mut between, mut weight, mut count) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (sum, prior) in groups.filter(|(sum, _)| sum.weight > 0.0) {
        let own = sum.mean(prior);
        within += (sum.squares - sum.weight * own * own).max(0.0);
        free += (sum.weight - 1.0).max(0.0);
        between += sum.weight * (own - prior) * (own - prior);
        weight += sum.weight;
        count += 1.0;
    }
    let noise = (within + DOUBT * mean * mean) / (free + DOUBT);
    let among = (between - count * noise) / weight;
    if among > 0.0 { noise / among } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pattern of `days` days from a Monday on, with a use for each day and hour of the day.
    fn pattern(days: usize, used: impl Fn(usize, usize) -> f64) -> WeeklyPattern {
        let sample = |at: usize| {
            let (day, hour) = (at / 24, at % 24);
            let slot = if day % 7 >= 5 { hour + 24 } else { hour };
            Sample { slot, rate: used(day, hour), known: 1.0, age: 0.0 }
        };
        WeeklyPattern::fit((0..days * 24).map(sample))
    }

    #[test]
    fn hours_on_which_days_agree_stand_out() {
        let pattern =
            pattern(14, |day, hour| if day % 7 < 5 && (9..17).contains(&hour) { 100.0 } else { 0.0 });
        assert!(pattern.of(12) > 90.0, "{pattern:?}");
        assert!(pattern.of(3) < 5.0, "{pattern:?}");
        assert!(pattern.of(24 + 12) < 20.0, "{pattern:?}");
    }

    #[test]
    fn hours_on_which_days_disagree_stay_flat() {
        // One long burst on each day, at another hour each time.
        let pattern = pattern(14, |day, hour| if hour == day * 7 % 24 { 2400.0 } else { 0.0 });
        let (least, most) = (0..SLOTS).fold((f64::MAX, 0.0_f64), |(least, most), slot| {
            (least.min(pattern.of(slot)), most.max(pattern.of(slot)))
        });
        assert!(most < 4.0 * least && least > 40.0, "{least} to {most}");
    }

    #[test]
    fn unseen_hours_are_like_the_others() {
        let weekdays = pattern(4, |_, hour| if hour < 12 { 100.0 } else { 0.0 });
        assert!(weekdays.of(24 + 3) > 80.0 && weekdays.of(24 + 20) < 20.0, "{weekdays:?}");
        let nothing = WeeklyPattern::fit(std::iter::empty());
        assert!(nothing.of(0) <= 0.0 && nothing.of(0).is_finite());
    }
}
