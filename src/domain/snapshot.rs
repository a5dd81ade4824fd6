//! All feeds of one account at one moment.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use enum_map::EnumMap;
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{
    AccountSeen, AccountState, Balance, Feed, FeedName, FeedState, Model, Moment, NextCall, Region, Site,
    Status, Thresholds,
};

/// The refresh interval of the demo: short enough to see its figures move.
pub const DEMO_REFRESH: Duration = Duration::from_secs(2);

/// Where data come from (configuration, `source`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum SourceKind {
    Alibaba,
    /// A file or standard input in the contract's JSON.
    Snapshot,
    /// The embedded demo account.
    Demo,
    /// A fleet of accounts that others poll, in a Prometheus.
    Prometheus,
}

/// All feeds of one account at one moment. Status and next call are derived from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    pub taken_at: DateTime<Utc>,
    /// If the writer states it.
    pub profile: Option<String>,
    /// The original source, if the writer states it.
    pub source: Option<SourceKind>,
    pub site: Option<Site>,
    pub region: Option<Region>,
    /// In no particular order. What reads them elsewhere shares this copy: a change then makes another one.
    pub models: Arc<Vec<Model>>,
    pub balance: Option<Balance>,
    pub feeds: EnumMap<FeedName, Feed>,
}

impl Snapshot {
    pub fn empty(taken_at: DateTime<Utc>) -> Self {
        Self {
            taken_at,
            profile: None,
            source: None,
            site: None,
            region: None,
            models: Arc::default(),
            balance: None,
            feeds: EnumMap::default(),
        }
    }

    /// Everything but the models, as of `taken_at`.
    #[must_use]
    pub fn without_models(&self, taken_at: DateTime<Utc>) -> Self {
        Self {
            taken_at,
            models: Arc::default(),
            profile: self.profile.clone(),
            balance: self.balance.clone(),
            feeds: self.feeds.clone(),
            source: self.source,
            site: self.site,
            region: self.region,
        }
    }

    pub fn models_mut(&mut self) -> &mut Vec<Model> {
        Arc::make_mut(&mut self.models)
    }

    pub fn feed(&self, name: FeedName) -> &Feed {
        &self.feeds[name]
    }

    pub fn feed_mut(&mut self, name: FeedName) -> &mut Feed {
        &mut self.feeds[name]
    }

    pub fn feed_state(&self, name: FeedName, refresh: Duration, now: DateTime<Utc>) -> FeedState {
        self.feed(name).state(refresh, now)
    }

    pub fn account_state(&self) -> AccountState {
        AccountState::of(self.balance.as_ref())
    }

    pub fn account_seen(&self) -> AccountSeen {
        AccountSeen { state: self.account_state(), read_at: self.feed(FeedName::Account).fetched_at }
    }

    pub fn judge(
        &self,
        model: &Model,
        thresholds: &Thresholds,
        now: impl Into<Moment>,
    ) -> (Status, NextCall) {
        let now = now.into();
        let status = Status::of(model, thresholds, now.utc);
        (status, NextCall::of(model, status, self.account_state(), now))
    }
}
