//! A profile's forecasts, and the prices of its models.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

use super::Profile;
use crate::{
    app::account::forecasts::REFRESH_INTERVAL,
    domain::{
        Dated, FeedName, Model, ModelName, Now,
        forecast::{Forecast, Outlooks, STALE_AFTER},
        price::{Price, PriceList},
    },
};

impl Profile {
    /// Plans forecasts, if there is a history for them: now, unless those of the last run are shown.
    pub(crate) fn plan_forecasts(&mut self, now: Now) {
        if self.has_history() && self.wants(FeedName::Quotas) {
            let is_known = self.forecasts.are_recalled() && !self.schedule.is_one_shot();
            let delay = if is_known { REFRESH_INTERVAL } else { Duration::ZERO };
            self.forecasts.plan(now.monotonic.saturating_add(delay));
        }
    }

    /// Takes what the last run has forecast, as it would be forecast again: figures that are hours old say nothing any
    /// more, but bills are as old as their export.
    pub(super) fn recall_outlooks(&mut self, saved: Dated<Outlooks>, now: DateTime<Utc>) {
        let age = now.signed_duration_since(saved.fetched_at);
        let read_at = self.snapshot.feed(FeedName::Quotas).fetched_at;
        let ahead = read_at.and_then(|at| at.signed_duration_since(saved.fetched_at).to_std().ok());
        let are_of_these_figures = ahead.is_none_or(|ahead| ahead <= REFRESH_INTERVAL);
        let is_usable = age >= TimeDelta::zero() && (are_of_these_figures || age <= STALE_AFTER);
        let Outlooks { mut forecasts, mut trends } = saved.value;
        forecasts.retain(|name, forecast| {
            let model = self.find(name).ok().and_then(|at| self.snapshot.models.get(at));
            if let Some(quota) = model.and_then(Model::console_quota) {
                forecast.age(quota, now);
            }
            model.is_some_and(|model| is_usable || model.from_bill.is_some())
        });
        trends.retain(|_, trend| trend.age(age));
        self.forecasts.recall(Outlooks { forecasts, trends }, is_usable && are_of_these_figures);
    }

    /// Takes in forecasts; rows reflect them from their next update on.
    pub fn take_forecasts(&mut self, forecasts: HashMap<ModelName, Forecast>, now: Duration) {
        self.forecasts.take(forecasts, !self.schedule.is_one_shot(), now);
    }

    /// The price of a model beyond its free quota, from the model list or else from the built-in list.
    pub fn price(&self, name: &ModelName) -> Option<Price> {
        let listed = self.list.charge(name).zip(self.catalogue_at);
        let of_server = listed.map(|(charge, read_at)| Price {
            charge,
            currency: None,
            list: PriceList::Server { read_at },
        });
        of_server.or_else(|| self.forecasts.history(name)?.price.clone())
    }
}
