//! What is exported of a profile to a Prometheus (contract, *Metrics*): the facts behind the samples, as the list of models,
//! the account and the bill have them.
//!
//! A pure function of the state. What is not known is absent. Nothing is judged again: a metric and `list -o json` cannot
//! differ.

pub mod float;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use self::float::{Sample, instant, number};
use super::{
    Profile, State,
    account::{bills::InferenceSpend, forecasts::Forecasts, rows::Row},
};
use crate::domain::{
    AccountState, Balance, FeedName, Kind, Model, ModelName, NextCall, Quantity, Quota, Region, Site, Unit,
    forecast::{RunsOut, Verdict},
};

/// More models of a profile are left out: ten times what the vendor lists, and as many as a model list may have.
const MOST_MODELS: usize = 5_000;

/// What is exported of a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileMetrics {
    /// Its name, as `list -o json` writes it.
    pub profile: Box<str>,
    /// Absent if a snapshot does not state it.
    pub site: Option<Site>,
    /// Absent if a snapshot does not state it.
    pub region: Option<Region>,
    /// By name.
    pub models: Box<[ModelMetrics]>,
    pub balance: Option<Balance>,
    /// Absent if unknown.
    pub is_overdue: Option<bool>,
    /// The feeds that are read.
    pub feeds: Vec<FeedMetrics>,
    /// Of the running cycle; absent if bills are not read.
    pub inference: Option<Arc<InferenceSpend>>,
}

/// What is exported of a model. Quantities are in its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelMetrics {
    pub model: ModelName,
    pub kind: Kind,
    pub unit: Unit,
    pub next_call: NextCall,
    /// Absent if the server says nothing.
    pub free_quota_only: Option<bool>,
    /// The grant.
    pub total: Sample,
    pub remaining: Sample,
    /// In seconds since 1970.
    pub expires_at: Sample,
    /// The forecast, in seconds since 1970; absent if there is none, or if something will be left at the expiry.
    pub runs_out_at: Sample,
    /// What is expected to be left at the expiry; absent if nothing is, or if it is unknown.
    pub lapses: Sample,
}

/// How fresh a feed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedMetrics {
    pub feed: FeedName,
    /// When its newest data were read.
    pub fetched_at: Option<DateTime<Utc>>,
    /// Whether the last attempt succeeded; absent if there was none, as without a credential.
    pub is_up: Option<bool>,
}

impl ProfileMetrics {
    pub fn of(state: &State, profile: &Profile) -> Self {
        let snapshot = &profile.snapshot;
        let rows = snapshot.models.iter().zip(&profile.rows.rows);
        let exported = rows.filter(|(model, _)| profile.still_has(model)).take(MOST_MODELS);
        Self {
            profile: state.name_of(profile).into(),
            site: snapshot.site,
            region: snapshot.region,
            models: exported.map(|(model, row)| ModelMetrics::of(model, row, &profile.forecasts)).collect(),
            balance: snapshot.balance.clone(),
            is_overdue: match snapshot.account_state() {
                AccountState::Overdue => Some(true),
                AccountState::Good => Some(false),
                AccountState::Unknown => None,
            },
            feeds: FeedName::iter()
                .filter(|feed| profile.shows(*feed))
                .map(|feed| FeedMetrics::of(profile, feed))
                .collect(),
            inference: profile.bills.inference.clone(),
        }
    }

    /// The balance and its currency, which is empty if the server does not state it.
    pub fn available(&self) -> Option<(Decimal, &str)> {
        let balance = self.balance.as_ref()?;
        Some((balance.available?, balance.currency.as_deref().unwrap_or_default()))
    }
}

impl ModelMetrics {
    /// A quota from exported bills is as old as its export, which no metric would show: it has no figures.
    fn of(model: &Model, row: &Row, forecasts: &Forecasts) -> Self {
        let quota = model.quota.as_ref().filter(|_| model.from_bill.is_none());
        let of_quota = |figure: fn(&Quota) -> Option<Quantity>| quota.and_then(figure);
        let remaining = of_quota(|quota| quota.remaining);
        let verdict = forecasts.get(&model.name).map(|forecast| forecast.verdict);
        let runs_out_at = match verdict {
            Some(Verdict::RunsOut(RunsOut { at, .. })) => Some(at),
            _ => None,
        };
        Self {
            model: model.name.clone(),
            kind: model.kind,
            unit: model.unit,
            next_call: row.next_call,
            free_quota_only: model.free_quota_only,
            total: amount(of_quota(|quota| quota.total)),
            remaining: amount(remaining),
            expires_at: quota.and_then(|quota| quota.expires_at).map(instant).into(),
            runs_out_at: runs_out_at.filter(|_| quota.is_some()).map(instant).into(),
            lapses: amount(remaining.and_then(|remaining| forecasts.lapses(&model.name, remaining))),
        }
    }
}

fn amount(amount: Option<Quantity>) -> Sample {
    amount.map(|amount| number(amount.decimal())).into()
}

impl FeedMetrics {
    fn of(profile: &Profile, name: FeedName) -> Self {
        let feed = profile.snapshot.feed(name);
        Self { feed: name, fetched_at: feed.fetched_at, is_up: feed.is_up() }
    }
}
