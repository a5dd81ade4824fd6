//! Numbers as people read them: `24,098`, `3.2 M`, `12.40 USD`.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::{Kind, NextCall, Quantity, Status, Unit};

/// All digits, in groups of three: `24,098`, `-1,234.5`.
pub fn grouped(quantity: Quantity) -> String {
    group(&quantity.to_string())
}

/// An amount of money with its currency: `-1,234.50 USD`; at least two decimals.
pub fn money(amount: Decimal, currency: Option<&str>) -> String {
    let currency = currency.map(super::plain).unwrap_or_default();
    format!("{} {currency}", digits(amount)).trim_end().to_owned()
}

/// The digits of an amount of money, exactly: `-1,234.50`; at least two decimals.
pub fn digits(amount: Decimal) -> String {
    let amount = amount.normalize();
    group(&if amount.scale() < 2 { format!("{amount:.2}") } else { amount.to_string() })
}

/// All digits of a number that is no money, exactly: `1,234.5`.
pub fn exact(number: Decimal) -> String {
    group(&number.normalize().to_string())
}

/// A count: `1,234`.
pub fn count(count: u64) -> String {
    group(&count.to_string())
}

fn group(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    grouped.push_str(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && whole.len().saturating_sub(position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Rounded down to two or three digits with a magnitude: `950`, `24.0 k`, `3.2 M`, `38 M`, `1.5 G`.
pub fn short(quantity: Quantity) -> String {
    const MAGNITUDES: [(i64, &str); 4] =
        [(1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")];
    let number = quantity.decimal();
    for (size, letter) in MAGNITUDES {
        let size = Decimal::from(size);
        if number.abs() >= size {
            let scaled = number.checked_div(size).unwrap_or_default();
            let places = u32::from(scaled.abs() < Decimal::ONE_HUNDRED);
            let cut = scaled.round_dp_with_strategy(places, RoundingStrategy::ToZero).normalize();
            return format!("{cut} {letter}");
        }
    }
    group(&number.round_dp_with_strategy(1, RoundingStrategy::ToZero).normalize().to_string())
}

/// A percentage: one decimal below ten, whole above; both rounded down.
pub fn percent(percent: Decimal) -> String {
    let places = u32::from(percent < Decimal::TEN);
    percent.round_dp_with_strategy(places, RoundingStrategy::ToZero).normalize().to_string()
}

/// How a unit is written behind a number: `tokens`, `s`.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "s",
        other => other.as_str(),
    }
}

/// What stands behind `left/total` in a list: nothing for tokens, which are most; ` s`, ` images` else.
pub const fn unit_in_list(unit: Unit) -> &'static str {
    match unit {
        Unit::Tokens | Unit::Units => "",
        Unit::Images => " images",
        Unit::Seconds => " s",
        Unit::Characters => " chars",
    }
}

/// A kind's word.
pub const fn kind(kind: Kind) -> &'static str {
    kind.as_str()
}

/// A status's word.
pub const fn status(status: Status) -> &'static str {
    status.as_str()
}

/// A next call's word.
pub const fn next_call(call: NextCall) -> &'static str {
    call.as_str()
}

/// `1 model`, `7 models`.
pub fn models(count: usize) -> String {
    if count == 1 { "1 model".to_owned() } else { format!("{} models", group(&count.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    #[test]
    fn digits_stand_in_threes() {
        for (number, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("24098", "24,098"),
            ("1000000", "1,000,000"),
            ("-1234.5", "-1,234.5"),
            ("0.25", "0.25"),
        ] {
            assert_eq!(grouped(quantity(number)), shown);
        }
    }

    #[test]
    fn short_forms_round_down() {
        for (number, shown) in [
            ("0", "0"),
            ("950", "950"),
            ("999.99", "999.9"),
            ("1000", "1 k"),
            ("24098", "24 k"),
            ("24998", "24.9 k"),
            ("999999", "999 k"),
            ("3299999", "3.2 M"),
            ("38000000", "38 M"),
            ("1500000000", "1.5 G"),
            ("-24998", "-24.9 k"),
        ] {
            assert_eq!(short(quantity(number)), shown, "{number}");
        }
    }

    #[test]
    fn money_has_two_decimals_or_more() {
        for (amount, shown) in [
            ("-12.4", "-12.40 USD"),
            ("0", "0.00 USD"),
            ("10000.00", "10,000.00 USD"),
            ("1.2345", "1.2345 USD"),
            ("5.976000", "5.976 USD"),
            ("-0.000", "0.00 USD"),
        ] {
            assert_eq!(money(amount.parse().unwrap(), Some("USD")), shown);
        }
        assert_eq!(money(Decimal::ONE, None), "1.00");
        assert_eq!(money(Decimal::ONE, Some("\u{1b}[2J")), "1.00 \\u001b[2J");
    }

    #[test]
    fn percentages_never_round_up() {
        for (number, shown) in [
            ("0.1", "0.1"),
            ("2.4", "2.4"),
            ("9.9", "9.9"),
            ("64.9", "64"),
            ("99.9", "99"),
            ("100", "100"),
            ("0", "0"),
        ] {
            assert_eq!(percent(number.parse().unwrap()), shown);
        }
    }
}
