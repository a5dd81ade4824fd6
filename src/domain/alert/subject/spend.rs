//! The rules of the cost of a billing cycle.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::checked::{Checked, Condition};
use crate::domain::{
    alert::{Facts, Rule, Rules, SeenSpend, SpendFacts, Subject},
    freshness,
};

pub(in super::super) struct CheckedSpend<'a>(&'a SeenSpend);

impl<'a> CheckedSpend<'a> {
    /// `None` if it was read too long ago.
    pub(in super::super) fn new(seen: &'a SeenSpend, now: DateTime<Utc>) -> Option<Self> {
        freshness::is_recent(seen.read_at, now).then_some(Self(seen))
    }
}

impl Checked for CheckedSpend<'_> {
    fn subject(&self) -> Subject {
        Subject::Account
    }

    fn seen_at(&self) -> DateTime<Utc> {
        self.0.read_at
    }

    fn condition(&self, rule: Rule, rules: &Rules, _: DateTime<Utc>) -> Condition {
        let Some(limit) = rules.monthly_spend else {
            return Condition::Unknown;
        };
        let (amount, clear) = match rule {
            Rule::SpendOver => (self.0.to_date, Decimal::new(95, 2)),
            // Once the limit is exceeded, the projection is irrelevant.
            Rule::SpendProjected if self.0.to_date.is_none_or(|spent| spent <= limit) => {
                (self.0.projected, Decimal::new(9, 1))
            }
            _ => (None, Decimal::ONE),
        };
        // A lower bound can prove that the limit is exceeded, not that it is observed.
        amount.filter(|amount| *amount > limit || !self.0.at_least).map_or(Condition::Unknown, |amount| {
            Condition::with_margin(amount > limit, amount > limit.saturating_mul(clear))
        })
    }

    /// Cycle and limit: exceeding a raised limit is a new episode.
    fn key(&self, _: Rule, rules: &Rules) -> String {
        format!("{}/{}", self.0.cycle, rules.monthly_spend.unwrap_or_default().normalize())
    }

    fn facts(&self, _: Rule, rules: &Rules, _: DateTime<Utc>) -> Option<Facts> {
        Some(Facts::Spend(SpendFacts {
            cycle: self.0.cycle.clone(),
            to_date: self.0.to_date,
            projected: self.0.projected,
            limit: rules.monthly_spend?,
            currency: self.0.currency.clone(),
            at_least: self.0.at_least,
            read_at: self.0.read_at,
        }))
    }
}
