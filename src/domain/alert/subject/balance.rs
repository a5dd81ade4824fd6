//! The rules of the account's balance.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::checked::{Checked, Condition};
use crate::domain::{
    alert::{BalanceFacts, Facts, Rule, Rules, SeenBalance, Subject, json::instant},
    freshness,
};

pub(in super::super) struct CheckedBalance<'a> {
    available: Decimal,
    seen: &'a SeenBalance,
}

impl<'a> CheckedBalance<'a> {
    /// `None` if no amount was read, or too long ago.
    pub(in super::super) fn new(seen: &'a SeenBalance, now: DateTime<Utc>) -> Option<Self> {
        let available = seen.balance.available?;
        freshness::is_recent(seen.read_at, now).then_some(Self { available, seen })
    }
}

impl Checked for CheckedBalance<'_> {
    fn subject(&self) -> Subject {
        Subject::Account
    }

    fn seen_at(&self) -> DateTime<Utc> {
        self.seen.read_at
    }

    fn condition(&self, rule: Rule, rules: &Rules, _: DateTime<Utc>) -> Condition {
        match (rule, rules.balance_below) {
            // Calls are refused from the first cent owed: there is no margin.
            (Rule::Overdue, _) => Condition::exact(self.available < Decimal::ZERO),
            (Rule::BalanceBelow, Some(limit)) => {
                let margin = limit.abs().checked_div(Decimal::TEN).unwrap_or_default();
                let clear = limit.saturating_add(margin);
                Condition::with_margin(self.available < limit, self.available < clear)
            }
            _ => Condition::Unknown,
        }
    }

    /// The first reading that met the condition.
    fn key(&self, _: Rule, _: &Rules) -> String {
        instant::text(self.seen.read_at)
    }

    fn facts(&self, rule: Rule, rules: &Rules, _: DateTime<Utc>) -> Option<Facts> {
        Some(Facts::Balance(BalanceFacts {
            available: self.available,
            currency: self.seen.balance.currency.clone(),
            limit: rules.balance_below.filter(|_| rule == Rule::BalanceBelow),
            read_at: self.seen.read_at,
        }))
    }
}
