//! A cycle's bill as requested: filtered by product and words, grouped, summed and ordered.

mod group;
mod group_adder;

use std::{cmp::Ordering, collections::HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

pub use self::group::{Group, Used};
use self::group_adder::GroupAdder;
use super::{
    Figure, Ledger, ProductFilter, Subject, Sums, SumsAdder, Tally, instance_id::Caller, ledger::Adder,
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
    /// Every stored day of the cycle, in order.
    pub days: Vec<DayTotal>,
}

/// What is payable for one day, in the currency of a [`Total`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayTotal {
    pub day: NaiveDate,
    pub has_lines: bool,
    /// Before tax.
    pub payable: Tally,
    /// Of the lines that state it only with tax. Never to be added to the other.
    pub with_tax: Tally,
}

impl Report {
    pub fn new(ledger: &Ledger, query: &Query) -> Self {
        let search = query.search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        let seen = ledger.matching(&query.product, &words);
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
            lines = lines.saturating_add(subject.lines());
            if subject.model().is_none() {
                unread = unread.saturating_add(subject.lines());
            }
        }
        Self { groups, totals, lines, unread }
    }

    pub fn total(&self, currency: &str) -> Option<&Total> {
        self.totals.iter().find(|total| &*total.currency == currency)
    }

    /// Whether amounts payable are known with tax alone.
    pub fn is_only_with_tax(&self) -> bool {
        let states = |figure| self.totals.iter().any(|total| total.sums.get(figure) != Tally::Nothing);
        states(Figure::PayableWithTax) && !states(Figure::Payable)
    }

    /// A group's share of the total in its currency, from 0 to 1; absent if the amounts are not exact or
    /// negative. Of amounts with tax only where the bill has no others.
    pub fn share(&self, group: &Group) -> Option<Decimal> {
        let total = &self.total(&group.currency)?.sums;
        let is_before_tax = total.get(Figure::Payable) != Tally::Nothing;
        let figure = if is_before_tax { Figure::Payable } else { Figure::PayableWithTax };
        let (whole, part) = (total.get(figure).exact()?, group.sums.get(figure).exact()?);
        let is_share = part >= Decimal::ZERO && part <= whole && whole > Decimal::ZERO;
        is_share.then(|| part.checked_div(whole)).flatten()
    }
}

fn key_of(subject: Subject<'_>, grouping: Grouping) -> &str {
    let key = match grouping {
        Grouping::Model => subject.model().unwrap_or_default(),
        Grouping::ApiKey => match subject.instance().caller {
            Caller::ApiKey(id) => id,
            Caller::Console => CONSOLE,
            Caller::BillingType(_) | Caller::Unread => OTHER,
        },
        Grouping::Workspace => subject.instance().workspace,
        Grouping::Item => [&subject.charge().item, &subject.charge().item_code]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or_else(|| subject.instance().kind, String::as_str),
        Grouping::Instance => subject.instance_id(),
        Grouping::Day => "",
    };
    if key.is_empty() { OTHER } else { key }
}

fn by_subject(ledger: &Ledger, seen: &[bool], grouping: Grouping) -> Vec<Group> {
    let mut positions: HashMap<(&str, &str), usize> = HashMap::new();
    let mut groups: Vec<GroupAdder<'_>> = Vec::new();
    for (position, subject) in seen_subjects(ledger, seen) {
        let (key, currency) = (key_of(subject, grouping), subject.charge().currency.as_str());
        let at = *positions.entry((key, currency)).or_insert(groups.len());
        if at == groups.len() {
            groups.push(GroupAdder::new(key.into(), currency, None));
        }
        if let Some(group) = groups.get_mut(at) {
            group.add(position, subject, ledger.sums(), subject.position());
        }
    }
    groups.into_iter().map(GroupAdder::finish).collect()
}

