//! Builds a ledger from what the store reads, day by day.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Ledger, Rows, SumsAdder,
    columns::Columns,
    spans::Spans,
    subject::{Rest, SubjectRow},
};
use crate::domain::bill::{Charge, Cycle, ItemClass, StoredDay, Sums};

/// A ledger in the making: first its charges, then its days and rows, day by day.
#[derive(Debug)]
pub struct LedgerBuilder {
    ledger: Ledger,
    rests: HashMap<Arc<Charge>, u32>,
}

impl LedgerBuilder {
    pub fn new(cycle: Cycle) -> Self {
        let ledger = Ledger {
            cycle,
            days: Vec::new(),
            rests: Vec::new(),
            instances: String::new(),
            subjects: Vec::new(),
            sums: Columns::default(),
            rows: Rows::default(),
        };
        Self { ledger, rests: HashMap::new() }
    }

    /// The number of what a charge has besides its Instance ID.
    pub fn rest(&mut self, charge: &Charge) -> u32 {
        let rest = Charge { instance_id: String::new(), ..charge.clone() };
        if let Some(number) = self.rests.get(&rest) {
            return *number;
        }
        let number = u32::try_from(self.ledger.rests.len()).unwrap_or(u32::MAX);
        let rest = Arc::new(rest);
        self.ledger.rests.push(Rest::new(Arc::clone(&rest)));
        self.rests.insert(rest, number);
        number
    }

    /// Adds a charge with its id in the store and the number of its rest; returns its position.
    pub fn subject(&mut self, id: i64, rest: u32, instance_id: &str) -> u32 {
        let position = u32::try_from(self.ledger.subjects.len()).unwrap_or(u32::MAX);
        let spans = Spans::parse(instance_id);
        let named = usize::try_from(rest).ok().and_then(|at| self.ledger.rests.get(at)?.class);
        let class = named.unwrap_or_else(|| ItemClass::of_instance(&spans.of(instance_id)));
        let start = self.ledger.instances.len();
        self.ledger.instances.push_str(instance_id);
        let end = self.ledger.instances.len();
        self.ledger.subjects.push(SubjectRow {
            id,
            rest,
            start,
            end,
            spans,
            class,
            days: None,
            charged: None,
        });
        position
    }

    /// Adds a stored day.
    pub fn day(&mut self, day: StoredDay) {
        self.ledger.days.push(day);
    }

    /// Adds the sums of a charge on a day, which is the day of the row before or a later one. A row that refers to
    /// no charge is left out.
    pub fn row(&mut self, day: NaiveDate, subject: u32, sums: &Sums) {
        let Some(at) = usize::try_from(subject).ok() else { return };
        let Some(row) = self.ledger.subjects.get_mut(at) else { return };
        row.days = Some(with_day(row.days, day));
        if sums.is_to_pay() {
            row.charged = Some(with_day(row.charged, day));
        }
        let rows = &mut self.ledger.rows;
        rows.sums.push(sums);
        rows.subjects.push(subject);
        let end = rows.subjects.len();
        match rows.days.last_mut() {
            Some((last, last_end)) if *last == day => *last_end = end,
            _ => rows.days.push((day, end)),
        }
    }

    pub fn finish(self) -> Ledger {
        let mut ledger = self.ledger;
        ledger.sums = ledger.rows.sums_by_subject(ledger.subjects.len());
        ledger.days.sort_by_key(|day| day.day);
        ledger.sums.finish();
        ledger.rows.sums.finish();
        ledger.rows.subjects.shrink_to_fit();
        ledger.subjects.shrink_to_fit();
        ledger.instances.shrink_to_fit();
        ledger
    }
}

impl Rows {
    /// The sums of each subject over all days.
    fn sums_by_subject(&self, subjects: usize) -> Columns {
        let at = |subject: u32| usize::try_from(subject).unwrap_or(usize::MAX);
        // Where the rows of each subject end among all, ordered by subject; then, as they are placed, begin.
        let mut places = vec![0_usize; subjects];
        for subject in &self.subjects {
            if let Some(count) = places.get_mut(at(*subject)) {
                *count = count.saturating_add(1);
            }
        }
        let mut end = 0_usize;
        for place in &mut places {
            end = end.saturating_add(*place);
            *place = end;
        }
        let mut ordered = vec![0_u32; end];
        for (row, subject) in (0_u32..).zip(&self.subjects) {
            let Some(place) = places.get_mut(at(*subject)) else { continue };
            *place = place.saturating_sub(1);
            if let Some(slot) = ordered.get_mut(*place) {
                *slot = row;
            }
        }
        let ends = places.iter().copied().skip(1).chain([end]);
        let mut sums = Columns::default();
        for (start, end) in places.iter().copied().zip(ends) {
            let mut sum = SumsAdder::default();
            for row in ordered.get(start..end).unwrap_or_default() {
                sum.add(&self.sums, at(*row));
            }
            sums.push(&sum.sums());
        }
        sums
    }
}

fn with_day(days: Option<(NaiveDate, NaiveDate)>, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (first, last) = days.unwrap_or((day, day));
    (first.min(day), last.max(day))
}
