//! A group of a report.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::bill::{Covered, CoveredUsage, Figure, Sums, Tally};

/// Lines with the same key and currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The model, the API key's ID, the day, ...; or [`OTHER`].
    pub key: Box<str>,
    /// As the vendor writes it.
    pub currency: Arc<str>,
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

impl Group {
    /// The number of lines whose amount is unknown and of days with unread rows.
    pub const fn incomplete(&self) -> u64 {
        self.sums.unknown.saturating_add(self.gaps)
    }

    /// Whether all amounts are known, and nothing is to be paid.
    pub fn is_settled(&self) -> bool {
        !self.sums.is_to_pay() && self.incomplete() == 0
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
    /// The part that free quota or packages covered.
    pub fn deducted(&self) -> Tally {
        let mut deducted = self.by_free_quota;
        deducted.merge(self.by_package);
        deducted.merge(self.by_either);
        deducted
    }
}
