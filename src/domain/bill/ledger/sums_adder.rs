//! Sums of all figures over many rows.

use strum::{EnumCount as _, IntoEnumIterator as _};

use super::{adder::Adder, columns::Columns};
use crate::domain::bill::{Figure, Sums, Tally};

/// The sums of all figures in the making.
#[derive(Debug, Clone, Copy, Default)]
pub struct SumsAdder {
    lines: u64,
    unknown: u64,
    figures: [Adder; Figure::COUNT],
    rounding: Adder,
}

impl SumsAdder {
    /// Adds a row.
    pub(in crate::domain::bill) fn add(&mut self, columns: &Columns, at: usize) {
        self.lines = self.lines.saturating_add(columns.lines(at));
        self.unknown = self.unknown.saturating_add(columns.unknown(at));
        for (figure, sum) in Figure::iter().zip(&mut self.figures) {
            columns.add(figure, at, sum);
        }
        columns.add_rounding(at, &mut self.rounding);
    }

    /// Adds many rows.
    pub(in crate::domain::bill) fn add_all(&mut self, columns: &Columns, rows: &[u32]) {
        let (lines, unknown) = columns.counts(rows);
        self.lines = self.lines.saturating_add(lines);
        self.unknown = self.unknown.saturating_add(unknown);
        for (figure, sum) in Figure::iter().zip(&mut self.figures) {
            columns.add_all(figure, rows, sum);
        }
        columns.add_all_rounding(rows, &mut self.rounding);
    }

    pub fn sums(&self) -> Sums {
        let mut tallies = [Tally::Nothing; Figure::COUNT];
        for (tally, sum) in tallies.iter_mut().zip(&self.figures) {
            *tally = sum.tally();
        }
        Sums::new(self.lines, self.unknown, tallies)
    }

    /// What rounding took.
    pub fn rounding(&self) -> Tally {
        self.rounding.tally()
    }
}
