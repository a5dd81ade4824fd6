//! A profile's forecasts, and the prices of its models.

use std::{collections::HashMap, time::Duration};

use super::Profile;
use crate::domain::{
    FeedName, ModelName, Now,
    forecast::Forecast,
    price::{Price, PriceList},
};

impl Profile {
    /// Plans forecasts now, if there is a history to make them from.
    pub(crate) fn plan_forecasts(&mut self, now: Now) {
        if self.has_history() && self.wants(FeedName::Quotas) {
            self.forecasts.plan(now.monotonic);
        }
    }

    /// Takes new forecasts; they count from the next judgement on.
    pub fn take_forecasts(&mut self, forecasts: HashMap<ModelName, Forecast>, now: Duration) {
        self.forecasts.take(forecasts, !self.schedule.is_one_shot(), now);
    }

    /// The price of a model after its free quota: that in the model list, else that in the built-in list.
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
