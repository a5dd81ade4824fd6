//! Exact decimal quantities: tokens, seconds, money. No binary float ever touches them.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    num::NonZeroU32,
    str::FromStr,
};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// No number with a larger exponent fits.
const MAX_EXPONENT: i32 = 64;

/// An exact decimal number of at most 28 significant digits.
///
/// It is kept in parts, one of which is never zero: one that may be absent then takes no more memory.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(from = "Decimal", into = "Decimal")]
pub struct Quantity {
    lowest: u32,
    middle: u32,
    highest: u32,
    /// A set bit, then the number of decimal places; in the highest bit, whether it is negative.
    form: NonZeroU32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an exact decimal number")]
pub struct NotExact;

impl Quantity {
    pub const ZERO: Self = Self { lowest: 0, middle: 0, highest: 0, form: NonZeroU32::MIN };

    pub const fn decimal(self) -> Decimal {
        let Self { lowest, middle, highest, form } = self;
        Decimal::from_parts(lowest, middle, highest, self.is_negative(), (form.get() >> 1) & 0xff)
    }

    /// The number, if it is a whole one below 2^64 and not negative. Nearly all are, and decimals take much longer to
    /// compare and to calculate with.
    pub const fn whole(self) -> Option<u64> {
        match self {
            Self { lowest, middle, highest: 0, form: NonZeroU32::MIN } => {
                Some((middle as u64) << 32 | lowest as u64)
            }
            _ => None,
        }
    }

    /// Without the decimal point.
    const fn digits(self) -> u128 {
        let Self { lowest, middle, highest, .. } = self;
        (highest as u128) << 64 | (middle as u128) << 32 | lowest as u128
    }

    const fn is_negative(self) -> bool {
        self.form.get() >> 31 == 1
    }

    pub const fn is_positive(self) -> bool {
        let Self { lowest, middle, highest, .. } = self;
        !self.is_negative() && (lowest | middle | highest) != 0
    }

    /// A half is rounded to the even digit.
    #[must_use]
    pub fn rounded(self, places: u32) -> Self {
        self.decimal().round_dp(places).into()
    }

    /// The decimal places that show its first two digits.
    pub fn places_of_two_digits(self) -> u32 {
        self.decimal().round_sf(2).map_or(0, |rounded| rounded.scale())
    }

    /// Saturates.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if let (Some(one), Some(other)) = (self.whole(), other.whole())
            && let Some(sum) = one.checked_add(other)
        {
            return sum.into();
        }
        self.decimal().saturating_add(other.decimal()).into()
    }

    #[must_use]
    pub fn minus_to_zero(self, other: Self) -> Self {
        if let (Some(whole), Some(part)) = (self.whole(), other.whole()) {
            return whole.saturating_sub(part).into();
        }
        self.decimal().saturating_sub(other.decimal()).max(Decimal::ZERO).into()
    }

    #[must_use]
    pub fn half(self) -> Self {
        self.decimal().checked_div(Decimal::TWO).unwrap_or_default().into()
    }

    /// `self` as a percentage of `whole`, with one decimal, rounded down; at least 0.1 unless it is zero,
    /// never below 0. `None` if the whole is zero.
    pub fn percent_of(self, whole: Self) -> Option<Decimal> {
        if !whole.is_positive() {
            return None;
        }
        if !self.is_positive() {
            return Some(Decimal::ZERO);
        }
        if let Some(permille) = self.permille_of(whole) {
            return Some(Decimal::new(permille.max(1), 1));
        }
        let hundred = Decimal::ONE_HUNDRED;
        let percent = match self.decimal().checked_mul(hundred) {
            Some(scaled) => scaled.checked_div(whole.decimal())?,
            None => self.decimal().checked_div(whole.decimal())?.checked_mul(hundred)?,
        };
        let tenths = percent.round_dp_with_strategy(1, RoundingStrategy::ToZero);
        Some(tenths.max(Decimal::new(1, 1)))
    }

    /// `self` × 1000 / `whole`, rounded down, where both are whole.
    fn permille_of(self, whole: Self) -> Option<i64> {
        let permille = self.whole()?.checked_mul(1000)?.checked_div(whole.whole()?)?;
        i64::try_from(permille).ok()
    }

