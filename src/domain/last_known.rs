//! The newest good data of each feed, as saved between runs.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};

use super::{
    Balance, BillSummary, Catalogued, FeedName, Model, alert::Alerts, bill::BillGrant, calls::Calls,
    clock::Comparison, forecast::Outlooks, take_bill_grants,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    pub value: T,
    /// By the server's clock as far as it is known.
    pub fetched_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SaveData {
    Catalogue(Dated<Vec<Catalogued>>),
    Models(Dated<Arc<Vec<Model>>>),
    Balance(Dated<Balance>),
    /// Dated when they were computed.
    Outlooks(Dated<Outlooks>),
    /// Dated when it was summed up.
    Bills(Dated<BillSummary>),
}

impl SaveData {
    pub const fn fetched_at(&self) -> DateTime<Utc> {
        match self {
            Self::Catalogue(data) => data.fetched_at,
            Self::Models(data) => data.fetched_at,
            Self::Balance(data) => data.fetched_at,
            Self::Outlooks(data) => data.fetched_at,
            Self::Bills(data) => data.fetched_at,
        }
    }
}

/// What was saved of one account. Absent = never fetched, or fetched under another account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LastKnown {
    pub catalogue: Option<Dated<Vec<Catalogued>>>,
    /// Every model ever seen, with its quota and Free Quota Only state.
    pub models: Option<Dated<Vec<Model>>>,
    pub balance: Option<Dated<Balance>>,
    /// Dated when they were computed.
    pub outlooks: Option<Dated<Outlooks>>,
    /// The active alerts and muted models; absent if the rules were never evaluated, or if they were not read.
    pub alerts: Option<Alerts>,
    /// Free quotas from exported bills; absent where none were computed.
    pub bill_grants: Option<Vec<BillGrant>>,
    /// Absent if the bills were never summed up.
    pub bills: Option<BillSummary>,
    /// The calls of the last hour; absent if there are none, or if they were not read with the rest.
    pub calls: Option<Dated<Arc<Calls>>>,
    /// How this machine's clock compared with the servers'.
    pub clock: Option<Comparison>,
    /// The end of each feed's `Retry-After`: the server must not be polled before.
    pub wait_until: BTreeMap<FeedName, DateTime<Utc>>,
}

impl LastKnown {
    /// All models, with the free quotas of exported bills where the console gives none.
    pub fn all_models(self) -> Vec<Model> {
        let mut models = self.models.map(|models| models.value).unwrap_or_default();
        models.sort_by(|one, two| one.name.cmp(&two.name));
        let unseen = take_bill_grants(&mut models, &self.bill_grants.unwrap_or_default());
        models.extend(unseen);
        models
    }

    pub fn newest(&self) -> Option<DateTime<Utc>> {
        let catalogue = self.catalogue.as_ref().map(|data| data.fetched_at);
        let models = self.models.as_ref().map(|data| data.fetched_at);
        catalogue.max(models).max(self.balance.as_ref().map(|data| data.fetched_at))
    }
}
