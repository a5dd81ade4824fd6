//! Sums in columns: a whole number for each amount, which is exact, and quick to add up. A figure that is the same
//! in all rows, or that no row states, takes no memory.

use std::ops::Range;

use rust_decimal::Decimal;
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::adder::Adder;
use crate::domain::bill::{Figure, Sums, Tally, covered};

/// Sums of many charges or days, by position.
#[derive(Debug, Clone, Default)]
pub(in crate::domain::bill) struct Columns {
    lines: Counts,
    unknown: Counts,
    figures: [Column; Figure::COUNT],
    /// What rounding took.
    rounding: Column,
}

impl Columns {
    pub(super) fn push(&mut self, sums: &Sums) {
        self.lines.push(sums.lines);
        self.unknown.push(sums.unknown);
        for (figure, column) in Figure::iter().zip(&mut self.figures) {
            column.push(sums.get(figure));
        }
        self.rounding.push(covered::rounding(sums).map_or(Tally::Nothing, Tally::Exact));
    }

    /// No more rows come.
    pub(super) fn finish(&mut self) {
        self.figures.iter_mut().chain([&mut self.rounding]).for_each(|column| column.each.shrink_to_fit());
        self.lines.each.shrink_to_fit();
        self.unknown.each.shrink_to_fit();
    }

    pub(super) fn sums(&self, at: usize) -> Sums {
        let mut tallies = [Tally::Nothing; Figure::COUNT];
        for (tally, column) in tallies.iter_mut().zip(&self.figures) {
            *tally = column.get(at);
        }
        Sums::new(self.lines(at), self.unknown(at), tallies)
    }

    pub(super) fn lines(&self, at: usize) -> u64 {
        self.lines.get(at)
    }

    /// The number of lines of these rows, and of those without an amount.
    pub(in crate::domain::bill) fn counts(&self, rows: &[u32]) -> (u64, u64) {
        (self.lines.sum(rows), self.unknown.sum(rows))
    }

    pub(super) fn unknown(&self, at: usize) -> u64 {
        self.unknown.get(at)
    }

    pub(super) fn tally(&self, figure: Figure, at: usize) -> Tally {
        self.column(figure).map_or(Tally::Nothing, |column| column.get(at))
    }

    /// Adds a figure of a row to a sum.
    pub(in crate::domain::bill) fn add(&self, figure: Figure, at: usize, sum: &mut Adder) {
        if let Some(column) = self.column(figure) {
            column.add(at, sum);
        }
    }

    /// Adds a figure of many rows to a sum, which is several times as fast as one by one.
    pub(in crate::domain::bill) fn add_all(&self, figure: Figure, rows: &[u32], sum: &mut Adder) {
        if let Some(column) = self.column(figure) {
            column.add_all(rows, sum);
        }
    }

    /// The sum of a figure of many rows.
    pub(in crate::domain::bill) fn sum(&self, figure: Figure, rows: &[u32]) -> Tally {
        let mut sum = Adder::default();
        self.add_all(figure, rows, &mut sum);
        sum.tally()
    }

    pub(super) fn add_all_rounding(&self, rows: &[u32], sum: &mut Adder) {
        self.rounding.add_all(rows, sum);
    }

    pub(super) fn add_rounding(&self, at: usize, sum: &mut Adder) {
        self.rounding.add(at, sum);
    }

    /// Whether any of these rows states the figure.
    pub(in crate::domain::bill) fn state(&self, figure: Figure, rows: &[u32]) -> bool {
        self.column(figure).is_some_and(|column| column.any(rows, |code| code != NOTHING))
    }

    /// Whether the figure is 0, or not known exactly, in all these rows.
    pub(in crate::domain::bill) fn are_zero(&self, figure: Figure, rows: &[u32]) -> bool {
        self.column(figure).is_none_or(|column| !column.any(rows, |code| column.is_not_zero(code)))
    }

    fn column(&self, figure: Figure) -> Option<&Column> {
        self.figures.get(figure.position())
    }
}

/// A figure of many rows. Each is a code: what it is in the lowest bits, the digits as a whole number above.
#[derive(Debug, Clone, Default)]
struct Column {
    len: usize,
    /// The code of all rows, while it is the same.
    same: i64,
    /// The codes, if they differ.
    each: Vec<i64>,
    /// Sums whose digits do not fit into a code.
    wide: Vec<Tally>,
}

const FORM_BITS: u32 = 5;
const FORM: i64 = (1 << FORM_BITS) - 1;
/// The form of a number is its decimal places and this.
const PLACES: i64 = 2;
/// The code of a figure that is not stated.
const NOTHING: i64 = 0;
/// The code of a sum with too many digits.
const TOO_LONG: i64 = 1;
/// The form of a position among those that do not fit.
const WIDE: i64 = FORM;

