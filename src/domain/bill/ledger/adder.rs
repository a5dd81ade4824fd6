//! Exact sums of many amounts: whole numbers and decimal places, which is several times as fast as adding
//! decimals one by one.

use rust_decimal::Decimal;

use crate::domain::bill::Tally;

/// Of the digits that a [`Decimal`] may have.
const MOST_PLACES: u32 = 28;

/// A sum in the making.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::domain::bill) struct Adder {
    digits: i128,
    /// The most decimal places of an amount.
    places: u32,
    is_stated: bool,
    is_too_long: bool,
}

impl Adder {
    /// Adds `digits` with this number of decimal places. A zero adds no places, as with decimals.
    pub(super) fn add(&mut self, digits: i128, places: u32) {
        self.is_stated = true;
        if self.digits == 0 {
            (self.digits, self.places) = (digits, places);
            return;
        }
        if digits == 0 {
            return;
        }
        let sum = if places == self.places {
            self.digits.checked_add(digits)
        } else {
            let most = places.max(self.places);
            let scaled = |digits: i128, places| digits.checked_mul(power(most.saturating_sub(places))?);
            let sum = scaled(self.digits, self.places).zip(scaled(digits, places));
            self.places = most;
            sum.and_then(|(one, two)| one.checked_add(two))
        };
        match sum {
            Some(sum) => self.digits = sum,
            None => self.is_too_long = true,
        }
    }

    pub(in crate::domain::bill) fn add_tally(&mut self, tally: Tally) {
        match tally {
            Tally::Nothing => {}
            Tally::Exact(sum) => self.add(sum.mantissa(), sum.scale()),
            Tally::TooLong => (self.is_stated, self.is_too_long) = (true, true),
        }
    }

    pub(in crate::domain::bill) fn tally(self) -> Tally {
        if !self.is_stated {
            return Tally::Nothing;
        }
        if self.is_too_long {
            return Tally::TooLong;
        }
        let (mut digits, mut places) = (self.digits, self.places.min(MOST_PLACES));
        // Nearly all are short, and quicker to convert.
        if let Some(sum) = i64::try_from(digits).ok().and_then(|digits| Decimal::try_new(digits, places).ok())
        {
            return Tally::Exact(sum);
        }
        loop {
            if let Ok(sum) = Decimal::try_from_i128_with_scale(digits, places) {
                return Tally::Exact(sum);
            }
            // Zeros at its end can be dropped.
            if places == 0 || digits % 10 != 0 {
                return Tally::TooLong;
            }
            (digits, places) = (digits / 10, places.saturating_sub(1));
        }
    }
}

fn power(of: u32) -> Option<i128> {
    10_i128.checked_pow(of)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The sum of decimals one by one, as [`Tally`] adds them.
        #[test]
        fn a_sum_is_that_of_decimals(
            amounts in prop::collection::vec((any::<i64>(), 0..12_u32, 10..62_u32), 0..20),
        ) {
            let (mut sum, mut tally) = (Adder::default(), Tally::Nothing);
            for (digits, places, cut) in amounts {
                let amount = Decimal::new(digits >> cut, places);
                sum.add_tally(Tally::Exact(amount));
                tally.merge(Tally::Exact(amount));
            }
            // Not as text: a decimal loses its places where a zero is added to it.
            prop_assert_eq!(sum.tally(), tally);
        }
    }

    #[test]
    fn a_sum_is_exact_or_too_long() {
        for (amounts, exact) in [
            (&["0.1", "0.2"][..], Some("0.3")),
            (&["12.40", "-12.40"], Some("0.00")),
            (&["1", "0.0000000000000000000000000001"], Some("1.0000000000000000000000000001")),
            (&["79228162514264337593543950335", "0.1"], None),
            (&["79228162514264337593543950335", "1"], None),
            (&["79228162514264337593543950335", "0.0"], Some("79228162514264337593543950335")),
            (&["79228162514264337593543950335", "0.0000000000000000000000000001"], None),
        ] {
            let mut sum = Adder::default();
            for amount in amounts {
                sum.add_tally(Tally::Exact(amount.parse().unwrap()));
            }
            let expected = exact.map_or(Tally::TooLong, |text| Tally::Exact(text.parse().unwrap()));
            assert_eq!(sum.tally(), expected, "{amounts:?}");
        }
        let mut sum = Adder::default();
        assert_eq!(sum.tally(), Tally::Nothing);
        sum.add_tally(Tally::TooLong);
        assert_eq!(sum.tally(), Tally::TooLong);
    }
}
