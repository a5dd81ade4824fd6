//! What is derived of each model from other data than its quota: what its calls, its history and the bills tell.

use std::sync::Arc;

use super::Profile;
use crate::domain::{Model, calls::RecentUse};

impl Profile {
    /// Derives it. Models of which there is nothing new stay the same copy.
    pub(super) fn derive(&mut self) {
        let models = &self.snapshot.models;
        for (model, bill) in models.iter().filter_map(|model| Some((model, model.from_bill.as_deref()?))) {
            if let Some(end) = bill.end() {
                self.forecasts.take_end(&model.name, end);
            }
        }
        let mut last: Option<Arc<RecentUse>> = None;
        let mut derived = |model: &Model| {
            let forecast = self.forecasts.get(&model.name);
            let hourly_use = forecast.map_or(model.hourly_use, |forecast| forecast.hourly_use);
            let read_at = model.console_quota().map(|quota| quota.read_at);
            let since = read_at.map(|read_at| model.figures_since.unwrap_or(read_at));
            let recent = self.calls.recent().zip(since).map(|(recent, since)| {
                let recent = recent.use_of(&model.name, since);
                match &last {
                    Some(last) if **last == recent => Arc::clone(last),
                    _ => Arc::clone(last.insert(Arc::new(recent))),
                }
            });
            (hourly_use, recent)
        };
        if models.iter().any(|model| derived(model) != (model.hourly_use, model.recent.clone())) {
            for model in Arc::make_mut(&mut self.snapshot.models) {
                (model.hourly_use, model.recent) = derived(model);
            }
        }
    }
}
