//! What is exported of a profile to a Prometheus (contract, *Metrics*): the facts behind the samples, as the list of models,
//! the account and the bill have them.
//!
//! A pure function of the state. What is not known is absent. Nothing is judged again: a metric and `list -o json` cannot
//! differ.

pub mod float;

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use self::float::{instant, number, truth};
use super::{
    Profile, State,
    account::{bills::InferenceSpend, rows::Row},
};
use crate::domain::{
    AccountState, Balance, FeedName, Model, ModelName, NextCall, Quantity, Quota, Region, Site,
    forecast::{Forecast, RunsOut, Verdict},
};

/// More models of a profile are left out: ten times what the vendor lists, and as many as a model list may have.
const MOST_MODELS: usize = 5_000;

/// What is exported of a profile.
#[derive(Debug, Clone)]
pub struct ProfileMetrics {
    /// Its name, as `list -o json` writes it.
    pub profile: Box<str>,
    /// Absent if a snapshot does not state it.
    pub site: Option<Site>,
    /// Absent if a snapshot does not state it.
    pub region: Option<Region>,
    pub models: Judged,
    pub balance: Option<Balance>,
    /// Absent if unknown.
    pub is_overdue: Option<bool>,
    /// The feeds that are read.
    pub feeds: Vec<FeedMetrics>,
    /// Of the running cycle; absent if bills are not read.
    pub inference: Option<Arc<InferenceSpend>>,
}

/// The models of a profile, and what was derived of them. They are those of the state itself, which keeps them as they
/// are here for as long as anything reads them: of many accounts, samples of their own would be a second copy.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// By name.
    pub models: Arc<Vec<Model>>,
    /// One for each model.
    pub rows: Arc<[Row]>,
    pub forecasts: Arc<HashMap<ModelName, Forecast>>,
}

/// What is exported of a model. Quantities are in its unit, instants in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct ModelMetrics<'a> {
    pub model: &'a Model,
    pub next_call: NextCall,
    forecasts: &'a HashMap<ModelName, Forecast>,
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
        Self {
            profile: state.name_of(profile).into(),
            site: snapshot.site,
            region: snapshot.region,
            models: Judged {
                models: Arc::clone(&snapshot.models),
                rows: Arc::clone(&profile.rows.rows),
                forecasts: profile.forecasts.all(),
            },
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

impl Judged {
    /// Those that the account still has.
    pub fn exported(&self) -> impl Iterator<Item = ModelMetrics<'_>> {
        let judged = self.models.iter().zip(&*self.rows).filter(|(_, row)| !row.has_vanished);
        judged.take(MOST_MODELS).map(|(model, row)| ModelMetrics {
            model,
            next_call: row.next_call,
            forecasts: &self.forecasts,
        })
    }
}

impl ModelMetrics<'_> {
    /// Absent if the server says nothing.
    pub fn free_quota_only(&self) -> Option<f64> {
        self.model.free_quota_only.map(truth)
    }

    /// The grant.
    pub fn total(&self) -> Option<f64> {
        amount(self.quota()?.total)
    }

    pub fn remaining(&self) -> Option<f64> {
        amount(self.quota()?.remaining)
    }

    pub fn expires_at(&self) -> Option<f64> {
        self.quota()?.expires_at.map(instant)
    }

    /// The forecast; absent if there is none, or if something will be left at the expiry.
    pub fn runs_out_at(&self) -> Option<f64> {
        self.quota()?;
        match self.forecast()?.verdict {
            Verdict::RunsOut(RunsOut { at, .. }) => Some(instant(at)),
            _ => None,
        }
    }

    /// What is expected to be left at the expiry; absent if nothing is, or if it is unknown.
    pub fn lapses(&self) -> Option<f64> {
        amount(self.forecast()?.lapses(self.quota()?.remaining?))
    }

    /// A quota from exported bills is as old as its export, which no metric would show: it has no figures.
    fn quota(&self) -> Option<&Quota> {
        self.model.quota.as_ref().filter(|_| self.model.from_bill.is_none())
    }

    fn forecast(&self) -> Option<&Forecast> {
        self.forecasts.get(&self.model.name)
    }
}

fn amount(amount: Option<Quantity>) -> Option<f64> {
    amount.map(|amount| number(amount.decimal()))
}

impl FeedMetrics {
    fn of(profile: &Profile, name: FeedName) -> Self {
        let feed = profile.snapshot.feed(name);
        Self { feed: name, fetched_at: feed.fetched_at, is_up: feed.is_up() }
    }
}
