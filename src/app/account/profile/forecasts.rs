//! A profile's forecasts, and the prices of its models.

use std::{collections::HashMap, time::Duration};

use super::Profile;
use crate::domain::{
    FeedName, ModelName, Now,
    forecast::Forecast,
    price::{Price, PriceList},
};

impl Profile {
    /// Plans forecasts now, if there is a history for them.
    pub(crate) fn plan_forecasts(&mut self, now: Now) {
        if self.has_history() && self.wants(FeedName::Quotas) {
            self.forecasts.plan(now.monotonic);
        }
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
