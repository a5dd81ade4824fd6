//! Exact sums of figures. A sum that does not fit is reported as such, never rounded.

use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::{Figure, Figures};

/// The sum of one figure over some lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tally {
    /// No line states it.
    #[default]
    Nothing,
    Exact(Decimal),
    /// It has too many digits to be exact.
    TooLong,
}

/// The sum of two numbers below this, with at most [`FEW_DECIMALS`], always fits 28 digits.
const SMALL: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);
const FEW_DECIMALS: u32 = 12;

impl Tally {
    pub const fn exact(self) -> Option<Decimal> {
        match self {
            Self::Exact(sum) => Some(sum),
            Self::Nothing | Self::TooLong => None,
        }
    }

    /// Adds a figure; an absent one changes nothing.
    pub fn add(&mut self, figure: Option<Decimal>) {
        if let Some(figure) = figure {
            self.merge(Self::Exact(figure));
        }
    }

    pub fn merge(&mut self, other: Self) {
        *self = match (*self, other) {
            (sum, Self::Nothing) | (Self::Nothing, sum) => sum,
            (Self::Exact(one), Self::Exact(two)) => plus(one, two).map_or(Self::TooLong, Self::Exact),
            (Self::TooLong, _) | (_, Self::TooLong) => Self::TooLong,
        };
    }
}

/// The exact sum, or `None` where a digit would be lost.
fn plus(one: Decimal, two: Decimal) -> Option<Decimal> {
    let is_small = |number: Decimal| number.scale() <= FEW_DECIMALS && number.abs() < SMALL;
    let sum = one.checked_add(two)?;
    let is_exact = (is_small(one) && is_small(two))
        || (sum.checked_sub(one) == Some(two) && sum.checked_sub(two) == Some(one));
    is_exact.then_some(sum)
}

/// The sums of all figures over some lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    pub lines: u64,
    /// The number of lines without a payable amount ([`Figures::state_amount`]).
    pub unknown: u64,
    tallies: [Tally; 8],
}

impl Sums {
    /// From the store.
    pub const fn new(lines: u64, unknown: u64, tallies: [Tally; 8]) -> Self {
        Self { lines, unknown, tallies }
    }

    /// Of a single line.
    pub fn of(figures: &Figures) -> Self {
        let mut sums = Self::default();
        sums.add(figures);
        sums
    }

    pub fn get(&self, figure: Figure) -> Tally {
        self.tallies.get(figure.position()).copied().unwrap_or_default()
    }

    pub fn add(&mut self, figures: &Figures) {
        self.lines = self.lines.saturating_add(1);
        self.unknown = self.unknown.saturating_add(u64::from(!figures.state_amount()));
        for (figure, tally) in Figure::iter().zip(&mut self.tallies) {
            tally.add(if figure == Figure::Usage { figures.used() } else { figures.get(figure) });
        }
    }

    /// Whether anything is payable, before or with tax. A sum with too many digits counts as payable.
    pub fn is_to_pay(&self) -> bool {
        [Figure::Payable, Figure::PayableWithTax].into_iter().any(|figure| match self.get(figure) {
            Tally::Exact(sum) => sum.is_sign_positive() && !sum.is_zero(),
            Tally::TooLong => true,
            Tally::Nothing => false,
        })
    }

    pub fn merge(&mut self, other: &Self) {
        self.lines = self.lines.saturating_add(other.lines);
        self.unknown = self.unknown.saturating_add(other.unknown);
        for (tally, more) in self.tallies.iter_mut().zip(other.tallies) {
            tally.merge(more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(figures: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for figure in figures {
            tally.add(Some(figure.parse().unwrap()));
        }
        tally
    }

    #[test]
    fn sums_are_exact_or_say_that_they_are_not() {
        for (figures, exact) in [
            (&["0.1", "0.2"][..], Some("0.3")),
            (&["5.976", "11.10", "0"], Some("17.076")),
            (&["12.40", "-12.40"], Some("0.00")),
            (&["0.30000000000000004", "0.1"], Some("0.40000000000000004")),
            (&["0.0000000000000000000000000001", "1"], Some("1.0000000000000000000000000001")),
            (&["79228162514264337593543950335", "0.1"], None),
            (&["79228162514264337593543950335", "1"], None),
            (&["7922816251426433759354395033", "0.0000000000000000000000000001"], None),
        ] {
            let expected = exact.map_or(Tally::TooLong, |text| Tally::Exact(text.parse().unwrap()));
            assert_eq!(sum(figures), expected, "{figures:?}");
        }
    }

    #[test]
    fn nothing_is_not_zero() {
        let mut tally = Tally::default();
        tally.add(None);
        assert_eq!((tally, tally.exact()), (Tally::Nothing, None));
        tally.add(Some(Decimal::ZERO));
        assert_eq!(tally.exact(), Some(Decimal::ZERO));
    }

    #[test]
    fn a_line_without_an_amount_is_counted_as_unknown_and_zero_is_an_amount() {
        let mut sums = Sums::default();
        for (figure, amount, unknown) in [
            (Figure::Payable, Some("2.976"), 0),
            (Figure::Payable, Some("0"), 0),
            (Figure::PayableWithTax, Some("-0.50"), 0),
            (Figure::Payable, None, 1),
            // a list price is not payable
            (Figure::Gross, Some("1"), 2),
        ] {
            let mut figures = Figures::default();
            figures.set(figure, amount.map(|text| text.parse().unwrap()));
            sums.add(&figures);
            assert_eq!(sums.unknown, unknown, "{figure:?} {amount:?}");
        }
        let mut twice = sums;
        twice.merge(&sums);
        assert_eq!((twice.lines, twice.unknown), (10, 4));
    }

    #[test]
    fn only_more_than_nothing_is_to_be_paid() {
        for (payable, with_tax, is_to_pay) in [
            (Tally::Nothing, Tally::Nothing, false),
            (sum(&["0.00"]), Tally::Nothing, false),
            (sum(&["-1"]), Tally::Nothing, false),
            (sum(&["0.001"]), Tally::Nothing, true),
            (Tally::Nothing, sum(&["0.001"]), true),
            (Tally::TooLong, Tally::Nothing, true),
        ] {
            let mut tallies = [Tally::Nothing; 8];
            tallies[Figure::Payable.position()] = payable;
            tallies[Figure::PayableWithTax.position()] = with_tax;
            assert_eq!(Sums::new(1, 0, tallies).is_to_pay(), is_to_pay, "{payable:?} {with_tax:?}");
        }
    }

    #[test]
    fn the_limit_of_what_always_fits_is_ten_to_the_fifteenth() {
        assert_eq!(SMALL.to_string(), "1000000000000000");
    }
}
