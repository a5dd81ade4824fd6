//! A group in the making: its sums are whole numbers until all its charges are added.

use std::sync::Arc;

use super::group::{Group, Used};
use crate::domain::bill::{
    Deduction, Figure, Subject, SumsAdder,
    ledger::{Adder, Columns},
};

#[derive(Default)]
pub(super) struct GroupAdder<'a> {
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
    /// Adds rows of `columns`, whose charges have all but their Instance ID in common with `subject`.
    pub(super) fn add(&mut self, subject: Subject<'a>, columns: &Columns, rows: &[u32]) {
        self.sums.add_all(columns, rows);
        let is_deducted = columns.state(Figure::Deducted, rows);
        if !is_deducted && !columns.state(Figure::Usage, rows) {
            return;
        }
        let Some(used) = self.used(subject.unit()) else { return };
        columns.add_all(Figure::Usage, rows, &mut used.amount);
        if !is_deducted {
            return;
        }
        if columns.are_zero(Figure::Deducted, rows) {
            // Nothing was deducted: by what makes no difference.
            return columns.add_all(Figure::Deducted, rows, &mut used.by_either);
        }
        let (free, priced): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|row| columns.are_zero(Figure::Gross, std::slice::from_ref(row)));
        for (rows, is_gross_zero) in [(free, true), (priced, false)] {
            columns.add_all(Figure::Deducted, &rows, used.part(subject.deduction(is_gross_zero)));
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

    /// Notes that rows of these charges are among those that are added.
    pub(super) fn note(&mut self, positions: &[u32]) {
        self.subjects.extend_from_slice(positions);
    }

    /// The group, without the day and the gaps it may have.
    pub(super) fn finish(self, key: &str, currency: &Arc<str>) -> Group {
        let used = |used: UsedAdder<'_>| Used {
            unit: used.unit.into(),
            amount: used.amount.tally(),
            by_free_quota: used.by_free_quota.tally(),
            by_package: used.by_package.tally(),
            by_either: used.by_either.tally(),
        };
        Group {
            key: key.into(),
            currency: Arc::clone(currency),
            sums: self.sums.sums(),
            usage: self.usage.into_iter().map(used).collect(),
            rounding: self.sums.rounding(),
            subjects: self.subjects,
            day: None,
            gaps: 0,
        }
    }
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
