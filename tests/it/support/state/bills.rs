//! Bills for tests, built from lines by day and returned as by the store.
use std::{
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
    sync::Arc,
};

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use quotatop::domain::bill::{
    BillLine, Charge, Cycle, Figure, Figures, Ledger, LedgerRow, LinesPage, LinesQuery, Origin, StoredCycle,
    StoredDay, Sums,
};

/// The sums of one day's lines by charge, in the order of their first lines.
pub(crate) fn roll_up(lines: &[BillLine]) -> Vec<(Arc<Charge>, Sums)> {
    let mut positions: HashMap<&Charge, usize> = HashMap::new();
    let mut rows: Vec<(Arc<Charge>, Sums)> = Vec::new();
    for line in lines {
        let position = *positions.entry(&line.charge).or_insert(rows.len());
        if position == rows.len() {
            rows.push((Arc::clone(&line.charge), Sums::default()));
        }
        rows[position].1.add(&line.figures);
    }
    rows
}

#[derive(Debug, Clone)]
pub(crate) struct Bill {
    pub(crate) cycle: Cycle,
    days: Vec<StoredDay>,
    lines: Vec<(NaiveDate, BillLine)>,
}

impl Bill {
    pub(crate) fn of(cycle: &str) -> Self {
        Self { cycle: cycle.parse().unwrap(), days: Vec::new(), lines: Vec::new() }
    }

    fn day(&self, day: u32) -> NaiveDate {
        self.cycle.first_day().with_day(day).unwrap()
    }

    /// These days were read.
    pub(crate) fn days(mut self, days: RangeInclusive<u32>, origin: Origin, read_at: DateTime<Utc>) -> Self {
        let answered_at = (origin == Origin::Api).then_some(read_at);
        let days = days.map(|day| StoredDay { day: self.day(day), origin, read_at, answered_at, gap: None });
        self.days.extend(days.collect::<Vec<_>>());
        self
    }

    /// Only these days were read.
    pub(crate) fn loaded(mut self, days: RangeInclusive<u32>, read_at: DateTime<Utc>) -> Self {
        self.days.clear();
        self.lines.retain(|(day, _)| days.contains(&day.day()));
        self.days(days, Origin::Api, read_at)
    }

    pub(crate) fn line(mut self, day: u32, line: BillLine) -> Self {
        self.lines.push((self.day(day), line));
        self
    }

    /// The same bill in another cycle, without the days that it lacks.
    pub(crate) fn moved_to(self, cycle: Cycle) -> Self {
        let day = |day: NaiveDate| cycle.first_day().with_day(day.day());
        let moved = |stored: StoredDay| Some(StoredDay { day: day(stored.day)?, ..stored });
        let days = self.days.into_iter().filter_map(moved).collect();
        let lines = self.lines.into_iter().filter_map(|(at, line)| Some((day(at)?, line))).collect();
        Self { cycle, days, lines }
    }

    fn charges(&self) -> Vec<Arc<Charge>> {
        let mut charges: Vec<Arc<Charge>> = Vec::new();
        for (_, line) in &self.lines {
            if !charges.contains(&line.charge) {
                charges.push(Arc::clone(&line.charge));
            }
        }
        charges
    }

    pub(crate) fn ledger(&self) -> Ledger {
        let charges = self.charges();
        let mut days: BTreeMap<NaiveDate, Vec<BillLine>> = BTreeMap::new();
        for (day, line) in &self.lines {
            days.entry(*day).or_default().push(line.clone());
        }
        let mut rows = Vec::new();
        for (day, lines) in days {
            rows.extend(roll_up(&lines).into_iter().map(|(charge, sums)| {
                let subject = charges.iter().position(|one| *one == charge).unwrap();
                LedgerRow { day, subject: u32::try_from(subject).unwrap(), sums }
            }));
        }
        Ledger::new(self.cycle, self.days.clone(), (1_i64..).zip(charges).collect(), rows)
    }

    pub(crate) fn read(&self) -> StoredCycle {
        StoredCycle { ledger: self.ledger(), outstanding: BTreeMap::new(), cycles: vec![self.cycle] }
    }

    pub(crate) fn page(&self, wanted: LinesQuery) -> LinesPage {
        let charges = self.charges();
        let is_wanted = |line: &BillLine| {
            let number = charges.iter().position(|charge| *charge == line.charge).unwrap();
            wanted.subjects.contains(&(i64::try_from(number).unwrap() + 1))
        };
        let mut lines: Vec<(NaiveDate, BillLine)> = self
            .lines
            .iter()
            .filter(|(day, line)| wanted.day.is_none_or(|wanted| wanted == *day) && is_wanted(line))
            .cloned()
            .collect();
        lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        let first = usize::try_from(wanted.offset).unwrap();
        let lines = lines.into_iter().skip(first).take(wanted.limit.try_into().unwrap()).collect();
        LinesPage { query: wanted, lines }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    charge: Charge,
    figures: Figures,
    extras: Vec<(String, String)>,
}

pub(crate) fn line(instance_id: &str, item: &str) -> Line {
    let charge = Charge {
        instance_id: instance_id.to_owned(),
        product_code: "sfm".to_owned(),
        product_name: "\u{5927}\u{6a21}\u{578b}\u{670d}\u{52a1}\u{5e73}\u{53f0}\u{767e}\u{70bc}".to_owned(),
        product_detail: "\u{767e}\u{70bc}\u{5927}\u{6a21}\u{578b}\u{63a8}\u{7406}".to_owned(),
        commodity_code: "sfm_inference_public_intl".to_owned(),
        region: "Singapore".to_owned(),
        fee_type: "PayAsYouGoBill".to_owned(),
        item: item.to_owned(),
        currency: "CNY".to_owned(),
        unit: "\u{5343}tokens".to_owned(),
        ..Charge::default()
    };
    Line { charge, figures: Figures::default(), extras: Vec::new() }
}

/// A line of one unit for input tokens of this model.
pub(crate) fn charged(model: &str) -> Line {
    line(&format!("1;llm-a;{model};input_token;app"), "tokens").costs("1", "1")
}

impl Line {
    pub(crate) fn used(mut self, usage: &str, unit: &str) -> Self {
        unit.clone_into(&mut self.charge.unit);
        self.with(Figure::Usage, usage)
    }

    pub(crate) fn costs(self, gross: &str, payable: &str) -> Self {
        self.with(Figure::Gross, gross).with(Figure::Payable, payable)
    }

    pub(crate) fn with(mut self, figure: Figure, amount: &str) -> Self {
        self.figures.set(figure, Some(amount.parse().unwrap()));
        self
    }

    pub(crate) fn currency(mut self, currency: &str) -> Self {
        currency.clone_into(&mut self.charge.currency);
        self
    }

    pub(crate) fn product(mut self, name: &str, code: &str, commodity: &str) -> Self {
        self.charge.product_detail.clear();
        name.clone_into(&mut self.charge.product_name);
        code.clone_into(&mut self.charge.product_code);
        commodity.clone_into(&mut self.charge.commodity_code);
        self
    }

    pub(crate) fn other(mut self, name: &str, value: &str) -> Self {
        self.charge.others.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn extra(mut self, name: &str, value: &str) -> Self {
        self.extras.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn fee(mut self, fee_type: &str) -> Self {
        fee_type.clone_into(&mut self.charge.fee_type);
        self
    }

    pub(crate) fn end(self) -> BillLine {
        let Self { charge, figures, extras } = self;
        BillLine { charge: Arc::new(charge), figures, row_id: None, extras }
    }
}
