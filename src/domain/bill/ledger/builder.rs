//! Builds a ledger from what the store reads, day by day.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Ledger, LedgerDetail, Rows,
    columns::Columns,
    cycle_sums::CycleSums,
    spans::Spans,
    subject::{Rest, SubjectRow},
};
use crate::domain::bill::{Charge, Cycle, ItemClass, StoredDay, Sums};

/// A ledger in the making: first its charges, then its days and rows, day by day.
#[derive(Debug)]
pub struct LedgerBuilder {
    ledger: Ledger,
    detail: LedgerDetail,
    rests: HashMap<Arc<Charge>, u32>,
    sums: CycleSums,
}

impl LedgerBuilder {
    pub fn new(cycle: Cycle, detail: LedgerDetail) -> Self {
        let ledger = Ledger {
            cycle,
            days: Vec::new(),
            rests: Vec::new(),
            instances: String::new(),
            subjects: Vec::new(),
            sums: Columns::default(),
            rows: Rows::default(),
        };
        Self { ledger, detail, rests: HashMap::new(), sums: CycleSums::default() }
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
        self.sums.add(at, sums);
        if self.detail == LedgerDetail::Cycle {
            return;
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
        ledger.sums = self.sums.finish(ledger.subjects.len());
        ledger.days.sort_by_key(|day| day.day);
        ledger.rows.sums.finish();
        ledger.rows.subjects.shrink_to_fit();
        ledger.subjects.shrink_to_fit();
        ledger.instances.shrink_to_fit();
        ledger
    }
}

fn with_day(days: Option<(NaiveDate, NaiveDate)>, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (first, last) = days.unwrap_or((day, day));
    (first.min(day), last.max(day))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::bill::{Figure, Grouping, Query, Report, Tally};

    /// Three charges over three days, one of them without a day.
    fn ledger(detail: LedgerDetail) -> Ledger {
        let mut ledger = LedgerBuilder::new("2026-10".parse().unwrap(), detail);
        let rest = ledger.rest(&Charge { currency: "CNY".into(), ..Charge::default() });
        for (id, instance) in
            (7..).zip(["1;llm-a;qwen-max;input_token;;0", "1;llm-a;glm-5.1;images;;0", "tea"])
        {
            ledger.subject(id, rest, instance);
        }
        for (day, subject, lines, payable) in [
            (1, 0, 3, Some(150)),
            (1, 1, 1, None),
            (2, 0, 2, Some(-25)),
            (30, 0, 1, Some(0)),
            (30, 9, 1, Some(1)),
        ] {
            let mut tallies = [Tally::Nothing; 8];
            if let (Some(slot), Some(payable)) = (tallies.get_mut(Figure::Payable.position()), payable) {
                *slot = Tally::Exact(Decimal::new(payable, 2));
            }
            let day = NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
            ledger.row(day, subject, &Sums::new(lines, u64::from(payable.is_none()), tallies));
        }
        ledger.finish()
    }

    #[test]
    fn without_sums_by_day_those_of_the_cycle_are_the_same() {
        let [by_day, of_cycle] =
            [LedgerDetail::Days, LedgerDetail::Cycle].map(|detail| Arc::new(ledger(detail)));
        assert!(of_cycle.subjects().eq(by_day.subjects()));
        assert_eq!(
            (by_day.rows().count(), of_cycle.rows().count()),
            (4, 0),
            "a row of no charge is left out"
        );
        let first = of_cycle.subject(0).unwrap();
        assert_eq!((first.lines(), first.tally(Figure::Payable).exact()), (6, Some(Decimal::new(125, 2))));
        let days = |days: Option<(NaiveDate, NaiveDate)>| days.map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days(first.days()).as_deref(), Some("2026-10-01 2026-10-30"));
        assert_eq!(days(first.charged()).as_deref(), Some("2026-10-01 2026-10-01"));
        for grouping in [Grouping::Model, Grouping::Instance] {
            let query = Query { grouping, ..Query::default() };
            let [by_day, of_cycle] = [&by_day, &of_cycle].map(|ledger| Report::new(ledger, &query));
            assert_eq!((by_day.groups, by_day.lines), (of_cycle.groups, of_cycle.lines));
        }
    }
}
