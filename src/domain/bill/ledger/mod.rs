//! One cycle's bill, rolled up by day and charge: small enough to group and search in memory. Its lines stay
//! in the store.
//!
//! A large account has hundreds of thousands of sums in a cycle, of tens of thousands of charges. So charges
//! share what many of them have in common, each Instance ID is parsed once, and sums are columns of whole numbers.

mod adder;
#[cfg(test)]
mod arbitrary;
mod builder;
mod columns;
mod cycle_sums;
mod partition;
mod spans;
mod subject;
mod sums_adder;

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use self::subject::{Rest, SubjectRow};
pub(super) use self::{adder::Adder, columns::Columns, partition::Partition};
pub use self::{builder::LedgerBuilder, subject::Subject, sums_adder::SumsAdder};
use super::{Charge, Cycle, Figure, Gap, StoredDay, Sums, Tally, covered_through};

/// What a ledger has of its charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LedgerDetail {
    /// Their sums over the cycle, and by day.
    #[default]
    Days,
    /// Their sums over the cycle alone: read in less time and memory where nothing is shown by day.
    Cycle,
}

/// A cycle's bill: its days, its charges, and their sums by day, unless [`LedgerDetail::Cycle`] was requested.
#[derive(Debug, Clone)]
pub struct Ledger {
    cycle: Cycle,
    days: Vec<StoredDay>,
    /// What charges have besides their Instance ID, each once.
    rests: Vec<Rest>,
    /// The Instance IDs of the subjects, one after the other.
    instances: String,
    subjects: Vec<SubjectRow>,
    /// Over the cycle, by subject.
    sums: Columns,
    /// Empty without sums by day.
    rows: Rows,
}

/// The sums of one charge on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerRow {
    pub day: NaiveDate,
    /// Its position among the ledger's subjects.
    pub subject: u32,
    pub sums: Sums,
}

/// What one charge costs on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCost {
    pub day: NaiveDate,
    /// Its position among the ledger's subjects.
    pub subject: u32,
    /// The number of lines whose amount is unknown.
    pub unknown: u64,
    pub payable: Tally,
    pub with_tax: Tally,
}

/// Sums by day and subject, day by day.
#[derive(Debug, Clone, Default)]
struct Rows {
    /// The days in order, and where the rows of each end.
    days: Vec<(NaiveDate, usize)>,
    subjects: Vec<u32>,
    sums: Columns,
}

impl Ledger {
    pub fn empty(cycle: Cycle) -> Self {
        LedgerBuilder::new(cycle, LedgerDetail::Days).finish()
    }

    /// A cycle's bill: its days, its charges with their ids, and the sums by day and position of the charge.
    /// Rows that refer to no charge are left out.
    pub fn new(
        cycle: Cycle,
        days: Vec<StoredDay>,
        charges: Vec<(i64, Arc<Charge>)>,
        mut rows: Vec<LedgerRow>,
    ) -> Self {
        let mut builder = LedgerBuilder::new(cycle, LedgerDetail::Days);
        for (id, charge) in charges {
            let rest = builder.rest(&charge);
            builder.subject(id, rest, &charge.instance_id);
        }
        for day in days {
            builder.day(day);
        }
        rows.sort_by_key(|row| row.day);
        for row in &rows {
            builder.row(row.day, row.subject, &row.sums);
        }
        builder.finish()
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

    /// The charges, in the order of their positions.
    pub fn subjects(&self) -> impl ExactSizeIterator<Item = Subject<'_>> {
        (0..self.subjects.len()).map(|at| Subject { ledger: self, at })
    }

    /// The subject at this position.
    pub fn subject(&self, position: u32) -> Option<Subject<'_>> {
        let at = usize::try_from(position).ok().filter(|at| *at < self.subjects.len())?;
        Some(Subject { ledger: self, at })
    }

    /// The sums by day and charge, ordered by day.
    pub fn rows(&self) -> impl Iterator<Item = LedgerRow> {
        self.rows.iter().map(|(day, at, subject)| LedgerRow { day, subject, sums: self.rows.sums.sums(at) })
    }

    /// The costs by day and charge, ordered by day.
    pub fn day_costs(&self) -> impl Iterator<Item = DayCost> {
        let sums = &self.rows.sums;
        self.rows.iter().map(|(day, at, subject)| DayCost {
            day,
            subject,
            unknown: sums.unknown(at),
            payable: sums.tally(Figure::Payable, at),
            with_tax: sums.tally(Figure::PayableWithTax, at),
        })
    }

    /// Over the cycle, by position of the charge.
    pub(super) const fn sums(&self) -> &Columns {
        &self.sums
    }

    /// By day and charge: see [`Self::days_of_rows`].
    pub(super) const fn day_sums(&self) -> &Columns {
        &self.rows.sums
    }

    /// For each day, its first row among the sums, and the positions of its charges, row by row.
    pub(super) fn days_of_rows(&self) -> impl Iterator<Item = (NaiveDate, usize, &[u32])> {
        let mut starts = std::iter::once(0).chain(self.rows.days.iter().map(|(_, end)| *end));
        self.rows.days.iter().map(move |(day, end)| {
            let start = starts.next().unwrap_or(*end);
            (*day, start, self.rows.subjects.get(start..*end).unwrap_or_default())
        })
    }

    /// The number of its lines.
    pub fn lines(&self) -> u64 {
        self.subjects().map(Subject::lines).fold(0, u64::saturating_add)
    }

    /// The last day up to which every day of the cycle is stored and complete.
    pub fn covers_through(&self) -> Option<NaiveDate> {
        covered_through(self.cycle, &self.days)
    }

    /// The names of its products as the vendor writes them, with the number of lines, most first.
    pub fn products(&self) -> Vec<(String, u64)> {
        let mut lines = vec![0_u64; self.rests.len()];
        for subject in self.subjects() {
            if let Some(lines) = lines.get_mut(subject.rest_position()) {
                *lines = lines.saturating_add(subject.lines());
            }
        }
        let mut products: BTreeMap<&str, u64> = BTreeMap::new();
        for (rest, lines) in self.rests.iter().zip(lines) {
            let product = products.entry(product_name(&rest.charge)).or_default();
            *product = product.saturating_add(lines);
        }
        let mut products: Vec<_> =
            products.into_iter().map(|(name, lines)| (name.to_owned(), lines)).collect();
        products.retain(|(name, _)| !name.is_empty());
        products.sort_by(|(_, one), (_, two)| two.cmp(one));
        products
    }
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        (self.cycle, &self.days) == (other.cycle, &other.days)
            && self.subjects().eq(other.subjects())
            && self.rows().eq(other.rows())
    }
}

impl Rows {
    /// The day, the position and the subject of each row.
    fn iter(&self) -> impl Iterator<Item = (NaiveDate, usize, u32)> {
        let mut starts = std::iter::once(0).chain(self.days.iter().map(|(_, end)| *end));
        self.days.iter().flat_map(move |(day, end)| {
            let start = starts.next().unwrap_or(*end);
            let subjects = self.subjects.get(start..*end).unwrap_or_default();
            (start..).zip(subjects).map(|(at, subject)| (*day, at, *subject))
        })
    }
}

/// The most specific name of a charge's product.
pub fn product_name(charge: &Charge) -> &str {
    [&charge.product_detail, &charge.product_name, &charge.commodity_code, &charge.product_code]
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or("", String::as_str)
}
