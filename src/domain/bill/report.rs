//! A cycle's bill as requested: filtered by product and words, grouped, summed and ordered.

use std::{cmp::Ordering, collections::HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

use super::{
    Covered, CoveredUsage, Deduction, Figure, InstanceId, Ledger, ProductFilter, Subject, Sums, Tally,
    covered::rounding, instance_id::Caller, unit::unit_word,
};

/// The key of lines whose Instance ID cannot be read (contract).
pub const OTHER: &str = "other";
/// The key of calls made in the console's playground, without an API key.
pub const CONSOLE: &str = "console";

/// `bills --group-by` (contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Grouping {
    #[default]
    Model,
    ApiKey,
    Workspace,
    Item,
    Day,
    Instance,
}

impl Grouping {
    #[must_use]
    pub fn next(self) -> Self {
        Self::iter().nth(self as usize + 1).unwrap_or_default()
    }
}

/// The order of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter)]
pub enum BillSort {
    /// Most first; days in their own order.
    #[default]
    Payable,
    Key,
    /// By list price, most first.
    Gross,
    Lines,
}

impl BillSort {
    #[must_use]
    pub fn next(self) -> Self {
        Self::iter().nth(self as usize + 1).unwrap_or_default()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub product: ProductFilter,
    /// Words that a line must all contain, in any case.
    pub search: String,
    pub grouping: Grouping,
    pub sort: BillSort,
    pub reversed: bool,
}

/// Lines with the same key and currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The model, the API key's ID, the day, ...; or [`OTHER`].
    pub key: Box<str>,
    /// As the vendor writes it.
    pub currency: Box<str>,
    pub sums: Sums,
    /// By unit, in the order of the first lines.
    pub usage: Vec<Used>,
    /// What rounding took; absent where nothing.
    pub rounding: Tally,
    /// Their positions in the ledger.
    pub subjects: Vec<u32>,
    /// Of a group by day.
    pub day: Option<NaiveDate>,
    /// The number of days with unread rows: lines of the group may be missing.
    pub gaps: u64,
}

/// Usage in one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Used {
    /// In the contract's words.
    pub unit: Box<str>,
    pub amount: Tally,
    /// The parts that free quota and packages covered, and one of them, it is not clear which.
    pub by_free_quota: Tally,
    pub by_package: Tally,
    pub by_either: Tally,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    pub groups: Vec<Group>,
    /// One per currency, most lines first.
    pub totals: Vec<Total>,
    pub lines: u64,
    /// The number of lines whose Instance ID cannot be read.
    pub unread: u64,
}

/// The sums of all lines in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// As the vendor writes it.
    pub currency: Box<str>,
    pub sums: Sums,
    /// The number of days with unread rows.
    pub gaps: u64,
    /// Payable before tax, for every stored day of the cycle.
    pub days: Vec<(NaiveDate, Tally)>,
}

impl Report {
    pub fn new(ledger: &Ledger, query: &Query) -> Self {
        let search = query.search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        let seen: Vec<bool> = ledger
            .subjects()
            .iter()
            .map(|subject| {
                query.product.includes(&subject.charge, &subject.instance) && subject.has_words(&words)
            })
            .collect();
        let mut groups = if query.grouping == Grouping::Day {
            by_day(ledger, &seen)
        } else {
            by_subject(ledger, &seen, query.grouping)
        };
        let mut totals = totals(ledger, &seen);
        // An unread row may be of any group.
        let gaps = u64::try_from(ledger.gaps().count()).unwrap_or(u64::MAX);
        for total in &mut totals {
            total.gaps = gaps;
        }
        for group in &mut groups {
            let lacks = |day| ledger.day(day).is_some_and(|stored| stored.gap.is_some());
            group.gaps = group.day.map_or(gaps, |day| u64::from(lacks(day)));
        }
        order(&mut groups, &totals, query);
        let (mut lines, mut unread) = (0_u64, 0_u64);
        for (_, subject) in seen_subjects(ledger, &seen) {
            lines = lines.saturating_add(subject.sums.lines);
            if subject.instance.model.is_none() {
                unread = unread.saturating_add(subject.sums.lines);
            }
        }
        Self { groups, totals, lines, unread }
    }

    pub fn total(&self, currency: &str) -> Option<&Total> {
        self.totals.iter().find(|total| &*total.currency == currency)
    }

