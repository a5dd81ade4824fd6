//! Exact numbers from the texts of samples.

use rust_decimal::Decimal;

use crate::domain::Quantity;

/// A text that is no number, or a number with more digits before the point than fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotANumber;

/// The longest text of a finite number that is not simply too large: a sign, 17 digits, a point and zeros.
const LONGEST: usize = 400;

/// A sample's value. `NaN` and infinity are absent values. Every other number is exact, unless it is so small
/// that its digits lie beyond the 28th decimal place.
pub(super) fn value(text: &str) -> Result<Option<Quantity>, NotANumber> {
    if let Ok(exact) = text.parse() {
        return Ok(Some(exact));
    }
    if ["NaN", "+Inf", "-Inf", "Inf"].contains(&text) {
        return Ok(None);
    }
    small(text).map(Some).ok_or(NotANumber)
}

/// A number with too many decimal places, rounded.
fn small(text: &str) -> Option<Quantity> {
    if text.len() > LONGEST {
        return None;
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.parse::<i32>().ok().filter(|exponent| *exponent <= 0)?)
        }
        None => (text, 0),
    };
    let is_plain = mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let number: Decimal = mantissa.parse().ok().filter(|_| is_plain)?;
    let tenth = Decimal::new(1, 1);
    // After as many steps nothing but zero is left.
    let steps = exponent.unsigned_abs().min(64);
    Some((0..steps).fold(number, |number, _| number.saturating_mul(tenth)).into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_exact_and_what_is_none_is_absent() {
        for (text, number) in [
            ("0", "0"),
            ("-0", "0"),
            ("12", "12"),
            ("1.23e+06", "1230000"),
            ("1e-05", "0.00001"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("812.3333333333334", "812.3333333333334"),
            ("12345678901234567000", "12345678901234567000"),
            ("1.7976931348623157e-10", "0.00000000017976931348623157"),
            ("3.3333333333333335e-20", "0.0000000000000000000333333333"),
            ("4.9e-324", "0"),
            ("0.00000000000000000000000000000000123", "0"),
        ] {
            assert_eq!(value(text).unwrap().unwrap().to_string(), number, "{text}");
        }
        for text in ["NaN", "+Inf", "-Inf", "Inf"] {
            assert_eq!(value(text), Ok(None), "{text}");
        }
        for text in
            ["", " ", "many", "1_000", "1e400", "1e+30", "1e", "e5", "0x10", "--1", "1e-99999999999", "nan"]
        {
            assert_eq!(value(text), Err(NotANumber), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in ".*") {
            let _ = value(&text);
        }

        /// As Prometheus writes them: the shortest digits that distinguish the number.
        #[test]
        fn whatever_prometheus_writes_is_read(number in any::<f64>()) {
            let read = value(&format!("{number}"));
            if number.is_finite() && number.abs() < 1e28 {
                prop_assert!(matches!(read, Ok(Some(_))), "{number}: {read:?}");
            }
            let whole = number.to_bits() >> 16;
            prop_assert_eq!(value(&whole.to_string()), Ok(Some(whole.into())));
        }
    }
}
