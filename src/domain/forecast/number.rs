//! Conversions between exact quantities and the floats of statistics; all of them are here.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::{
    Decimal, RoundingStrategy,
    prelude::{FromPrimitive, ToPrimitive},
};

use crate::domain::Quantity;

/// Significant digits of an estimate.
const DIGITS: u32 = 4;

pub(super) fn units(quantity: Quantity) -> f64 {
    let exact = quantity.decimal();
    // Nearly all are small whole numbers, and the general way is slow.
    match i32::try_from(exact.mantissa()) {
        Ok(small) if exact.scale() == 0 => f64::from(small),
        _ => exact.to_f64().unwrap_or(0.0),
    }
}

pub(super) fn count(things: usize) -> f64 {
    things.to_f64().unwrap_or(f64::MAX)
}

/// Saturates; zero if it is no number.
pub(super) fn whole(things: f64) -> usize {
    things.to_usize().unwrap_or(if things > 0.0 { usize::MAX } else { 0 })
}

pub(super) fn seconds(count: i64) -> f64 {
    TimeDelta::try_seconds(count).unwrap_or(TimeDelta::MAX).as_seconds_f64()
}

/// Zero if negative or no number.
pub(super) fn length(hours: f64) -> TimeDelta {
    let length = Duration::try_from_secs_f64(hours * 3600.0).unwrap_or(Duration::ZERO);
    TimeDelta::from_std(length).unwrap_or(TimeDelta::MAX)
}

/// The instant `hours` after `from` (seconds since the epoch); absent if out of range.
pub(super) fn after(from: i64, hours: f64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(from, 0)?.checked_add_signed(length(hours))
}

/// An estimate, rounded to a few digits; saturates.
pub(super) fn estimate(amount: f64) -> Quantity {
    rounded(amount, RoundingStrategy::MidpointAwayFromZero)
}

/// The same, rounded up: for upper limits.
pub(super) fn at_most(amount: f64) -> Quantity {
    rounded(amount, RoundingStrategy::AwayFromZero)
}

fn rounded(amount: f64, strategy: RoundingStrategy) -> Quantity {
    let largest = if amount > 1.0 { Decimal::MAX } else { Decimal::ZERO };
    let exact = Decimal::from_f64(amount.max(0.0)).unwrap_or(largest);
    exact.round_sf_with_strategy(DIGITS, strategy).unwrap_or(exact).normalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_have_few_digits_and_never_fail() {
        for (amount, near, most) in [
            (0.0, "0", "0"),
            (-5.0, "0", "0"),
            (f64::NAN, "0", "0"),
            (0.354_21, "0.3542", "0.3543"),
            (3869.6, "3870", "3870"),
            (3870.1, "3870", "3871"),
            (123_456.0, "123500", "123500"),
            (1e300, "79228162514264337593543950335", "79228162514264337593543950335"),
            (f64::INFINITY, "79228162514264337593543950335", "79228162514264337593543950335"),
        ] {
            assert_eq!(estimate(amount).to_string(), near, "{amount}");
            assert_eq!(at_most(amount).to_string(), most, "{amount}");
        }
    }

    #[test]
    fn instants_beyond_all_dates_are_absent() {
        assert_eq!(after(0, 1.0), DateTime::from_timestamp(3600, 0));
        assert_eq!(after(0, -1.0), DateTime::from_timestamp(0, 0));
        assert_eq!(after(0, 1e12), None);
        assert_eq!(after(i64::MAX, 1.0), None);
    }
}