    /// How many of `steps` equal parts of `whole` a gauge fills. Rounded to the nearest part, but never to none
    /// unless it is zero, and never to all unless it is whole.
    pub fn parts_of(self, whole: Self, steps: u32) -> u32 {
        if !self.is_positive() || !whole.is_positive() || steps == 0 {
            return 0;
        }
        if self.decimal() >= whole.decimal() {
            return steps;
        }
        let share = self.decimal().checked_div(whole.decimal()).unwrap_or_default();
        let parts = share.saturating_mul(Decimal::from(steps)).round();
        u32::try_from(parts).unwrap_or(0).clamp(1, steps.saturating_sub(1).max(1))
    }
}

impl From<Quantity> for Decimal {
    fn from(quantity: Quantity) -> Self {
        quantity.decimal()
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        // With as many decimal places, as most have, digits alone decide.
        if self.form == other.form && !self.is_negative() {
            return self.digits().cmp(&other.digits());
        }
        self.decimal().cmp(&other.decimal())
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.decimal().hash(state);
    }
}

impl Default for Quantity {
    fn default() -> Self {
        Self::ZERO
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Quantity").field(&self.decimal()).finish()
    }
}

impl From<u64> for Quantity {
    #[expect(clippy::cast_possible_truncation, reason = "the parts of it")]
    fn from(number: u64) -> Self {
        Self { lowest: number as u32, middle: (number >> 32) as u32, ..Self::ZERO }
    }
}

impl From<Decimal> for Quantity {
    fn from(number: Decimal) -> Self {
        let [_, _, places, sign, l0, l1, l2, l3, m0, m1, m2, m3, h0, h1, h2, h3] = number.serialize();
        Self {
            lowest: u32::from_le_bytes([l0, l1, l2, l3]),
            middle: u32::from_le_bytes([m0, m1, m2, m3]),
            highest: u32::from_le_bytes([h0, h1, h2, h3]),
            form: NonZeroU32::MIN | (u32::from(places) << 1) | (u32::from(sign) << 24),
        }
    }
}

impl FromStr for Quantity {
    type Err = NotExact;

    /// Parses a JSON number (`-12`, `0.5`, `1.2e6`) exactly.
    fn from_str(text: &str) -> Result<Self, NotExact> {
        // Most are whole, and stored calls have hundreds of thousands of them: this is quicker.
        if text.as_bytes().first() != Some(&b'+')
            && let Ok(whole) = text.parse::<u64>()
        {
            return Ok(whole.into());
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().ok_or(NotExact)?),
            None => (text, 0),
        };
        // The crate also accepts digit separators, as in `1_000`.
        let number = Decimal::from_str_exact(mantissa).ok().filter(|_| !mantissa.contains('_'));
        let number = number.ok_or(NotExact)?;
        if exponent == 0 || number.is_zero() {
            return Ok(number.into());
        }
        if exponent.abs() > MAX_EXPONENT {
            return Err(NotExact);
        }
        shift(number, exponent).map(Self::from).ok_or(NotExact)
    }
}

/// `number` × 10^`exponent`, or `None` if a digit would be lost.
fn shift(number: Decimal, exponent: i32) -> Option<Decimal> {
    let ten = Decimal::TEN;
    let mut shifted = number;
    for _ in 0..exponent.unsigned_abs() {
        shifted = if exponent > 0 {
            shifted.checked_mul(ten)?
        } else {
            let smaller = shifted.checked_div(ten)?;
            (smaller.checked_mul(ten)? == shifted).then_some(smaller)?
        };
    }
    Some(shifted)
}

impl fmt::Display for Quantity {
    /// Plain digits without separators, exponent and trailing zeros, as in JSON and CSV.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.decimal().normalize())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_read_exactly() {
        for (text, plain) in [
            ("0", "0"),
            ("24098", "24098"),
            ("007", "7"),
            ("18446744073709551616", "18446744073709551616"),
            ("-12.40", "-12.4"),
            ("0.1", "0.1"),
            ("1e6", "1000000"),
            ("1.5E+3", "1500"),
            ("975902e-3", "975.902"),
            ("36000.25", "36000.25"),
            ("0e999", "0"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
        ] {
            assert_eq!(quantity(text).to_string(), plain, "{text}");
        }
    }

