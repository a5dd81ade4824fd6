//! The scale of a chart: linear, with round ticks. Decimals become positions only here.

use rust_decimal::{Decimal, prelude::ToPrimitive as _};

/// No chart has room for more ticks.
const MAX_STEPS: u16 = 6;

/// A linear scale. Ticks are 1, 2 or 5 × 10ⁿ apart, and 0 is one of them; it begins at a tick, and ends at its
/// highest number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    bottom: Decimal,
    top: Decimal,
    /// Zero if there is only one tick.
    step: Decimal,
}

impl Scale {
    /// The scale that covers 0 and everything from `lowest` to `highest` in a plot of `rows` rows.
    pub(crate) fn covering(lowest: Decimal, highest: Decimal, rows: u16) -> Self {
        let (lowest, highest) = (lowest.min(Decimal::ZERO), highest.max(Decimal::ZERO));
        let steps = (rows.saturating_sub(1) / 2).clamp(1, MAX_STEPS);
        // The last tick is below the highest number, which makes one part more than there are steps. Each end is
        // divided on its own, since their difference may have too many digits.
        let parts = Decimal::from(steps.saturating_add(1));
        let each = |number: Decimal| number.checked_div(parts).unwrap_or_default();
        let step = round_up(each(highest).saturating_sub(each(lowest)));
        let steps_below = lowest.checked_div(step).map(|steps| steps.abs().ceil());
        let below = steps_below.and_then(|steps| steps.checked_mul(step)).unwrap_or_else(|| lowest.abs());
        Self { bottom: Decimal::ZERO.saturating_sub(below), top: highest, step }
    }

    /// The scale from 0 to `top`, without ticks between them.
    pub(crate) const fn up_to(top: Decimal) -> Self {
        Self { bottom: Decimal::ZERO, top, step: top }
    }

    /// Its lowest and its highest number.
    pub(crate) const fn ends(self) -> (Decimal, Decimal) {
        (self.bottom, self.top)
    }

    /// All ticks, from the bottom to the top.
    pub(crate) fn ticks(self) -> impl Iterator<Item = Decimal> {
        let next = move |tick: &Decimal| {
            let next = tick.checked_add(self.step)?;
            (!self.step.is_zero() && next <= self.top).then_some(next)
        };
        std::iter::successors(Some(self.bottom), next)
    }

    /// The position of `number` among `positions` from the bottom to the top; what is outside is at the edge.
    pub(crate) fn position(self, number: Decimal, positions: u16) -> u16 {
        let [bottom, top, number] =
            [self.bottom, self.top, number].map(|one| one.to_f64().unwrap_or_default());
        let last = positions.saturating_sub(1);
        let share = (number.max(bottom).min(top) - bottom) / (top - bottom);
        // Where there is no height, everything is at the bottom.
        (share * f64::from(last)).round_ties_even().to_u16().unwrap_or_default()
    }
}

/// The smallest of 1, 2 and 5 × 10ⁿ that is not smaller than `number`; `number` itself if that has too many
/// digits.
fn round_up(number: Decimal) -> Decimal {
    if number <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let mut unit = Decimal::ONE;
    while unit < number {
        let Some(larger) = unit.checked_mul(Decimal::TEN) else { return number };
        unit = larger;
    }
    while let Some(smaller) = unit.checked_div(Decimal::TEN).filter(|smaller| {
        // What cannot be divided further becomes zero, or stays as it is.
        !smaller.is_zero() && *smaller < unit && *smaller >= number
    }) {
        unit = smaller;
    }
    let parts = [Decimal::TEN, Decimal::from(5), Decimal::TWO];
    let round = parts.into_iter().filter_map(|part| unit.checked_div(part));
    round.filter(|round| *round >= number).min().unwrap_or(unit).normalize()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn ticks(lowest: &str, highest: &str, rows: u16) -> String {
        let scale = Scale::covering(number(lowest), number(highest), rows);
        scale.ticks().map(|tick| tick.normalize().to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ticks_are_round() {
        for (lowest, highest, rows, expected) in [
            ("0", "1000000", 5, "0 500000 1000000"),
            ("0", "1000000", 12, "0 200000 400000 600000 800000 1000000"),
            ("0", "379044", 6, "0 200000"),
            ("0", "36000", 9, "0 10000 20000 30000"),
            ("0", "12.24338", 10, "0 5 10"),
            ("0", "7", 3, "0 5"),
            ("0", "0.0123", 5, "0 0.005 0.01"),
            ("0", "1", 3, "0 0.5 1"),
            ("0", "1.0000001", 3, "0 1"),
            ("-3", "12", 9, "-5 0 5 10"),
            ("-0.4", "0", 3, "-0.4 -0.2 0"),
            ("5", "5", 3, "0 5"),
        ] {
            assert_eq!(ticks(lowest, highest, rows), expected, "{lowest} {highest} {rows}");
        }
    }

    #[test]
    fn nothing_is_one_tick() {
        assert_eq!(ticks("0", "0", 9), "0");
        let scale = Scale::covering(Decimal::ZERO, Decimal::ZERO, 9);
        assert_eq!(scale.position(number("7"), 40), 0);
    }

    #[test]
    fn what_is_outside_is_at_the_edge() {
        let scale = Scale::covering(number("-10"), number("10"), 5);
        for (value, position) in [("-11", 0), ("-10", 0), ("0", 10), ("9.9", 20), ("10", 20), ("99", 20)] {
            assert_eq!(scale.position(number(value), 21), position, "{value}");
        }
        assert_eq!((scale.position(number("10"), 1), scale.position(number("10"), 0)), (0, 0));
    }

    proptest! {
        #[test]
        fn all_numbers_are_covered(
            (one, other) in (any::<i128>(), any::<i128>()),
            (one_scale, other_scale) in (0_u32..28, 0_u32..28),
            (rows, positions) in (0_u16..200, 1_u16..200),
        ) {
            let decimal = |digits: i128, scale| Decimal::from_i128_with_scale(digits >> 33, scale);
            let (one, other) = (decimal(one, one_scale), decimal(other, other_scale));
            let (lowest, highest) = (one.min(other), one.max(other));
            let scale = Scale::covering(lowest, highest, rows);
            let ticks: Vec<Decimal> = scale.ticks().collect();
            prop_assert!(ticks.is_sorted() && ticks.len() <= usize::from(MAX_STEPS) + 3, "{ticks:?}");
            let (low, high) = (scale.position(lowest, positions), scale.position(highest, positions));
            prop_assert!(low <= high && high < positions);
            prop_assert!(scale.bottom <= lowest && highest <= scale.top, "{scale:?}");
        }
    }
}
