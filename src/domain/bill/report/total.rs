//! The sums of all lines of a report, by currency.

use std::sync::Arc;

use chrono::NaiveDate;

use super::selection::{DayRows, Selection};
use crate::domain::bill::{Figure, Ledger, StoredDay, Sums, SumsAdder, Tally, ledger::Adder};

/// The sums of all lines in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// As the vendor writes it.
    pub currency: Arc<str>,
    pub sums: Sums,
    /// The number of days with unread rows.
    pub gaps: u64,
    /// Every stored day of the cycle, in order.
    pub days: Vec<DayTotal>,
}

/// What is payable for one day, in the currency of a [`Total`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayTotal {
    pub day: NaiveDate,
    pub has_lines: bool,
    /// Before tax.
    pub payable: Tally,
    /// Of the lines that state it only with tax. Never to be added to the other.
    pub with_tax: Tally,
}

impl DayTotal {
    /// Without lines.
    pub(super) const fn empty(day: NaiveDate) -> Self {
        Self { day, has_lines: false, payable: Tally::Nothing, with_tax: Tally::Nothing }
    }

    /// Whether the amount is known with tax alone, as in the newer layouts of exported files.
    pub fn is_with_tax(&self) -> bool {
        self.payable == Tally::Nothing && self.with_tax != Tally::Nothing
    }
}

impl Total {
    /// The number of lines whose amount is unknown and of days with unread rows.
    pub const fn incomplete(&self) -> u64 {
        self.sums.unknown.saturating_add(self.gaps)
    }
}

/// Totals in the making.
pub(super) struct TotalsAdder<'a> {
    ledger: &'a Ledger,
    /// By currency.
    sums: Vec<SumsAdder>,
    /// By currency and stored day.
    days: Vec<Vec<DayAdder>>,
}

#[derive(Clone, Copy, Default)]
struct DayAdder {
    has_lines: bool,
    payable: Adder,
    with_tax: Adder,
}

impl<'a> TotalsAdder<'a> {
    pub(super) fn new(selection: &Selection<'a>) -> Self {
        let ledger = selection.ledger;
        let currency = |position: u32| selection.kind(position).map(|kind| kind.currency);
        let mut sums = vec![SumsAdder::default(); selection.currencies.len()];
        for positions in selection.positions.chunk_by(|one, two| currency(*one) == currency(*two)) {
            let at = positions.first().and_then(|position| currency(*position));
            if let Some(sum) = at.and_then(|at| sums.get_mut(at)) {
                sum.add_all(ledger.sums(), positions);
            }
        }
        let days = vec![vec![DayAdder::default(); ledger.days().len()]; sums.len()];
        Self { ledger, sums, days }
    }

    /// Adds a day's amounts.
    pub(super) fn day(&mut self, day: &DayRows<'_, 'a>) {
        let Ok(at) = self.ledger.days().binary_search_by_key(&day.date, |stored| stored.day) else { return };
        for (kind, rows) in day.kinds() {
            if let Some(sum) = self.days.get_mut(kind.currency).and_then(|days| days.get_mut(at)) {
                let columns = self.ledger.day_sums();
                sum.has_lines = true;
                columns.add_all(Figure::Payable, rows, &mut sum.payable);
                columns.add_all(Figure::PayableWithTax, rows, &mut sum.with_tax);
            }
        }
    }

    /// Most lines first.
    pub(super) fn finish(self, currencies: &[Arc<str>], gaps: u64) -> Vec<Total> {
        let sums = self.sums.iter().map(SumsAdder::sums);
        let mut totals: Vec<Total> = currencies
            .iter()
            .zip(sums)
            .zip(self.days)
            .map(|((currency, sums), days)| {
                let day = |(stored, sum): (&StoredDay, DayAdder)| DayTotal {
                    day: stored.day,
                    has_lines: sum.has_lines,
                    payable: sum.payable.tally(),
                    with_tax: sum.with_tax.tally(),
                };
                let days = self.ledger.days().iter().zip(days).map(day).collect();
                Total { currency: Arc::clone(currency), sums, gaps, days }
            })
            .collect();
        totals.sort_by(|one, two| {
            two.sums.lines.cmp(&one.sums.lines).then_with(|| one.currency.cmp(&two.currency))
        });
        totals
    }
}
