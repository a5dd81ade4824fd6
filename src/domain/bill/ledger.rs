//! One cycle's bill, rolled up by day and charge: small enough to be held, grouped and searched in memory. Its
//! lines stay in the store.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{BillDay, Charge, Cycle, Gap, InstanceId, ItemClass, StoredDay, Sums};

/// A cycle's bill.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    cycle: Cycle,
    days: Vec<StoredDay>,
    subjects: Vec<Subject>,
    rows: Vec<LedgerRow>,
}

/// What is charged, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The store's number of it, by which its lines are found.
    pub id: i64,
    /// What is charged, as the vendor tells it.
    pub charge: Arc<Charge>,
    /// Its Instance ID, read.
    pub instance: InstanceId,
    /// What kind of use it is.
    pub class: ItemClass,
    /// Its sums over the cycle.
    pub sums: Sums,
    /// The first and the last day on which it stands in the bill.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The first and the last day on which something was to be paid for it; absent = never.
    pub charged: Option<(NaiveDate, NaiveDate)>,
    /// What a search looks at, in lower case.
    haystack: Box<str>,
}

/// The sums of one charge on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerRow {
    /// The vendor's day.
    pub day: NaiveDate,
    /// The position of the charge among the ledger's subjects.
    pub subject: u32,
    /// Its sums.
    pub sums: Sums,
}

/// The rows of one day: each charge once, in the order in which they first came.
pub fn roll_up(day: &BillDay) -> Vec<(Arc<Charge>, Sums)> {
    let mut positions: std::collections::HashMap<&Charge, usize> = std::collections::HashMap::new();
    let mut rows: Vec<(Arc<Charge>, Sums)> = Vec::new();
    for line in &day.lines {
        let position = *positions.entry(&line.charge).or_insert(rows.len());
        if position == rows.len() {
            rows.push((Arc::clone(&line.charge), Sums::default()));
        }
        if let Some((_, sums)) = rows.get_mut(position) {
            sums.add(&line.figures);
        }
    }
    rows
}

impl Ledger {
    /// A cycle of which nothing is known.
    pub const fn empty(cycle: Cycle) -> Self {
        Self { cycle, days: Vec::new(), subjects: Vec::new(), rows: Vec::new() }
    }

    /// A cycle's bill from what is kept of it: its days, what is charged (with the store's numbers), and the sums
    /// by day and position of the charge. Rows that point nowhere are left out.
    pub fn new(
        cycle: Cycle,
        mut days: Vec<StoredDay>,
        charges: Vec<(i64, Arc<Charge>)>,
        mut rows: Vec<LedgerRow>,
    ) -> Self {
        let mut subjects: Vec<Subject> =
            charges.into_iter().map(|(id, charge)| Subject::new(id, charge)).collect();
        days.sort_by_key(|day| day.day);
        rows.sort_by_key(|row| row.day);
        rows.retain(|row| {
            let subject = usize::try_from(row.subject).ok().and_then(|at| subjects.get_mut(at));
            subject.is_some_and(|subject| {
                subject.add(row);
                true
            })
        });
        Self { cycle, days, subjects, rows }
    }

    /// Which cycle.
    pub const fn cycle(&self) -> Cycle {
        self.cycle
    }

    /// What is kept of its days, in their order.
    pub fn days(&self) -> &[StoredDay] {
        &self.days
    }

    /// What is kept of one day.
    pub fn day(&self, day: NaiveDate) -> Option<&StoredDay> {
        self.days.binary_search_by_key(&day, |kept| kept.day).ok().and_then(|at| self.days.get(at))
    }

    /// The days whose rows were not all read, with what they lack.
    pub fn gaps(&self) -> impl Iterator<Item = (NaiveDate, Gap)> {
        self.days.iter().filter_map(|kept| Some((kept.day, kept.gap?)))
    }

    /// What is charged.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The sums by day and charge, ordered by day.
    pub fn rows(&self) -> &[LedgerRow] {
        &self.rows
    }

    /// How many lines it has in all.
    pub fn lines(&self) -> u64 {
        self.subjects.iter().map(|subject| subject.sums.lines).fold(0, u64::saturating_add)
    }

    /// The last day up to which every day of the cycle is kept and complete; absent where not even the first is.
    pub fn covers_through(&self) -> Option<NaiveDate> {
        let complete = |day: &NaiveDate| self.day(*day).is_some_and(StoredDay::is_complete);
        self.cycle.days().take_while(complete).last()
    }

    /// The products that it holds: name or detail as the vendor tells it, with the number of lines, most first.
    pub fn products(&self) -> Vec<(String, u64)> {
        let mut products: BTreeMap<&str, u64> = BTreeMap::new();
        for subject in &self.subjects {
            let lines = products.entry(product_name(&subject.charge)).or_default();
            *lines = lines.saturating_add(subject.sums.lines);
        }
        let mut products: Vec<_> =
            products.into_iter().map(|(name, lines)| (name.to_owned(), lines)).collect();
        products.retain(|(name, _)| !name.is_empty());
        products.sort_by(|(_, one), (_, two)| two.cmp(one));
        products
    }
}

/// The name that tells a charge's product most closely.
pub fn product_name(charge: &Charge) -> &str {
    [&charge.product_detail, &charge.product_name, &charge.commodity_code, &charge.product_code]
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or("", String::as_str)
}

impl Subject {
    fn new(id: i64, charge: Arc<Charge>) -> Self {
        let told = [
            &charge.instance_id,
            &charge.item,
            &charge.item_code,
            &charge.product_name,
            &charge.product_detail,
            &charge.commodity_code,
            &charge.region,
            &charge.fee_type,
        ];
        let haystack = told.map(|text| text.to_lowercase()).join("\n").into();
        let (instance, class) = (InstanceId::parse(&charge.instance_id), ItemClass::of(&charge));
        Self { id, charge, instance, class, sums: Sums::default(), days: None, charged: None, haystack }
    }

    fn add(&mut self, row: &LedgerRow) {
        self.sums.merge(&row.sums);
        self.days = Some(with_day(self.days, row.day));
        if row.sums.is_to_pay() {
            self.charged = Some(with_day(self.charged, row.day));
        }
    }

    /// Whether it has every one of these words, which are in lower case.
    pub fn has_words(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.haystack.contains(word))
    }

    /// Whether something is to be paid for it: more than a row of free quota.
    pub fn is_charged(&self) -> bool {
        self.sums.is_to_pay()
    }
}

fn with_day(days: Option<(NaiveDate, NaiveDate)>, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (first, last) = days.unwrap_or((day, day));
    (first.min(day), last.max(day))
}