fn by_day(ledger: &Ledger, seen: &[bool]) -> Vec<Group> {
    let mut groups: Vec<GroupAdder<'_>> = Vec::new();
    let kinds = kinds(ledger, seen);
    for (day, start, subjects) in ledger.days_of_rows() {
        let first_of_day = groups.len();
        for (subject, rows) in by_kind(&kinds, start, subjects) {
            let currency = subject.charge().currency.as_str();
            let of_day = groups.get(first_of_day..).unwrap_or_default();
            let at = of_day.iter().position(|group| group.currency == currency);
            let at = at.map_or(groups.len(), |at| first_of_day.saturating_add(at));
            if at == groups.len() {
                groups.push(GroupAdder::new(day.to_string().into(), currency, Some(day)));
            }
            if let Some(group) = groups.get_mut(at) {
                group.add_all(subject, ledger.day_sums(), &rows);
                let position =
                    |row: &u32| subjects.get(usize::try_from(*row).ok()?.checked_sub(start)?).copied();
                rows.iter().filter_map(position).for_each(|position| group.note(position));
            }
        }
    }
    groups.into_iter().map(GroupAdder::finish).collect()
}

/// The charges that are seen, by position: what each has besides its Instance ID, as a number, with one of them.
struct Kinds<'a> {
    /// Absent if the charge is not seen.
    of: Vec<Option<u32>>,
    subjects: Vec<Subject<'a>>,
}

fn kinds<'a>(ledger: &'a Ledger, seen: &[bool]) -> Kinds<'a> {
    let mut numbers: HashMap<usize, u32> = HashMap::new();
    let mut kinds = Kinds { of: vec![None; seen.len()], subjects: Vec::new() };
    for (of, (subject, _)) in
        kinds.of.iter_mut().zip(ledger.subjects().zip(seen)).filter(|(_, (_, seen))| **seen)
    {
        let next = u32::try_from(kinds.subjects.len()).unwrap_or(u32::MAX);
        let number = *numbers.entry(subject.rest_position()).or_insert(next);
        if number == next {
            kinds.subjects.push(subject);
        }
        *of = Some(number);
    }
    kinds
}

/// The rows of a day by the kind of their charge, in the order of their first rows. `subjects` are the positions of
/// their charges, from the row `start` on.
fn by_kind<'a>(kinds: &Kinds<'a>, start: usize, subjects: &[u32]) -> Vec<(Subject<'a>, Vec<u32>)> {
    let mut places: Vec<Option<usize>> = vec![None; kinds.subjects.len()];
    let mut lists: Vec<(Subject<'a>, Vec<u32>)> = Vec::new();
    for (row, position) in (u32::try_from(start).unwrap_or(u32::MAX)..).zip(subjects) {
        let kind = usize::try_from(*position).ok().and_then(|at| *kinds.of.get(at)?);
        let Some(kind) = kind.and_then(|kind| usize::try_from(kind).ok()) else { continue };
        let (Some(place), Some(subject)) = (places.get_mut(kind), kinds.subjects.get(kind)) else { continue };
        let at = *place.get_or_insert(lists.len());
        if at == lists.len() {
            lists.push((*subject, Vec::new()));
        }
        if let Some((_, rows)) = lists.get_mut(at) {
            rows.push(row);
        }
    }
    lists
}

fn seen_subjects<'a>(ledger: &'a Ledger, seen: &[bool]) -> impl Iterator<Item = (u32, Subject<'a>)> {
    (0..).zip(ledger.subjects()).zip(seen).filter(|(_, seen)| **seen).map(|(subject, _)| subject)
}