    /// A group's share of the total in its currency, from 0 to 1; absent if the amounts are not exact or
    /// negative.
    pub fn share(&self, group: &Group) -> Option<Decimal> {
        let whole = self.total(&group.currency)?.sums.get(Figure::Payable).exact()?;
        let part = group.sums.get(Figure::Payable).exact()?;
        let is_share = part >= Decimal::ZERO && part <= whole && whole > Decimal::ZERO;
        is_share.then(|| part.checked_div(whole)).flatten()
    }
}

fn key_of(subject: &Subject, grouping: Grouping) -> &str {
    let InstanceId { caller, workspace, model, kind, .. } = &subject.instance;
    let key = match grouping {
        Grouping::Model => model.as_deref().unwrap_or_default(),
        Grouping::ApiKey => match caller {
            Caller::ApiKey(id) => id,
            Caller::Console => CONSOLE,
            Caller::BillingType(_) | Caller::Unread => OTHER,
        },
        Grouping::Workspace => workspace,
        Grouping::Item => [&subject.charge.item, &subject.charge.item_code]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or(&**kind, String::as_str),
        Grouping::Instance => &subject.charge.instance_id,
        Grouping::Day => "",
    };
    if key.is_empty() { OTHER } else { key }
}

fn by_subject(ledger: &Ledger, seen: &[bool], grouping: Grouping) -> Vec<Group> {
    let mut positions: HashMap<(&str, &str), usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (position, subject) in seen_subjects(ledger, seen) {
        let (key, currency) = (key_of(subject, grouping), subject.charge.currency.as_str());
        let at = *positions.entry((key, currency)).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group::new(key, currency, None));
        }
        if let Some(group) = groups.get_mut(at) {
            group.add(position, subject, &subject.sums);
        }
    }
    groups
}

fn by_day(ledger: &Ledger, seen: &[bool]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // The rows come day by day: a day's groups are the last ones.
    let mut first_of_day = 0;
    for row in ledger.rows() {
        let Some(subject) = seen_subject(ledger, seen, row.subject) else { continue };
        if groups.get(first_of_day).is_some_and(|group| group.day != Some(row.day)) {
            first_of_day = groups.len();
        }
        let currency = subject.charge.currency.as_str();
        let of_day = groups.get(first_of_day..).unwrap_or_default();
        let at = of_day.iter().position(|group| &*group.currency == currency);
        let at = at.map_or(groups.len(), |at| first_of_day.saturating_add(at));
        if at == groups.len() {
            groups.push(Group::new(&row.day.to_string(), currency, Some(row.day)));
        }
        if let Some(group) = groups.get_mut(at) {
            group.add(row.subject, subject, &row.sums);
        }
    }
    groups
}

fn seen_subject<'a>(ledger: &'a Ledger, seen: &[bool], position: u32) -> Option<&'a Subject> {
    seen.get(usize::try_from(position).ok()?).filter(|seen| **seen)?;
    ledger.subject(position)
}

fn seen_subjects<'a>(ledger: &'a Ledger, seen: &[bool]) -> impl Iterator<Item = (u32, &'a Subject)> {
    (0..).zip(ledger.subjects()).zip(seen).filter(|(_, seen)| **seen).map(|(subject, _)| subject)
}

fn totals(ledger: &Ledger, seen: &[bool]) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for (_, subject) in seen_subjects(ledger, seen) {
        let currency = subject.charge.currency.as_str();
        let at = totals.iter().position(|total| &*total.currency == currency).unwrap_or(totals.len());
        if at == totals.len() {
            let days = ledger.days().iter().map(|stored| (stored.day, Tally::Nothing)).collect();
            totals.push(Total { currency: currency.into(), sums: Sums::default(), gaps: 0, days });
        }
        if let Some(total) = totals.get_mut(at) {
            total.sums.merge(&subject.sums);
        }
    }
    for row in ledger.rows() {
        let Some(subject) = seen_subject(ledger, seen, row.subject) else { continue };
        let total = totals.iter_mut().find(|total| *total.currency == *subject.charge.currency);
        let day = total.and_then(|total| {
            let at = total.days.binary_search_by_key(&row.day, |(day, _)| *day).ok()?;
            total.days.get_mut(at)
        });
        if let Some((_, tally)) = day {
            tally.merge(row.sums.get(Figure::Payable));
        }
    }
    totals.sort_by(|one, two| {
        two.sums.lines.cmp(&one.sums.lines).then_with(|| one.currency.cmp(&two.currency))
    });
    totals
}

