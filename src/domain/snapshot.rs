//! All feeds of one account at one moment.

use std::time::Duration;

use chrono::{DateTime, Utc};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{
    AccountSeen, AccountState, Balance, Feed, FeedName, FeedState, Model, Moment, NextCall, Region, Site,
    Status, Thresholds,
};

/// Where data come from (configuration, `source`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum SourceKind {
    /// A Model Studio account.
    Alibaba,
    /// A file or standard input in the contract's JSON.
    Snapshot,
    /// The embedded demo account.
    Demo,
}

/// All feeds of one account at one moment. Status and next call are not in it: they are told from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// When it was put together.
    pub taken_at: DateTime<Utc>,
    /// The profile's name; absent where the writer did not say.
    pub profile: Option<String>,
    /// Where the data came from first; absent where the writer did not say.
    pub source: Option<SourceKind>,
    /// The account's site; absent where unknown.
    pub site: Option<Site>,
    /// The region of its models; absent where unknown.
    pub region: Option<Region>,
    /// The models, in no particular order.
    pub models: Vec<Model>,
    /// The balance; absent where it was never read.
    pub balance: Option<Balance>,
    /// The state of the quotas feed.
    pub quotas: Feed,
    /// The state of the account feed.
    pub account: Feed,
    /// The state of the bills feed; a snapshot's document has none.
    pub bills: Feed,
}

impl Snapshot {
    /// A snapshot in which nothing is known.
    pub const fn empty(taken_at: DateTime<Utc>) -> Self {
        Self {
            taken_at,
            profile: None,
            source: None,
            site: None,
            region: None,
            models: Vec::new(),
            balance: None,
            quotas: Feed { fetched_at: None, failure: None },
            account: Feed { fetched_at: None, failure: None },
            bills: Feed { fetched_at: None, failure: None },
        }
    }

    /// Everything but the models, as of `taken_at`.
    #[must_use]
    pub fn without_models(&self, taken_at: DateTime<Utc>) -> Self {
        Self {
            taken_at,
            models: Vec::new(),
            profile: self.profile.clone(),
            balance: self.balance.clone(),
            quotas: self.quotas.clone(),
            account: self.account.clone(),
            bills: self.bills.clone(),
            source: self.source,
            site: self.site,
            region: self.region,
        }
    }

    /// The feed of this name.
    pub const fn feed(&self, name: FeedName) -> &Feed {
        match name {
            FeedName::Quotas => &self.quotas,
            FeedName::Account => &self.account,
            FeedName::Bills => &self.bills,
        }
    }

    /// The state of the feed of this name at `now`.
    pub fn feed_state(&self, name: FeedName, refresh: Duration, now: DateTime<Utc>) -> FeedState {
        self.feed(name).state(refresh, now)
    }

    /// Whether the account is overdue, by the last that is known.
    pub fn account_state(&self) -> AccountState {
        AccountState::of(self.balance.as_ref())
    }

    /// What is known of the account, and since when.
    pub fn account_seen(&self) -> AccountSeen {
        AccountSeen { state: self.account_state(), read_at: self.account.fetched_at }
    }

    /// Status and next call of `model` at `now`.
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
