//! What the lines of a report will cost by the end of their cycle.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::projection::{Day, Range, expected, project};
use crate::domain::bill::{Ledger, StoredDay, Tally, report::Total};

/// The expected cost of exactly the lines of a report, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// At the end of the cycle.
    pub cycle: Range,
    /// The whole cost of each day that is not complete, today and those to come, in order.
    pub days: Vec<(NaiveDate, Decimal)>,
}

impl Outlook {
    /// From the days of a report's total. Absent if all days are complete, fewer than three are, or amounts
    /// before tax are missing.
    pub fn new(ledger: &Ledger, total: &Total) -> Option<Self> {
        if total.sums.unknown > 0 {
            return None;
        }
        let day = |date: NaiveDate| {
            let at = total.days.binary_search_by_key(&date, |day| day.day).ok();
            let Some(day) = at.and_then(|at| total.days.get(at)) else {
                return Some(Day { date, seen: Some(Decimal::ZERO), is_whole: false });
            };
            let seen = match day.payable {
                Tally::Exact(sum) => Some(sum),
                Tally::Nothing if day.with_tax == Tally::Nothing => Some(Decimal::ZERO),
                Tally::Nothing => return None,
                Tally::TooLong => None,
            };
            Some(Day { date, seen, is_whole: ledger.day(date).is_some_and(StoredDay::is_complete) })
        };
        let days: Vec<Day> = ledger.cycle().days().map(day).collect::<Option<_>>()?;
        let expected = expected(&days);
        (!expected.is_empty()).then_some(())?;
        Some(Self { cycle: project(&days)?, days: expected })
    }
}
