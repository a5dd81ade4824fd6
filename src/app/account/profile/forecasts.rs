//! What is foreseen of its models, and what they cost after that.

use std::{collections::HashMap, time::Duration};

use super::Profile;
use crate::domain::{
    FeedName, ModelName, Now,
    forecast::Forecast,
    price::{Price, PriceList},
};

impl Profile {
    /// Has forecasts made at once, where there is anything to make them of.
    pub(crate) fn plan_forecasts(&mut self, now: Now) {
        if self.has_history() && self.wants(FeedName::Quotas) {
            self.forecasts.plan(now.monotonic);
        }
    }

    /// Takes what was foreseen; what each model may use in an hour because of it counts from the next judgement on.
    pub fn take_forecasts(&mut self, forecasts: HashMap<ModelName, Forecast>, now: Duration) {
        self.forecasts.take(forecasts, !self.schedule.asks_once(), now);
    }

    /// What the model of this name costs after its free quota: as the model list says, else as the program's own list
    /// does, where that was looked up.
    pub fn price(&self, name: &ModelName) -> Option<Price> {
        let listed = self.charges.get(name).zip(self.catalogue_at);
        let of_server = listed.map(|(charge, read_at)| Price {
            charge: *charge,
            currency: None,
            list: PriceList::Server { read_at },
        });
        of_server.or_else(|| self.forecasts.past(name)?.price.clone())
    }
}
