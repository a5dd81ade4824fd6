//! The alerts of a profile, together with what is known of its models now.

use chrono::{DateTime, Utc};

use super::Profile;
use crate::{
    app::account::alerts::{Alerts, ModelNow},
    domain::{
        ModelName, Now,
        alert::{self, Episode, Facts, QuotaFacts},
        forecast::Verdict,
    },
};

impl Profile {
    /// Takes the current alerts, except those for unknown models, which belong to an earlier login.
    pub fn take_alerts(&mut self, mut alerts: alert::Alerts, now: Now) {
        if !self.snapshot.models.is_empty() {
            alerts
                .active
                .retain(|episode| episode.subject.model().is_none_or(|name| self.find(name).is_ok()));
        }
        alerts.active.iter_mut().for_each(|episode| self.fleet.date(episode));
        self.with_alerts(|shown, profile| shown.take(alerts, |name| profile.model_now(name), now));
    }

    /// Groups and orders the alerts by what is known of the models now.
    pub(super) fn arrange_alerts(&mut self, now: DateTime<Utc>) {
        self.with_alerts(|alerts, profile| alerts.arrange(|name| profile.model_now(name), now));
    }

    fn with_alerts(&mut self, change: impl FnOnce(&mut Alerts, &Self)) {
        let mut alerts = std::mem::take(&mut self.alerts);
        change(&mut alerts, self);
        self.alerts = alerts;
    }

    /// The facts of an alert now, so that its figures are those of the list of models; where nothing newer is
    /// known, those of its last event.
    pub fn facts_now(&self, alert: &Episode) -> Facts {
        let now = || {
            let (model, row) = self.model(alert.subject.model()?)?;
            let Facts::Quota(then) = &alert.facts else { return None };
            QuotaFacts::of(model, row.runs_out.or(then.runs_out_at), row.reason)
        };
        now().map_or_else(|| alert.facts.clone(), Facts::Quota)
    }

    /// When the quota of `model` was used up, if it was seen with something left before.
    pub fn used_up_at(&self, model: &ModelName) -> Option<DateTime<Utc>> {
        match self.forecasts.get(model)?.verdict {
            Verdict::AlreadyOut { after: Some(_), by } => Some(by),
            _ => None,
        }
    }

    fn model_now(&self, name: &ModelName) -> ModelNow {
        let Some((model, row)) = self.model(name) else { return ModelNow::default() };
        ModelNow {
            next_call: Some(row.next_call),
            cost: self.bills.costs.largest(name),
            runs_out_at: row.runs_out,
            expires_at: model.quota.as_ref().and_then(|quota| quota.expires_at),
            left_percent: model.left_percent(),
        }
    }
}
