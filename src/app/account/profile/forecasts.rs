//! A profile's forecasts, and the prices of its models.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

use super::Profile;
use crate::domain::{
    Dated, FeedName, ModelName, Now,
    forecast::{Forecast, Outlooks, STALE_AFTER},
    price::{Price, PriceList},
};

impl Profile {
    /// Plans forecasts now, if there is a history for them.
    pub(crate) fn plan_forecasts(&mut self, now: Now) {
        if self.has_history() && self.wants(FeedName::Quotas) {
            self.forecasts.plan(now.monotonic);
        }
    }

    /// Takes what the last run has forecast, as far as it would be forecast again: figures that are hours old say nothing
    /// any more, but bills are as old as their export.
    pub(super) fn recall_outlooks(&mut self, saved: Dated<Outlooks>, now: DateTime<Utc>) {
        let age = now.signed_duration_since(saved.fetched_at);
        let is_recent = age >= TimeDelta::zero() && age <= STALE_AFTER;
        let mut forecasts = std::mem::take(&mut self.forecasts);
        let is_from_bill = |name: &ModelName| {
            self.find(name)
                .is_ok_and(|at| self.snapshot.models.get(at).is_some_and(|it| it.from_bill.is_some()))
        };
        forecasts.recall(saved.value, |name| is_recent || is_from_bill(name));
        self.forecasts = forecasts;
    }

    /// Takes in forecasts; rows reflect them from their next update on.
    pub fn take_forecasts(&mut self, forecasts: HashMap<ModelName, Forecast>, now: Duration) {
        self.forecasts.take(forecasts, !self.schedule.is_one_shot(), now);
    }

    /// The price of a model beyond its free quota, from the model list or else from the built-in list.
    pub fn price(&self, name: &ModelName) -> Option<Price> {
        let listed = self.charges.get(name).zip(self.catalogue_at);
        let of_server = listed.map(|(charge, read_at)| Price {
            charge: *charge,
            currency: None,
            list: PriceList::Server { read_at },
        });
        of_server.or_else(|| self.forecasts.history(name)?.price.clone())
    }
}
