//! Stored bills, and queries for their lines.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AccountId, BillLine, Cycle, Ledger};
use crate::domain::Dated;

/// The unpaid amounts of a closed cycle by currency; empty = paid. From `QueryBillOverview`,
/// `OutstandingAmount`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outstanding(pub Vec<(String, Decimal)>);

/// A stored cycle, and the list of stored cycles.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCycle {
    pub ledger: Ledger,
    /// Of closed cycles, if fetched.
    pub outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
    /// The cycles with stored data, oldest first.
    pub cycles: Vec<Cycle>,
}

/// The accounts whose bills are stored in a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BillAccounts {
    /// The profile's own, if known.
    pub own: Option<AccountId>,
    /// Other accounts whose exported bills are stored apart from it.
    pub apart: Vec<AccountId>,
}

/// A page of the lines of some charges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinesQuery {
    pub cycle: Cycle,
    /// The store's numbers of the charges ([`super::Subject::id`]).
    pub subjects: Vec<i64>,
    /// All days if absent.
    pub day: Option<NaiveDate>,
    /// The first line, counted from 0, newest day first.
    pub offset: u64,
    /// The maximum number of lines.
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LinesPage {
    pub query: LinesQuery,
    /// The lines with their days, newest day first, in the vendor's order within a day.
    pub lines: Vec<(NaiveDate, BillLine)>,
}

/// The outcome of saving days, counted in lines and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SaveCounts {
    /// Lines that were not stored before.
    pub new: u64,
    /// Lines that were already stored.
    pub known: u64,
    /// Lines of days with fresher stored lines.
    pub outdated: u64,
    /// Lines of days that lack rows while the complete day is stored.
    pub not_whole: u64,
    /// Saved days that lack rows.
    pub gaps: u64,
    /// Days saved as they were.
    pub days: u64,
}

impl SaveCounts {
    pub fn add(&mut self, more: Self) {
        self.new = self.new.saturating_add(more.new);
        self.known = self.known.saturating_add(more.known);
        self.outdated = self.outdated.saturating_add(more.outdated);
        self.not_whole = self.not_whole.saturating_add(more.not_whole);
        self.gaps = self.gaps.saturating_add(more.gaps);
        self.days = self.days.saturating_add(more.days);
    }
}