    #[test]
    fn every_decimal_stays_what_it_is() {
        for text in [
            "0",
            "0.00",
            "1",
            "-1",
            "-12.40",
            "4294967296",
            "18446744073709551616.5",
            "0.0000000000000000000000000001",
            "-7.9228162514264337593543950335",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(Quantity::from(number).decimal().to_string(), text);
        }
        assert_eq!(Quantity::default().decimal(), Decimal::ZERO);
        assert!(quantity("-0.5") < quantity("0.25") && quantity("1.0") == quantity("1"));
        assert_eq!(size_of::<Option<Quantity>>(), size_of::<Decimal>());
    }

    proptest! {
        /// However it is calculated: with whole numbers where that is possible, else with decimals.
        #[test]
        fn numbers_are_those_of_decimals(
            (one, other) in (any_digits(), any_digits()),
            (one_places, other_places) in (0..3_u32, 0..3_u32),
        ) {
            let one = Decimal::from_i128_with_scale(one, one_places);
            let other = Decimal::from_i128_with_scale(other, other_places);
            let (left, right) = (Quantity::from(one), Quantity::from(other));
            prop_assert_eq!(left.cmp(&right), one.cmp(&other));
            prop_assert_eq!(left == right, one == other);
            prop_assert_eq!(left.is_positive(), one > Decimal::ZERO);
            prop_assert_eq!(left.plus(right).decimal(), one.saturating_add(other));
            prop_assert_eq!(left.minus_to_zero(right).decimal(), one.saturating_sub(other).max(Decimal::ZERO));
            if let Some(whole) = left.whole() {
                prop_assert_eq!(Decimal::from(whole), one);
                prop_assert_eq!(Quantity::from(whole).decimal(), one);
            }
        }
    }

    /// Few digits, or as many as there can be.
    fn any_digits() -> impl Strategy<Value = i128> {
        let most = Decimal::MAX.mantissa();
        prop_oneof![-9..9_i128, 0..i128::from(u64::MAX).saturating_mul(2), -most..=most]
    }

    #[test]
    fn what_does_not_fit_exactly_is_refused() {
        for text in [
            "",
            "abc",
            "1_000",
            "1e",
            "1e400",
            "1e-40",
            "1e99999999999",
            "NaN",
            "0.12345678901234567890123456789012",
        ] {
            assert_eq!(text.parse::<Quantity>(), Err(NotExact), "{text}");
        }
    }

    #[test]
    fn percentages_round_down_but_never_to_nothing() {
        for (left, total, percent) in [
            ("24098", "1000000", Some("2.4")),
            ("24999", "1000000", Some("2.4")),
            ("1", "1000000", Some("0.1")),
            ("0", "1000000", Some("0")),
            ("-5", "1000000", Some("0")),
            ("999999", "1000000", Some("99.9")),
            ("1000000", "1000000", Some("100")),
            ("1500000", "1000000", Some("150")),
            ("0.5", "50", Some("1.0")),
            ("5", "0", None),
            ("2", "7", Some("28.5")),
            ("9223372036854775807", "9223372036854775807", Some("100")),
            ("79228162514264337593543950335", "79228162514264337593543950335", Some("100")),
        ] {
            let expected = percent.map(|text| text.parse::<Decimal>().unwrap());
            assert_eq!(quantity(left).percent_of(quantity(total)), expected, "{left} of {total}");
        }
    }

    #[test]
    fn gauges_are_empty_or_full_only_if_the_quota_is() {
        for (left, total, parts) in [
            ("0", "100", 0),
            ("1", "1000000", 1),
            ("999999", "1000000", 159),
            ("100", "100", 160),
            ("50", "100", 80),
        ] {
            assert_eq!(quantity(left).parts_of(quantity(total), 160), parts, "{left} of {total}");
        }
        assert_eq!(quantity("1").parts_of(Quantity::ZERO, 8), 0);
        assert_eq!(quantity("1").parts_of(quantity("2"), 0), 0);
    }
}
