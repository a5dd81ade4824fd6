//! The widths of numbers, known without writing them: a list has many rows, and few are in sight.

use super::{Lang, number, text};
use crate::domain::Quantity;

/// The width of `100`, and of all shares up to it.
const PERCENT_WIDTH: u16 = 3;

/// The width of [`number::grouped`].
pub(crate) fn grouped(quantity: Quantity) -> usize {
    let Some(whole) = quantity.whole() else { return number::grouped(quantity).len() };
    let digits = digits_of(whole);
    digits.saturating_add(digits.saturating_sub(1) / 3)
}

/// The width of [`number::short`].
pub(crate) fn short(lang: Lang, quantity: Quantity) -> usize {
    let Some(whole) = quantity.whole() else { return text::width(&number::short(lang, quantity)) };
    let Some((count, tenths, name)) = number::shortened(lang, whole.into()) else { return grouped(quantity) };
    let behind = text::width(name).saturating_add(if tenths == 0 { 1 } else { 3 });
    digits_of(u64::try_from(count).unwrap_or(u64::MAX)).saturating_add(behind)
}

/// The width reserved for [`number::percent`] of `left` of `total`; 0 if there is none.
pub(crate) fn percent(left: Quantity, total: Quantity) -> u16 {
    if left <= total && total.is_positive() {
        return PERCENT_WIDTH;
    }
    let width = |percent| u16::try_from(number::percent(percent).len()).unwrap_or(u16::MAX);
    left.percent_of(total).map_or(0, |percent| width(percent).max(PERCENT_WIDTH))
}

/// How many digits it has.
fn digits_of(number: u64) -> usize {
    let digits = number.checked_ilog10().and_then(|digits| usize::try_from(digits).ok());
    digits.unwrap_or(0).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    #[test]
    fn widths_are_known_without_writing_the_number() {
        for digits in [
            "0",
            "7",
            "-7",
            "999",
            "1000",
            "-1000",
            "12345.5",
            "12345",
            "1e6",
            "999999",
            "38499999",
            "120000000000000",
            "-24998",
            "-0.25",
            "9999999999999999999999999999",
        ] {
            let quantity = quantity(digits);
            assert_eq!(grouped(quantity), number::grouped(quantity).len(), "{digits}");
            for lang in Lang::ALL {
                let shown = number::short(lang, quantity);
                assert_eq!(short(lang, quantity), text::width(&shown), "{shown}");
            }
        }
        for (left, total, width) in [
            ("0", "100", 3),
            ("9.96", "100", 3),
            ("-3", "100", 3),
            ("100", "100", 3),
            ("9999", "1000", 3),
            ("1000", "100", 4),
            ("123456", "100", 6),
            ("5", "0", 0),
            ("-5", "-1", 0),
        ] {
            let (left, total) = (quantity(left), quantity(total));
            assert_eq!(percent(left, total), width, "{left} of {total}");
            let shown = left.percent_of(total).map(number::percent).unwrap_or_default();
            assert!(shown.len() <= usize::from(width), "{left} of {total}: {shown}");
        }
    }
}