/// Scattered rows are gathered this many at a time.
const CHUNK: usize = 64;

impl Column {
    fn push(&mut self, tally: Tally) {
        let code = match tally {
            Tally::Nothing => NOTHING,
            Tally::TooLong => TOO_LONG,
            Tally::Exact(sum) => {
                let digits = i64::try_from(sum.mantissa()).ok();
                let fits = digits.filter(|digits| (digits << FORM_BITS) >> FORM_BITS == *digits);
                if let Some(digits) = fits {
                    digits << FORM_BITS | i64::from(sum.scale()).saturating_add(PLACES)
                } else {
                    self.wide.push(tally);
                    let at = i64::try_from(self.wide.len().saturating_sub(1)).unwrap_or_default();
                    at << FORM_BITS | WIDE
                }
            }
        };
        if self.len == 0 {
            self.same = code;
        }
        if self.each.is_empty() && code != self.same {
            self.each = vec![self.same; self.len];
        }
        if code != self.same || !self.each.is_empty() {
            self.each.push(code);
        }
        self.len = self.len.saturating_add(1);
    }

    fn code(&self, at: usize) -> i64 {
        if self.each.is_empty() { self.same } else { self.each.get(at).copied().unwrap_or(NOTHING) }
    }

    /// Whether the code of any of these rows is such.
    fn any(&self, rows: &[u32], is_such: impl Fn(i64) -> bool) -> bool {
        if self.each.is_empty() {
            return !rows.is_empty() && is_such(self.same);
        }
        match run(rows) {
            Some(run) => self.each.get(run).unwrap_or_default().iter().any(|code| is_such(*code)),
            None => rows.iter().any(|row| is_such(self.code(at(*row)))),
        }
    }

    /// Whether a code is that of an exact number other than 0.
    fn is_not_zero(&self, code: i64) -> bool {
        match code & FORM {
            NOTHING | TOO_LONG => false,
            WIDE => self.tally(code).exact().is_some_and(|sum| !sum.is_zero()),
            _ => code >> FORM_BITS != 0,
        }
    }

    fn add_all(&self, rows: &[u32], sum: &mut Adder) {
        if self.each.is_empty() {
            return self.add_same(rows, sum);
        }
        if let Some(run) = run(rows) {
            return self.add_codes(self.each.get(run).unwrap_or_default(), sum);
        }
        for rows in rows.chunks(CHUNK) {
            let mut codes = [NOTHING; CHUNK];
            for (code, row) in codes.iter_mut().zip(rows) {
                *code = self.code(at(*row));
            }
            self.add_codes(&codes, sum);
        }
    }

    /// Numbers with the same decimal places are added up before they are added to the sum.
    fn add_codes(&self, codes: &[i64], sum: &mut Adder) {
        for codes in codes.chunk_by(|one, two| one & FORM == two & FORM) {
            match codes.first().map_or(NOTHING, |code| code & FORM) {
                NOTHING => {}
                TOO_LONG | WIDE => codes.iter().for_each(|code| sum.add_tally(self.tally(*code))),
                form => {
                    // It would take 2^68 rows to wrap.
                    let digits =
                        codes.iter().fold(0_i128, |sum, code| sum.wrapping_add((code >> FORM_BITS).into()));
                    sum.add(digits, places_of(form));
                }
            }
        }
    }

    /// Adds rows that all have the same figure.
    fn add_same(&self, rows: &[u32], sum: &mut Adder) {
        let (form, count) = (self.same & FORM, i128::try_from(rows.len()).unwrap_or(i128::MAX));
        if (PLACES..WIDE).contains(&form) && count > 0 {
            sum.add(i128::from(self.same >> FORM_BITS).saturating_mul(count), places_of(form));
        } else if self.same != NOTHING {
            for _ in rows {
                sum.add_tally(self.tally(self.same));
            }
        }
    }

    fn add(&self, at: usize, sum: &mut Adder) {
        let code = self.code(at);
        let form = code & FORM;
        if (PLACES..WIDE).contains(&form) {
            sum.add((code >> FORM_BITS).into(), places_of(form));
        } else {
            sum.add_tally(self.tally(code));
        }
    }

    fn get(&self, at: usize) -> Tally {
        self.tally(self.code(at))
    }

    /// What a code says.
    fn tally(&self, code: i64) -> Tally {
        match code & FORM {
            NOTHING => Tally::Nothing,
            TOO_LONG => Tally::TooLong,
            WIDE => {
                let at = usize::try_from(code >> FORM_BITS).ok();
                at.and_then(|at| self.wide.get(at)).copied().unwrap_or_default()
            }
            form => Tally::Exact(Decimal::from_i128_with_scale((code >> FORM_BITS).into(), places_of(form))),
        }
    }
}

