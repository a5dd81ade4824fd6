//! All accounts together. Currencies and units are never added to each other.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{AccountRow, Models};
use crate::domain::{AccountState, Quantity, Unit};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    pub accounts: usize,
    pub overdue: usize,
    /// Of the accounts whose quotas were read.
    pub models: Models,
    pub lapses: BTreeMap<Unit, Quantity>,
    /// By currency. Accounts may be in different billing cycles for an hour; the sum is of the running one of each.
    pub spend: BTreeMap<String, Decimal>,
}

impl Totals {
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a AccountRow>) -> Self {
        let mut totals = Self::default();
        for row in rows {
            totals.accounts = totals.accounts.saturating_add(1);
            totals.overdue = totals.overdue.saturating_add(usize::from(row.state == AccountState::Overdue));
            totals.models = totals.models.plus(row.models.unwrap_or_default());
            for (unit, amount) in &row.lapses {
                let sum = totals.lapses.entry(*unit).or_default();
                *sum = sum.plus(*amount);
            }
            for spend in &row.spend {
                let sum = totals.spend.entry(spend.currency.clone()).or_default();
                *sum = sum.saturating_add(spend.payable);
            }
        }
        totals
    }
}

impl Models {
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            all: self.all.saturating_add(other.all),
            billed: self.billed.saturating_add(other.billed),
            refused: self.refused.saturating_add(other.refused),
            low: self.low.saturating_add(other.low),
            exhausted: self.exhausted.saturating_add(other.exhausted),
        }
    }
}
