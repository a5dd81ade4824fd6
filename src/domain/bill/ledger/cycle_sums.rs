//! The sums of charges over a cycle in the making, day by day: a whole number for each figure of a charge.

use std::collections::HashMap;

use rust_decimal::Decimal;
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::{adder::Adder, columns::Columns};
use crate::domain::bill::{Figure, Sums, Tally};

/// The sums of many charges, by position.
#[derive(Debug, Default)]
pub(super) struct CycleSums {
    /// The number of lines, and of those without an amount.
    counts: Vec<(u64, u64)>,
    figures: [Column; Figure::COUNT],
}

impl CycleSums {
    /// Adds what a charge costs on a day.
    pub(super) fn add(&mut self, at: usize, sums: &Sums) {
        if self.counts.len() <= at {
            self.counts.resize(at.saturating_add(1), (0, 0));
        }
        if let Some((lines, unknown)) = self.counts.get_mut(at) {
            *lines = lines.saturating_add(sums.lines);
            *unknown = unknown.saturating_add(sums.unknown);
        }
        for (figure, column) in Figure::iter().zip(&mut self.figures) {
            column.add(at, sums.get(figure));
        }
    }

    /// The sums of this many charges.
    pub(super) fn finish(&self, charges: usize) -> Columns {
        let mut columns = Columns::default();
        for at in 0..charges {
            let (lines, unknown) = self.counts.get(at).copied().unwrap_or_default();
            let mut tallies = [Tally::Nothing; Figure::COUNT];
            for (tally, column) in tallies.iter_mut().zip(&self.figures) {
                *tally = column.tally(at);
            }
            columns.push(&Sums::new(lines, unknown, tallies));
        }
        columns.finish();
        columns
    }
}

/// A figure of many charges.
#[derive(Debug, Default)]
struct Column {
    /// Up to the last charge that states it.
    short: Vec<Short>,
    /// The sums whose digits do not fit, by position.
    long: HashMap<usize, Adder>,
}

/// A sum of few digits.
#[derive(Debug, Clone, Copy, Default)]
enum Short {
    #[default]
    Nothing,
    Exact(Digits),
    /// It does not fit.
    Long,
}

/// A number as its digits with a sign, of which this many are decimal places.
#[derive(Debug, Clone, Copy)]
struct Digits {
    digits: i64,
    places: u8,
}

impl Column {
    fn add(&mut self, at: usize, tally: Tally) {
        if tally == Tally::Nothing {
            return;
        }
        if self.short.len() <= at {
            self.short.resize(at.saturating_add(1), Short::Nothing);
        }
        let Some(sum) = self.short.get_mut(at) else { return };
        if let Some(fits) = sum.plus(tally) {
            *sum = fits;
            return;
        }
        let long = self.long.entry(at).or_insert_with(|| {
            let mut long = Adder::default();
            long.add_tally(sum.tally());
            long
        });
        long.add_tally(tally);
        *sum = Short::Long;
    }

    fn tally(&self, at: usize) -> Tally {
        match self.short.get(at) {
            None => Tally::Nothing,
            Some(Short::Long) => self.long.get(&at).map_or(Tally::Nothing, |sum| sum.tally()),
            Some(sum) => sum.tally(),
        }
    }
}

impl Short {
    /// `None` if it does not fit.
    fn plus(self, tally: Tally) -> Option<Self> {
        let more = Digits::new(tally)?;
        match self {
            Self::Nothing => Some(Self::Exact(more)),
            Self::Exact(sum) => sum.plus(more).map(Self::Exact),
            Self::Long => None,
        }
    }

    fn tally(self) -> Tally {
        match self {
            Self::Exact(Digits { digits, places }) => {
                Decimal::try_new(digits, places.into()).map_or(Tally::TooLong, Tally::Exact)
            }
            Self::Nothing | Self::Long => Tally::Nothing,
        }
    }
}

impl Digits {
    /// `None` if it does not fit.
    fn new(tally: Tally) -> Option<Self> {
        let sum = tally.exact()?;
        Some(Self { digits: sum.mantissa().try_into().ok()?, places: sum.scale().try_into().ok()? })
    }

    /// A zero adds no places, as with decimals. `None` if it does not fit.
    fn plus(self, more: Self) -> Option<Self> {
        if self.digits == 0 || more.digits == 0 {
            return Some(if self.digits == 0 { more } else { self });
        }
        let places = self.places.max(more.places);
        let scaled = |it: Self| match places.saturating_sub(it.places) {
            0 => Some(it.digits),
            missing => it.digits.checked_mul(10_i64.checked_pow(missing.into())?),
        };
        Some(Self { digits: scaled(self)?.checked_add(scaled(more)?)?, places })
    }
}

#[cfg(test)]
mod tests {
    use proptest::{array::uniform8, prelude::*};

    use super::*;

    fn tally() -> impl Strategy<Value = Tally> {
        let exact = |cut| {
            (any::<i128>(), 0..=28_u32).prop_map(move |(digits, scale)| {
                Tally::Exact(Decimal::from_i128_with_scale(digits >> cut, scale))
            })
        };
        prop_oneof![Just(Tally::Nothing), exact(32), exact(66), exact(110), exact(127), Just(Tally::TooLong)]
    }

    proptest! {
        /// Digit by digit the same as adding up whole numbers without a limit.
        #[test]
        fn sums_are_those_of_their_days(
            days in prop::collection::vec((0..4_usize, 0..9_u64, 0..3_u64, uniform8(tally())), 0..20),
        ) {
            let (mut sums, mut expected) = (CycleSums::default(), vec![([Adder::default(); 8], 0, 0); 5]);
            for (at, lines, unknown, tallies) in days {
                sums.add(at, &Sums::new(lines, unknown, tallies));
                expected[at].1 += lines;
                expected[at].2 += unknown;
                for (sum, tally) in expected[at].0.iter_mut().zip(tallies) {
                    sum.add_tally(tally);
                }
            }
            let columns = sums.finish(5);
            for (at, (adders, lines, unknown)) in expected.into_iter().enumerate() {
                prop_assert_eq!((columns.lines(at), columns.unknown(at)), (lines, unknown));
                for (figure, adder) in Figure::iter().zip(adders) {
                    let (sum, expected) = (columns.tally(figure, at), adder.tally());
                    let digits = |tally: Tally| tally.exact().map(|sum| sum.to_string());
                    prop_assert_eq!((sum, digits(sum)), (expected, digits(expected)));
                }
            }
        }
    }
}