/// Where the rows begin and end, if none is missing between them. Rows are ascending, each once.
fn run(rows: &[u32]) -> Option<Range<usize>> {
    let (first, last) = (at(*rows.first()?), at(*rows.last()?));
    let run = first..last.checked_add(1)?;
    (run.len() == rows.len()).then_some(run)
}

fn at(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

/// The decimal places that a form states.
fn places_of(form: i64) -> u32 {
    u32::try_from(form.saturating_sub(PLACES)).unwrap_or_default()
}

/// Numbers of lines of many rows.
#[derive(Debug, Clone, Default)]
struct Counts {
    len: usize,
    /// The number of all rows, while it is the same.
    same: u32,
    /// The numbers, if they differ.
    each: Vec<u32>,
}

impl Counts {
    fn push(&mut self, count: u64) {
        // More lines than any file has.
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if self.len == 0 {
            self.same = count;
        }
        if self.each.is_empty() && count != self.same {
            self.each = vec![self.same; self.len];
        }
        if count != self.same || !self.each.is_empty() {
            self.each.push(count);
        }
        self.len = self.len.saturating_add(1);
    }

    fn sum(&self, rows: &[u32]) -> u64 {
        if self.each.is_empty() {
            return u64::from(self.same).saturating_mul(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        }
        rows.iter().map(|row| self.get(at(*row))).fold(0, u64::saturating_add)
    }

    fn get(&self, at: usize) -> u64 {
        let count = if self.each.is_empty() { Some(self.same) } else { self.each.get(at).copied() };
        count.unwrap_or_default().into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{array::uniform8, prelude::*};

    use super::{super::arbitrary::exact, *};

    fn tally() -> impl Strategy<Value = Tally> {
        prop_oneof![Just(Tally::Nothing), exact(32), exact(68), exact(100), Just(Tally::TooLong)]
    }

    proptest! {
        #[test]
        fn sums_come_back_digit_by_digit(
            rows in prop::collection::vec((0..9_u64, 0..3_u64, uniform8(tally())), 0..20),
            same in 0..9_usize,
            picked in prop::collection::vec(any::<bool>(), 20),
        ) {
            let rows: Vec<Sums> = rows.into_iter().map(|(lines, unknown, mut tallies)| {
                tallies.iter_mut().take(same).for_each(|tally| *tally = Tally::Exact(Decimal::ZERO));
                Sums::new(lines, unknown, tallies)
            }).collect();
            let mut columns = Columns::default();
            for sums in &rows {
                columns.push(sums);
            }
            columns.finish();
            for (at, sums) in rows.iter().enumerate() {
                prop_assert_eq!(columns.sums(at), *sums);
                let row = [u32::try_from(at).unwrap()];
                for figure in Figure::iter() {
                    let digits = |tally: Tally| tally.exact().map(|sum| sum.to_string());
                    prop_assert_eq!(digits(columns.tally(figure, at)), digits(sums.get(figure)));
                    prop_assert_eq!(columns.state(figure, &row), sums.get(figure) != Tally::Nothing);
                    let is_zero = sums.get(figure).exact().is_none_or(|sum| sum.is_zero());
                    prop_assert_eq!(columns.are_zero(figure, &row), is_zero);
                }
            }
            // Many at once, with and without rows missing between them, are the same as one by one.
            let all: Vec<u32> = (0_u32..).zip(&rows).map(|(at, _)| at).collect();
            let some: Vec<u32> = all.iter().zip(&picked).filter_map(|(at, picked)| picked.then_some(*at)).collect();
            for (rows, figure) in [&all, &some].into_iter().flat_map(|rows| Figure::iter().map(move |it| (rows, it))) {
                let (mut one_by_one, mut at_once) = (Adder::default(), Adder::default());
                for row in rows {
                    columns.add(figure, at(*row), &mut one_by_one);
                }
                columns.add_all(figure, rows, &mut at_once);
                if one_by_one.tally().exact().is_some() && at_once.tally().exact().is_some() {
                    prop_assert_eq!(at_once.tally(), one_by_one.tally());
                }
                prop_assert_eq!(at_once.tally() == Tally::Nothing, one_by_one.tally() == Tally::Nothing);
                let any = rows.iter().any(|row| columns.state(figure, &[*row]));
                prop_assert_eq!(columns.state(figure, rows), any);
                let zero = rows.iter().all(|row| columns.are_zero(figure, &[*row]));
                prop_assert_eq!(columns.are_zero(figure, rows), zero);
            }
        }
    }
}
