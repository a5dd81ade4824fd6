//! The charges that a query selects, and their rows by day.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;

use super::{Query, Total};
use crate::domain::bill::{Ledger, Subject};

/// The charges that a query selects.
pub(super) struct Selection<'a> {
    pub(super) ledger: &'a Arc<Ledger>,
    /// Their positions in the ledger, ascending.
    pub(super) positions: Vec<u32>,
    /// The number of the kind of each charge of the ledger; absent if the charge is not selected.
    kind_of: Vec<Option<u32>>,
    kinds: Vec<Kind<'a>>,
    /// As the vendor writes them.
    pub(super) currencies: Vec<Arc<str>>,
}

/// What some of the charges have besides their Instance ID.
pub(super) struct Kind<'a> {
    /// One of them.
    pub(super) subject: Subject<'a>,
    /// The position of its currency.
    pub(super) currency: usize,
}

/// The rows of selected charges on a day.
pub(super) struct DayRows<'d, 's> {
    pub(super) date: NaiveDate,
    /// The number of its first row, of a charge selected or not.
    start: usize,
    /// The positions of the charges of all its rows.
    subjects: &'d [u32],
    /// The numbers of rows, ascending; empty for a kind that the day lacks.
    rows: &'d [(&'s Kind<'s>, Vec<u32>)],
}

impl<'a> Selection<'a> {
    pub(super) fn new(ledger: &'a Arc<Ledger>, query: &Query) -> Self {
        let search = query.search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        let is_selected = ledger.matching(&query.product, &words);
        let mut selection = Self {
            ledger,
            positions: Vec::new(),
            kind_of: vec![None; is_selected.len()],
            kinds: Vec::new(),
            currencies: Vec::new(),
        };
        let mut numbers: HashMap<usize, u32> = HashMap::new();
        for (position, subject) in (0_u32..)
            .zip(ledger.subjects())
            .zip(is_selected)
            .filter_map(|(it, is_selected)| is_selected.then_some(it))
        {
            let number =
                *numbers.entry(subject.rest_position()).or_insert_with(|| selection.add_kind(subject));
            selection.positions.push(position);
            if let Some(kind) = selection.kind_of.get_mut(at(position)) {
                *kind = Some(number);
            }
        }
        selection
    }

    fn add_kind(&mut self, subject: Subject<'a>) -> u32 {
        let name = subject.charge().currency.as_str();
        let known = self.currencies.iter().position(|known| **known == *name);
        let currency = known.unwrap_or_else(|| {
            self.currencies.push(name.into());
            self.currencies.len().saturating_sub(1)
        });
        self.kinds.push(Kind { subject, currency });
        u32::try_from(self.kinds.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The selected charges with their positions.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (u32, Subject<'a>)> {
        self.positions.iter().filter_map(|position| Some((*position, self.ledger.subject(*position)?)))
    }

    pub(super) fn kind(&self, position: u32) -> Option<&Kind<'a>> {
        self.kinds.get(at((*self.kind_of.get(at(position))?)?))
    }

    /// The rank of each currency among the totals.
    pub(super) fn ranks(&self, totals: &[Total]) -> Vec<Option<usize>> {
        let rank = |currency: &Arc<str>| totals.iter().position(|total| total.currency == *currency);
        self.currencies.iter().map(rank).collect()
    }

    /// Visits the days that have rows, in order.
    pub(super) fn each_day<'s>(&'s self, mut visit: impl FnMut(DayRows<'_, 's>)) {
        // The lists are emptied and filled again for each day: growing them costs more than filling them.
        let mut rows: Vec<(&Kind<'_>, Vec<u32>)> = self.kinds.iter().map(|kind| (kind, Vec::new())).collect();
        for (date, start, subjects) in self.ledger.days_of_rows() {
            for (_, rows) in &mut rows {
                rows.clear();
            }
            for (row, position) in (u32::try_from(start).unwrap_or(u32::MAX)..).zip(subjects) {
                let Some(Some(kind)) = self.kind_of.get(at(*position)) else { continue };
                if let Some((_, rows)) = rows.get_mut(at(*kind)) {
                    rows.push(row);
                }
            }
            visit(DayRows { date, start, subjects, rows: &rows });
        }
    }
}

impl<'d, 's> DayRows<'d, 's> {
    /// The rows of the day by kind.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&'s Kind<'s>, &'d [u32])> {
        self.rows.iter().filter(|(_, rows)| !rows.is_empty()).map(|(kind, rows)| (*kind, rows.as_slice()))
    }

    /// Visits the positions of the charges of these rows of the day, many at a time.
    pub(super) fn each_position(&self, rows: &[u32], mut visit: impl FnMut(&[u32])) {
        for run in rows.chunk_by(|one, two| one.checked_add(1) == Some(*two)) {
            let start = run.first().and_then(|row| at(*row).checked_sub(self.start));
            let range = start.map(|start| start..start.saturating_add(run.len()));
            visit(range.and_then(|range| self.subjects.get(range)).unwrap_or_default());
        }
    }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
