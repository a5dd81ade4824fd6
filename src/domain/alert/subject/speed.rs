//! The rule of what the calls of the last hour cost.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::checked::{Checked, Condition};
use crate::domain::{
    alert::{Facts, Rule, Rules, SeenSpeed, SpeedFacts, Subject, json::instant},
    freshness,
};

pub(in super::super) struct CheckedSpeed<'a>(&'a SeenSpeed);

impl<'a> CheckedSpeed<'a> {
    /// `None` if the hour ended too long ago.
    pub(in super::super) fn new(seen: &'a SeenSpeed, now: DateTime<Utc>) -> Option<Self> {
        freshness::is_recent(seen.to, now).then_some(Self(seen))
    }
}

impl Checked for CheckedSpeed<'_> {
    fn subject(&self) -> Subject {
        Subject::Account
    }

    fn seen_at(&self) -> DateTime<Utc> {
        self.0.read_at
    }

    /// The sum of the last sixty minutes counts, so that a burst raises it at once, however short.
    fn condition(&self, _: Rule, rules: &Rules, _: DateTime<Utc>) -> Condition {
        let Some(limit) = rules.hourly_spend else { return Condition::Unknown };
        let most = self.0.cost.most;
        let is_met = most >= limit && most > Decimal::ZERO;
        // A lower bound can prove that the limit is reached, not that it is not.
        if self.0.at_least && !is_met {
            return Condition::Unknown;
        }
        Condition::with_margin(is_met, most > limit.saturating_mul(Decimal::new(9, 1)))
    }

    /// The first hour that met the condition.
    fn key(&self, _: Rule, _: &Rules) -> String {
        instant::text(self.0.to)
    }

    fn facts(&self, _: Rule, rules: &Rules, _: DateTime<Utc>) -> Option<Facts> {
        let seen = self.0;
        Some(Facts::Speed(SpeedFacts {
            to: seen.to,
            least: seen.cost.least,
            most: seen.cost.most,
            limit: rules.hourly_spend?,
            currency: seen.currency.clone(),
            currency_assumed: seen.is_currency_assumed,
            models: seen.models.iter().take(SpeedFacts::MODELS).cloned().collect(),
            unpriced: seen.unpriced.iter().take(SpeedFacts::MODELS).cloned().collect(),
            api_key: seen.api_key.clone(),
            mostly_since: seen.mostly_since,
            at_least: seen.at_least,
            read_at: seen.read_at,
        }))
    }
}
