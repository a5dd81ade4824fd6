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

/// A figure of many charges. One that is the same for all, and nothing or zero, takes no memory.
#[derive(Debug, Default)]
struct Column {
    len: usize,
    /// Of all charges, while they are the same.
    same: Short,
    /// The digits and the form of each, once they differ.
    digits: Vec<i64>,
    forms: Vec<u8>,
    /// The sums whose digits do not fit, by position.
    long: HashMap<usize, Adder>,
}

/// A sum of few digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Short {
    #[default]
    Nothing,
    Exact(Digits),
    /// It does not fit.
    Long,
}

/// A number as its digits with a sign, of which this many are decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Digits {
    digits: i64,
    places: u8,
}

impl Column {
    fn add(&mut self, at: usize, tally: Tally) {
        let more = Short::new(tally);
        if self.digits.is_empty() {
            if self.len == 0 && at == 0 && more.is_nothing_or_zero() {
                (self.len, self.same) = (1, more);
                return;
            }
            // Nothing and nothing is nothing, zero and zero is zero.
            if at <= self.len && self.len > 0 && more == self.same {
                self.len = self.len.max(at.saturating_add(1));
                return;
            }
            let same = std::mem::take(&mut self.same);
            (0..self.len).for_each(|at| self.set(at, same));
        }
        let sum = self.get(at);
        if let Some(fits) = sum.plus(more) {
            self.set(at, fits);
            return;
        }
        let long = self.long.entry(at).or_insert_with(|| {
            let mut long = Adder::default();
            long.add_tally(sum.tally());
            long
        });
        long.add_tally(tally);
        self.set(at, Short::Long);
    }

    fn get(&self, at: usize) -> Short {
        if self.digits.is_empty() {
            return if at < self.len { self.same } else { Short::Nothing };
        }
        let (digits, form) = (self.digits.get(at), self.forms.get(at));
        digits.zip(form).map_or(Short::Nothing, |(digits, form)| Short::unpack(*digits, *form))
    }

    fn set(&mut self, at: usize, sum: Short) {
        let len = self.len.max(at.saturating_add(1));
        if self.digits.len() < len {
            self.digits.resize(len, 0);
            self.forms.resize(len, NOTHING);
        }
        self.len = len;
        if let (Some(digits), Some(form)) = (self.digits.get_mut(at), self.forms.get_mut(at)) {
            (*digits, *form) = sum.pack();
        }
    }

    fn tally(&self, at: usize) -> Tally {
        match self.get(at) {
            Short::Long => self.long.get(&at).map_or(Tally::Nothing, |sum| sum.tally()),
            sum => sum.tally(),
        }
    }
}

/// The forms of sums; that of a number is this and its decimal places.
const NOTHING: u8 = 0;
const LONG: u8 = 1;
const PLACES: u8 = 2;

impl Short {
    fn new(tally: Tally) -> Self {
        match tally {
            Tally::Nothing => Self::Nothing,
            Tally::Exact(_) | Tally::TooLong => Digits::new(tally).map_or(Self::Long, Self::Exact),
        }
    }

    const fn is_nothing_or_zero(self) -> bool {
        matches!(self, Self::Nothing | Self::Exact(Digits { digits: 0, .. }))
    }

    const fn pack(self) -> (i64, u8) {
        match self {
            Self::Nothing => (0, NOTHING),
            Self::Long => (0, LONG),
            Self::Exact(Digits { digits, places }) => (digits, places.saturating_add(PLACES)),
        }
    }

    const fn unpack(digits: i64, form: u8) -> Self {
        match form {
            NOTHING => Self::Nothing,
            LONG => Self::Long,
            _ => Self::Exact(Digits { digits, places: form.saturating_sub(PLACES) }),
        }
    }

    /// `None` if it does not fit.
    fn plus(self, more: Self) -> Option<Self> {
        match (self, more) {
            (Self::Long, _) | (_, Self::Long) => None,
            (sum, Self::Nothing) | (Self::Nothing, sum) => Some(sum),
            (Self::Exact(sum), Self::Exact(more)) => sum.plus(more).map(Self::Exact),
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

    use super::{super::arbitrary::exact, *};

    fn tally() -> impl Strategy<Value = Tally> {
        let zero = (0..3_u32).prop_map(|places| Tally::Exact(Decimal::new(0, places)));
        prop_oneof![
            Just(Tally::Nothing),
            zero,
            exact(32),
            exact(66),
            exact(110),
            exact(127),
            Just(Tally::TooLong)
        ]
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
