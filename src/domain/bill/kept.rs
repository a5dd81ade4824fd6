//! What is kept of bills, and what is asked of what is kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AccountId, BillLine, Cycle, Ledger};
use crate::domain::Dated;

/// What a closed cycle still owes, by currency; none = it is paid. From `QueryBillOverview`, `OutstandingAmount`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outstanding(pub Vec<(String, Decimal)>);

/// What is kept of a cycle, and of all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptCycle {
    /// The cycle's bill, rolled up.
    pub ledger: Ledger,
    /// What closed cycles owe, and when that was read, as far as they were asked.
    pub outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
    /// The cycles of which anything is kept, oldest first.
    pub cycles: Vec<Cycle>,
}

/// Whose bills are kept in a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accounts {
    /// The profile's own account; absent where nothing says which it is.
    pub own: Option<AccountId>,
    /// Other accounts whose exported bills are kept apart from it.
    pub apart: Vec<AccountId>,
}

/// Which lines are wanted: a page of those of some charges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinesWanted {
    /// The cycle.
    pub cycle: Cycle,
    /// The store's numbers of the charges ([`super::Subject::id`]).
    pub subjects: Vec<i64>,
    /// Only this day.
    pub day: Option<NaiveDate>,
    /// The first line that is wanted, counted from 0, newest day first.
    pub offset: u64,
    /// At most so many.
    pub limit: u32,
}

/// A page of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct LinesPage {
    /// What was wanted.
    pub wanted: LinesWanted,
    /// The lines with their days, newest day first, in the vendor's order within a day.
    pub lines: Vec<(NaiveDate, BillLine)>,
}

/// What became of days that were to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Lines that were not there before.
    pub new: u64,
    /// Lines that were there already.
    pub known: u64,
    /// Lines of days of which fresher lines are kept.
    pub outdated: u64,
    /// Lines of days that lack rows, where the whole day is kept.
    pub not_whole: u64,
    /// Days that are kept now although they lack rows.
    pub gaps: u64,
    /// Days that are kept now as they were handed over.
    pub days: u64,
}

impl Taken {
    /// Adds what became of more days.
    pub fn add(&mut self, more: Self) {
        self.new = self.new.saturating_add(more.new);
        self.known = self.known.saturating_add(more.known);
        self.outdated = self.outdated.saturating_add(more.outdated);
        self.not_whole = self.not_whole.saturating_add(more.not_whole);
        self.gaps = self.gaps.saturating_add(more.gaps);
        self.days = self.days.saturating_add(more.days);
    }
}
