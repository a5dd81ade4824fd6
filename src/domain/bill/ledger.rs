//! One cycle's bill, rolled up by day and charge: small enough to group and search in memory. Its lines stay
//! in the store.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{Charge, Cycle, Gap, InstanceId, ItemClass, StoredDay, Sums, is_model_studio};

#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    cycle: Cycle,
    days: Vec<StoredDay>,
    subjects: Vec<Subject>,
    rows: Vec<LedgerRow>,
}

/// A charge, parsed and summed over the cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Its id in the store, for looking up its lines.
    pub id: i64,
    pub charge: Arc<Charge>,
    pub instance: InstanceId,
    pub class: ItemClass,
    /// Over the cycle.
    pub sums: Sums,
    /// The first and the last day of its lines.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The first and the last day with a payable amount; absent = none.
    pub charged: Option<(NaiveDate, NaiveDate)>,
    /// The text that is searched, in lower case.
    haystack: Box<str>,
}

/// The sums of one charge on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerRow {
    pub day: NaiveDate,
    /// Its position among the ledger's subjects.
    pub subject: u32,
    pub sums: Sums,
}

impl Ledger {
    pub const fn empty(cycle: Cycle) -> Self {
        Self { cycle, days: Vec::new(), subjects: Vec::new(), rows: Vec::new() }
    }

    /// A cycle's bill from the store: its days, its charges with their ids, and the sums by day and position
    /// of the charge. Rows that refer to no charge are left out.
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

    pub const fn cycle(&self) -> Cycle {
        self.cycle
    }

    /// The stored days, in order.
    pub fn days(&self) -> &[StoredDay] {
        &self.days
    }

    pub fn day(&self, day: NaiveDate) -> Option<&StoredDay> {
        self.days.binary_search_by_key(&day, |stored| stored.day).ok().and_then(|at| self.days.get(at))
    }

    pub fn gaps(&self) -> impl Iterator<Item = (NaiveDate, Gap)> {
        self.days.iter().filter_map(|stored| Some((stored.day, stored.gap?)))
    }

    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The subject at this position.
    pub fn subject(&self, position: u32) -> Option<&Subject> {
        self.subjects.get(usize::try_from(position).ok()?)
    }

    /// Ordered by day.
    pub fn rows(&self) -> &[LedgerRow] {
        &self.rows
    }

    /// The number of its lines.
    pub fn lines(&self) -> u64 {
        self.subjects.iter().map(|subject| subject.sums.lines).fold(0, u64::saturating_add)
    }

    /// The last day up to which every day of the cycle is stored and complete.
    pub fn covers_through(&self) -> Option<NaiveDate> {
        let complete = |day: &NaiveDate| self.day(*day).is_some_and(StoredDay::is_complete);
        self.cycle.days().take_while(complete).last()
    }

    /// The names of its products as the vendor writes them, with the number of lines, most first.
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

/// The most specific name of a charge's product.
pub fn product_name(charge: &Charge) -> &str {
    [&charge.product_detail, &charge.product_name, &charge.commodity_code, &charge.product_code]
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or("", String::as_str)
}

impl Subject {
    fn new(id: i64, charge: Arc<Charge>) -> Self {
        let searched = [
            &charge.instance_id,
            &charge.item,
            &charge.item_code,
            &charge.product_name,
            &charge.product_detail,
            &charge.commodity_code,
            &charge.region,
            &charge.fee_type,
        ];
        let haystack = searched.map(|text| text.to_lowercase()).join("\n").into();
        let instance = InstanceId::parse(&charge.instance_id);
        let class = ItemClass::of(&charge, &instance);
        Self { id, charge, instance, class, sums: Sums::default(), days: None, charged: None, haystack }
    }

    pub fn is_model_studio(&self) -> bool {
        is_model_studio(&self.charge, &self.instance)
    }

    fn add(&mut self, row: &LedgerRow) {
        self.sums.merge(&row.sums);
        self.days = Some(with_day(self.days, row.day));
        if row.sums.is_to_pay() {
            self.charged = Some(with_day(self.charged, row.day));
        }
    }

    /// Whether it contains all of these lower-case words.
    pub fn has_words(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.haystack.contains(word))
    }
}

fn with_day(days: Option<(NaiveDate, NaiveDate)>, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (first, last) = days.unwrap_or((day, day));
    (first.min(day), last.max(day))
}
