//! Usage: billed in thousands, shown in single units.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::{
    domain::{Quantity, Unit, bill::unit::unit_word},
    words::{Lang, number, plain},
};

/// An amount of use: a number and its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Usage<'a> {
    /// The exact number.
    pub amount: Decimal,
    /// The unit in English, safe to show; empty if the vendor states none.
    pub unit: Cow<'a, str>,
}

/// Units of many, with their factor and the single unit.
const MANY: [(&str, i64, &str); 2] =
    [("1000 tokens", 1_000, "tokens"), ("10000 characters", 10_000, "characters")];

impl<'a> Usage<'a> {
    /// Usage in a unit of the bill, by the vendor's word or the contract's.
    pub(crate) fn of(amount: Decimal, unit: &'a str) -> Self {
        let unit = unit_word(unit);
        let pieces = MANY
            .iter()
            .find(|(many, ..)| *many == unit)
            .and_then(|(_, times, one)| Some((amount.checked_mul((*times).into())?, *one)));
        let (amount, unit) = pieces.unwrap_or((amount, unit));
        // Avoids a number next to a number.
        let counts_many = unit.starts_with(|first: char| first.is_ascii_digit());
        let unit = match unit {
            "seconds" => "s".into(),
            unit if counts_many => format!("x {}", plain(unit)).into(),
            unit => plain(unit),
        };
        Self { amount, unit }
    }

    /// The number alone, rounded down: `16.5 M`.
    pub(crate) fn short(&self, lang: Lang) -> String {
        number::short(lang, Quantity::from(self.amount))
    }

    /// The unit; an unknown one stays as it is.
    pub(crate) fn unit(&self, lang: Lang) -> &str {
        match &*self.unit {
            "tokens" => number::unit(lang, Unit::Tokens),
            "characters" => number::unit(lang, Unit::Characters),
            "images" => number::unit(lang, Unit::Images),
            "s" => number::unit(lang, Unit::Seconds),
            "calls" => lang.pick("calls", "次"),
            other => other,
        }
    }

    /// The exact number with its unit: `16,500 tokens`.
    pub(crate) fn exact(&self, lang: Lang) -> String {
        format!("{} {}", number::exact(self.amount), self.unit(lang)).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;

    #[test]
    fn usage_is_shown_in_single_units() {
        for (amount, unit, short, exact) in [
            ("16500", "1000 tokens", "16.5 M", "16,500,000 tokens"),
            ("0.023", "\u{5343}tokens", "23", "23 tokens"),
            ("1.25", "10000 characters", "12.5 k", "12,500 characters"),
            ("38", "\u{79d2}", "38", "38 s"),
            ("4", "images", "4", "4 images"),
            ("2", "Gigaflops", "2", "2 Gigaflops"),
            ("2", "1M tokens", "2", "2 x 1M tokens"),
            ("2", "", "2", "2"),
            ("1", "\u{1b}[2J", "1", "1 \\u001b[2J"),
        ] {
            let usage = Usage::of(amount.parse().unwrap(), unit);
            assert_eq!((usage.short(EN).as_str(), usage.exact(EN).as_str()), (short, exact));
        }
    }

    #[test]
    fn known_units_have_a_chinese_word() {
        for (amount, unit, short, exact) in [
            ("16500", "\u{5343}tokens", "1650 万", "16,500,000 Token"),
            ("1.25", "10000 characters", "1.2 万", "12,500 字符"),
            ("38", "seconds", "38", "38 秒"),
            ("4", "calls", "4", "4 次"),
            ("2", "1M tokens", "2", "2 x 1M tokens"),
            ("2", "", "2", "2"),
        ] {
            let usage = Usage::of(amount.parse().unwrap(), unit);
            assert_eq!((&*usage.short(Lang::Chinese), &*usage.exact(Lang::Chinese)), (short, exact));
        }
    }

    #[test]
    fn amounts_that_would_be_too_long_keep_their_unit() {
        let usage = Usage::of(Decimal::MAX, "1000 tokens");
        assert_eq!((usage.amount, &*usage.unit), (Decimal::MAX, "x 1000 tokens"));
    }
}