/// Groups of the main currency first: amounts of two currencies have no order.
fn order(groups: &mut [Group], totals: &[Total], query: &Query) {
    let rank = |group: &Group| totals.iter().position(|total| total.currency == group.currency);
    let amount = |group: &Group, figure| match group.sums.get(figure) {
        Tally::Exact(sum) => (1, sum),
        Tally::TooLong => (2, Decimal::ZERO),
        Tally::Nothing => (0, Decimal::ZERO),
    };
    groups.sort_by(|one, two| {
        let by_key = || one.key.cmp(&two.key);
        let chosen = match query.sort {
            BillSort::Payable if query.grouping == Grouping::Day => by_key(),
            BillSort::Payable => amount(two, Figure::Payable).cmp(&amount(one, Figure::Payable)),
            BillSort::Key => by_key(),
            BillSort::Gross => amount(two, Figure::Gross).cmp(&amount(one, Figure::Gross)),
            BillSort::Lines => two.sums.lines.cmp(&one.sums.lines),
        };
        let chosen = if query.reversed { chosen.reverse() } else { chosen };
        let currencies = match query.sort {
            BillSort::Payable | BillSort::Gross if query.grouping != Grouping::Day => {
                rank(one).cmp(&rank(two))
            }
            _ => Ordering::Equal,
        };
        currencies.then(chosen).then_with(by_key).then_with(|| rank(one).cmp(&rank(two)))
    });
}

impl Total {
    /// The number of lines whose amount is unknown and of days with unread rows.
    pub const fn incomplete(&self) -> u64 {
        self.sums.unknown.saturating_add(self.gaps)
    }
}

impl Group {
    /// The number of lines whose amount is unknown and of days with unread rows.
    pub const fn incomplete(&self) -> u64 {
        self.sums.unknown.saturating_add(self.gaps)
    }

    fn new(key: &str, currency: &str, day: Option<NaiveDate>) -> Self {
        let (key, currency) = (key.into(), currency.into());
        Self {
            key,
            currency,
            sums: Sums::default(),
            usage: Vec::new(),
            rounding: Tally::Nothing,
            subjects: Vec::new(),
            day,
            gaps: 0,
        }
    }

    fn add(&mut self, position: u32, subject: &Subject, sums: &Sums) {
        self.sums.merge(sums);
        self.rounding.add(rounding(sums));
        self.subjects.push(position);
        let (amount, deducted) = (sums.get(Figure::Usage), sums.get(Figure::Deducted));
        if amount == Tally::Nothing && deducted == Tally::Nothing {
            return;
        }
        let unit = unit_word(&subject.charge.unit);
        let at = self.usage.iter().position(|used| &*used.unit == unit).unwrap_or(self.usage.len());
        if at == self.usage.len() {
            self.usage.push(Used::none(unit));
        }
        let Some(used) = self.usage.get_mut(at) else { return };
        used.amount.merge(amount);
        let part = match Deduction::new(&subject.charge, sums.get(Figure::Gross)) {
            Deduction::FreeQuota => &mut used.by_free_quota,
            Deduction::Package => &mut used.by_package,
            Deduction::Unclear => &mut used.by_either,
        };
        part.merge(deducted);
    }

    /// What covered its use or lowered its price, where that explains more than the amounts do: something was
    /// covered, or nothing is to be paid.
    pub fn noteworthy_cover(&self) -> Option<Covered<'_>> {
        let covered = self.covered();
        let explains = covered.has_covered_use() || (!self.sums.is_to_pay() && !covered.is_empty());
        explains.then_some(covered)
    }

    /// What covered its use or lowered its price.
    pub fn covered(&self) -> Covered<'_> {
        let money = |figure| some(self.sums.get(figure));
        let usage = |part: fn(&Used) -> Tally| {
            let covered = self.usage.iter().filter_map(|used| Some((some(part(used))?, &*used.unit)));
            covered.map(|(amount, unit)| CoveredUsage { amount, unit }).collect()
        };
        Covered {
            free_quota: usage(|used| used.by_free_quota),
            package: usage(|used| used.by_package),
            unclear: usage(|used| used.by_either),
            plan: money(Figure::Savings),
            coupon: money(Figure::Coupons),
            discount: money(Figure::Discount),
            rounding: some(self.rounding),
        }
    }
}

/// An exact sum that is not 0.
fn some(sum: Tally) -> Option<Decimal> {
    sum.exact().filter(|sum| !sum.is_zero())
}

impl Used {
    fn none(unit: &str) -> Self {
        let none = Tally::Nothing;
        Self { unit: unit.into(), amount: none, by_free_quota: none, by_package: none, by_either: none }
    }

    /// The part that free quota or packages covered.
    pub fn deducted(&self) -> Tally {
        let mut deducted = self.by_free_quota;
        deducted.merge(self.by_package);
        deducted.merge(self.by_either);
        deducted
    }
}