fn totals(ledger: &Ledger, seen: &[bool]) -> Vec<Total> {
    let mut totals: Vec<(&str, SumsAdder)> = Vec::new();
    // The total of each subject.
    let mut places: Vec<Option<usize>> = vec![None; seen.len()];
    for (place, subject) in
        places.iter_mut().zip(ledger.subjects()).zip(seen).filter(|(_, seen)| **seen).map(|it| it.0)
    {
        let currency = subject.charge().currency.as_str();
        let at = totals.iter().position(|(known, _)| *known == currency).unwrap_or(totals.len());
        if at == totals.len() {
            totals.push((currency, SumsAdder::default()));
        }
        if let Some((_, sum)) = totals.get_mut(at) {
            sum.add(ledger.sums(), subject.position());
        }
        *place = Some(at);
    }
    let days = ledger.days().iter().map(|stored| DayTotal::without_lines(stored.day)).collect();
    let mut days: Vec<Vec<DayTotal>> = vec![days; totals.len()];
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); totals.len()];
    for (day, start, subjects) in ledger.days_of_rows() {
        rows.iter_mut().for_each(Vec::clear);
        for (row, subject) in (u32::try_from(start).unwrap_or(u32::MAX)..).zip(subjects) {
            let place = usize::try_from(*subject).ok().and_then(|at| places.get(at).copied().flatten());
            if let Some(rows) = place.and_then(|place| rows.get_mut(place)) {
                rows.push(row);
            }
        }
        let Ok(at) = ledger.days().binary_search_by_key(&day, |stored| stored.day) else { continue };
        for (rows, days) in rows.iter().zip(&mut days) {
            let Some(total) = days.get_mut(at) else { continue };
            let sum = |figure| {
                let mut sum = Adder::default();
                ledger.day_sums().add_all(figure, rows, &mut sum);
                sum.tally()
            };
            total.has_lines = !rows.is_empty();
            (total.payable, total.with_tax) = (sum(Figure::Payable), sum(Figure::PayableWithTax));
        }
    }
    let mut totals: Vec<Total> = totals
        .into_iter()
        .zip(days)
        .map(|((currency, sum), days)| Total { currency: currency.into(), sums: sum.sums(), gaps: 0, days })
        .collect();
    totals.sort_by(|one, two| {
        two.sums.lines.cmp(&one.sums.lines).then_with(|| one.currency.cmp(&two.currency))
    });
    totals
}

/// Groups of the main currency first: amounts of two currencies have no order.
fn order(groups: &mut Vec<Group>, totals: &[Total], query: &Query) {
    let rank = |group: &Group| totals.iter().position(|total| total.currency == group.currency);
    let amount = |tally: Tally| match tally {
        Tally::Exact(sum) => (1, sum),
        Tally::TooLong => (2, Decimal::ZERO),
        Tally::Nothing => (0, Decimal::ZERO),
    };
    let payable = |group: &Group| match group.sums.get(Figure::Payable) {
        Tally::Nothing => group.sums.get(Figure::PayableWithTax),
        before_tax => before_tax,
    };
    let lines = |group: &Group| (1, Decimal::from(group.sums.lines));
    let is_by_currency =
        matches!(query.sort, BillSort::Payable | BillSort::Gross) && query.grouping != Grouping::Day;
    // What groups are ordered by, looked up once: there may be tens of thousands.
    let mut ordered: Vec<_> = std::mem::take(groups)
        .into_iter()
        .map(|group| {
            let chosen = match query.sort {
                BillSort::Payable if query.grouping != Grouping::Day => Some(amount(payable(&group))),
                BillSort::Gross => Some(amount(group.sums.get(Figure::Gross))),
                BillSort::Lines => Some(lines(&group)),
                BillSort::Payable | BillSort::Key => None,
            };
            (rank(&group), chosen, Box::new(group))
        })
        .collect();
    ordered.sort_by(|(one_rank, one_amount, one), (two_rank, two_amount, two)| {
        let by_key = || one.key.cmp(&two.key);
        let chosen = if one_amount.is_some() { two_amount.cmp(one_amount) } else { by_key() };
        let chosen = if query.reversed { chosen.reverse() } else { chosen };
        let currencies = if is_by_currency { one_rank.cmp(two_rank) } else { Ordering::Equal };
        currencies.then(chosen).then_with(by_key).then_with(|| one_rank.cmp(two_rank))
    });
    groups.extend(ordered.into_iter().map(|(.., group)| *group));
}

impl DayTotal {
    const fn without_lines(day: NaiveDate) -> Self {
        Self { day, has_lines: false, payable: Tally::Nothing, with_tax: Tally::Nothing }
    }
}

impl Total {
    /// The number of lines whose amount is unknown and of days with unread rows.
    pub const fn incomplete(&self) -> u64 {
        self.sums.unknown.saturating_add(self.gaps)
    }
}
