//! From exact figures to the binary floats of samples: the last step, and the only one that rounds.

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

/// The float nearest to a number.
pub fn number(number: Decimal) -> f64 {
    let whole = Some(number).filter(|number| number.scale() == 0).and_then(|number| number.to_i32());
    // Reading digits rounds correctly; a division would not.
    whole.map_or_else(|| number.to_string().parse().unwrap_or(f64::NAN), f64::from)
}

/// In seconds since 1970, rounded down, as in every document.
pub fn instant(at: DateTime<Utc>) -> f64 {
    number(at.timestamp().into())
}

pub const fn truth(is: bool) -> f64 {
    if is { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_float_is_taken() {
        for text in [
            "0",
            "-0.00",
            "24098",
            "1000000.00",
            "0.1",
            "-12.40",
            "0.0000000000000000000000000001",
            "9007199254740993",
            "79228162514264337593543950335",
            "36000.250000000000001",
        ] {
            let (expected, decimal): (f64, Decimal) = (text.parse().unwrap(), text.parse().unwrap());
            assert!((number(decimal) - expected).abs() <= 0.0, "{text}");
        }
        assert_eq!(instant("2026-12-04T10:12:07.9Z".parse().unwrap()).to_string(), "1796379127");
    }
}
