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
        let Some(used) = self.used(subject.unit()) else { return };
        columns.add(Figure::Usage, at, &mut used.amount);
        if is_deducted {
            let part = used.part(subject.deduction(columns.is_zero(Figure::Gross, at)));
            columns.add(Figure::Deducted, at, part);
        }
    }

    /// The usage in this unit.
    fn used(&mut self, unit: &'a str) -> Option<&mut UsedAdder<'a>> {
        let place = self.usage.iter().position(|used| used.unit == unit).unwrap_or(self.usage.len());
        if place == self.usage.len() {
            self.usage.push(UsedAdder::new(unit));
        }
        self.usage.get_mut(place)
    }

    /// Notes that rows of this charge are among those that are added.
    pub(super) fn note(&mut self, position: u32) {
        self.subjects.push(position);
    }

    /// Adds many rows of `columns`, whose charges have all but their Instance ID in common with `subject`.
    pub(super) fn add_all(&mut self, subject: Subject<'a>, columns: &Columns, rows: &[u32]) {
        self.sums.add_all(columns, rows);
        let states = |figure, row: u32| columns.states(figure, at(row));
        let deducted: &[u32] = if columns.is_nowhere(Figure::Deducted) { &[] } else { rows };
        let deducted = deducted.iter().copied().filter(|row| states(Figure::Deducted, *row));
        let (free, priced): (Vec<u32>, Vec<u32>) =
            deducted.partition(|row| columns.is_zero(Figure::Gross, at(*row)));
        let is_deducted = !free.is_empty() || !priced.is_empty();
        if !is_deducted && !rows.iter().any(|row| states(Figure::Usage, *row)) {
            return;
        }
        let Some(used) = self.used(subject.unit()) else { return };
        columns.add_all(Figure::Usage, rows, &mut used.amount);
        for (rows, is_gross_zero) in [(free, true), (priced, false)] {
            columns.add_all(Figure::Deducted, &rows, used.part(subject.deduction(is_gross_zero)));
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

fn at(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

impl<'a> UsedAdder<'a> {
    /// The sum of what was deducted from this.
    const fn part(&mut self, deduction: Deduction) -> &mut Adder {
        match deduction {
            Deduction::FreeQuota => &mut self.by_free_quota,
            Deduction::Package => &mut self.by_package,
            Deduction::Unclear => &mut self.by_either,
        }
    }

    fn new(unit: &'a str) -> Self {
        let none = Adder::default();
        Self { unit, amount: none, by_free_quota: none, by_package: none, by_either: none }
    }
}
