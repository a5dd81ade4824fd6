//! A group in the making: its sums are whole numbers until all its charges are added.

use chrono::NaiveDate;

use super::group::{Group, Used};
use crate::domain::bill::{
    Deduction, Figure, Subject, SumsAdder,
    ledger::{Adder, Columns},
};

pub(super) struct GroupAdder<'a> {
    key: Box<str>,
    pub(super) currency: &'a str,
    pub(super) day: Option<NaiveDate>,
    sums: SumsAdder,
    usage: Vec<UsedAdder<'a>>,
    subjects: Vec<u32>,
}

struct UsedAdder<'a> {
    unit: &'a str,
    amount: Adder,
    by_free_quota: Adder,
    by_package: Adder,
    by_either: Adder,
}

impl<'a> GroupAdder<'a> {
    pub(super) fn new(key: Box<str>, currency: &'a str, day: Option<NaiveDate>) -> Self {
        let (usage, subjects) = (Vec::new(), Vec::new());
        Self { key, currency, day, sums: SumsAdder::default(), usage, subjects }
    }

    /// Adds the charge at `position`, whose sums are in row `at` of `columns`.
    pub(super) fn add(&mut self, position: u32, subject: Subject<'a>, columns: &Columns, at: usize) {
        self.sums.add(columns, at);
        self.subjects.push(position);
        let is_deducted = columns.states(Figure::Deducted, at);
        if !is_deducted && !columns.states(Figure::Usage, at) {
            return;
        }
        let unit = subject.unit();
        let place = self.usage.iter().position(|used| used.unit == unit).unwrap_or(self.usage.len());
        if place == self.usage.len() {
            self.usage.push(UsedAdder::new(unit));
        }
        let Some(used) = self.usage.get_mut(place) else { return };
        columns.add(Figure::Usage, at, &mut used.amount);
        if is_deducted {
            let part = match subject.deduction(columns.is_zero(Figure::Gross, at)) {
                Deduction::FreeQuota => &mut used.by_free_quota,
                Deduction::Package => &mut used.by_package,
                Deduction::Unclear => &mut used.by_either,
            };
            columns.add(Figure::Deducted, at, part);
        }
    }

    pub(super) fn finish(self) -> Group {
        let used = |used: UsedAdder<'_>| Used {
            unit: used.unit.into(),
            amount: used.amount.tally(),
            by_free_quota: used.by_free_quota.tally(),
            by_package: used.by_package.tally(),
            by_either: used.by_either.tally(),
        };
        Group {
            key: self.key,
            currency: self.currency.into(),
            sums: self.sums.sums(),
            usage: self.usage.into_iter().map(used).collect(),
            rounding: self.sums.rounding(),
            subjects: self.subjects,
            day: self.day,
            gaps: 0,
        }
    }
}

impl<'a> UsedAdder<'a> {
    fn new(unit: &'a str) -> Self {
        let none = Adder::default();
        Self { unit, amount: none, by_free_quota: none, by_package: none, by_either: none }
    }
}
