//! How a quota runs down: irregularly, like real calls, but the same at every start.

use rust_decimal::Decimal;

use crate::domain::Quantity;

/// What is left of `start` after `elapsed` of the `lasts` seconds in which it is used up.
///
/// Each second takes its even share, give or take up to one share, so it never rises and each second can be
/// computed directly. `seed` varies the steps by model.
pub(super) fn left(start: Quantity, lasts: i64, elapsed: i64, seed: u64) -> Quantity {
    if elapsed <= 0 {
        return start;
    }
    if elapsed >= lasts {
        return Quantity::ZERO;
    }
    let (digits, scale) = (start.decimal().mantissa(), start.decimal().scale());
    let even =
        |seconds: i64| digits.saturating_mul(seconds.into()).checked_div(lasts.into()).unwrap_or(digits);
    let used = even(elapsed);
    let share = even(elapsed.saturating_add(1)).saturating_sub(used);
    let extra = i128::from(noise(seed, elapsed)).checked_rem(share).unwrap_or(0);
    let left = digits.saturating_sub(used).saturating_sub(extra);
    Decimal::try_from_i128_with_scale(left, scale).map_or(start, Quantity::from)
}

/// A pseudo-random number (the last steps of SplitMix64).
pub(super) fn noise(seed: u64, second: i64) -> u64 {
    let mut bits = seed.wrapping_add(second.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A seed from a model's name (FNV-1a).
pub(super) fn seed_of(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn steps(start: &str, lasts: i64) -> Vec<Quantity> {
        (0..=lasts).map(|elapsed| left(start.parse().unwrap(), lasts, elapsed, 7)).collect()
    }

    #[test]
    fn it_falls_from_the_start_to_nothing_and_never_rises() {
        for (start, lasts) in [("24098", 3300), ("3610", 90), ("12345.5", 3360), ("5", 60), ("0", 10)] {
            let steps = steps(start, lasts);
            assert_eq!(steps[0], start.parse().unwrap());
            assert_eq!(steps.last(), Some(&Quantity::ZERO));
            assert!(steps.is_sorted_by(|earlier, later| earlier >= later), "{start}");
        }
    }

    #[test]
    fn its_steps_are_irregular() {
        let steps = steps("24098", 3300);
        let sizes: BTreeSet<Quantity> = steps.windows(2).map(|pair| pair[0].minus_to_zero(pair[1])).collect();
        assert!(sizes.len() > 8, "{sizes:?}");
    }

    #[test]
    fn the_largest_number_does_not_overflow() {
        let most = Quantity::from(Decimal::MAX);
        assert!(left(most, i64::MAX, i64::MAX - 1, 1) < most);
        assert_eq!(left(most, 0, 5, 1), Quantity::ZERO);
    }
}
