//! The forecast of each model. All are computed off the event loop, from the stored history.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};

use super::histories::{Histories, ModelHistory};
use crate::domain::{
    ModelName, Quantity,
    forecast::{Forecast, Outlooks, Trend, Verdict},
};

/// Forecasts are recomputed this often, and whenever a quota has changed.
pub(crate) const REFRESH_INTERVAL: Duration = Duration::from_mins(5);

/// Forecasts of a profile's models, and the histories of those whose detail is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forecasts {
    /// Shared with what reads it elsewhere.
    by_model: Arc<HashMap<ModelName, Forecast>>,
    /// What was left in the last days; absent for unused models.
    trends: HashMap<ModelName, Trend>,
    /// Whether any forecast has a verdict to show.
    has_verdicts: bool,
    /// When they are computed next, on the monotonic clock; `None` while they are being computed, or before
    /// the start.
    due: Option<Duration>,
    is_under_way: bool,
    made_by: Run,
    histories: Histories,
}

/// Which run has made forecasts of the figures that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Run {
    /// This one has or will.
    #[default]
    This,
    Last,
}

impl Forecasts {
    /// The forecast of `model`; `None` without a history.
    pub fn get(&self, model: &ModelName) -> Option<&Forecast> {
        self.by_model.get(model)
    }

    /// All of them.
    pub(crate) fn all(&self) -> Arc<HashMap<ModelName, Forecast>> {
        Arc::clone(&self.by_model)
    }

    /// What was left of `model` in the last days; `None` if that is unknown, or nothing was used.
    pub fn trend(&self, model: &ModelName) -> Option<&Trend> {
        self.trends.get(model)
    }

    /// Whether the trend of any model is known.
    pub fn have_trends(&self) -> bool {
        !self.trends.is_empty()
    }

    /// What is saved for the next run.
    pub(crate) fn outlooks(&self) -> Outlooks {
        Outlooks { forecasts: HashMap::clone(&self.by_model), trends: self.trends.clone() }
    }

    /// Takes what the last run has saved, unless there is something newer. If that was made from the figures that are
    /// shown, there is nothing new to forecast for a while.
    pub(crate) fn recall(&mut self, saved: Outlooks, are_of_these_figures: bool) {
        if self.by_model.is_empty() {
            let Outlooks { forecasts, trends } = saved;
            self.has_verdicts = forecasts.values().any(has_verdict);
            (self.by_model, self.trends) = (forecasts.into(), trends);
            self.made_by = if are_of_these_figures { Run::Last } else { Run::This };
        }
    }

    /// Whether they are those of the last run, made from the figures that are shown.
    pub(crate) const fn are_recalled(&self) -> bool {
        matches!(self.made_by, Run::Last)
    }

    /// Takes in trends. Forecasts follow, and the list then shows both.
    pub(crate) fn take_trends(&mut self, trends: HashMap<ModelName, Trend>) {
        self.trends = trends;
    }

    /// Whether any forecast has a verdict to show.
    pub const fn have_verdicts(&self) -> bool {
        self.has_verdicts
    }

    /// Takes the end of a quota that exported bills tell, in place of what its history says: that is forgotten
    /// in the end, and polls tell no minute.
    pub(crate) fn take_end(&mut self, model: &ModelName, end: Verdict) {
        let by_model = Arc::make_mut(&mut self.by_model);
        let forecast = by_model.entry(model.clone()).or_insert_with(Forecast::nothing_seen);
        forecast.verdict = end;
        self.has_verdicts = true;
    }

    /// When `model` was first observed as used up, if it was observed with quota left before.
    pub fn ran_out(&self, model: &str) -> Option<DateTime<Utc>> {
        match self.by_model.get(model)?.verdict {
            Verdict::AlreadyOut { after: Some(_), by } => Some(by),
            _ => None,
        }
    }

    /// How much of `remaining` is expected to lapse unused.
    pub fn lapses(&self, model: &ModelName, remaining: Quantity) -> Option<Quantity> {
        self.get(model)?.lapses(remaining)
    }

    /// The history of `model`, if it has been read.
    pub fn history(&self, model: &ModelName) -> Option<&ModelHistory> {
        self.histories.get(model)
    }

    /// Whether forecasts are being computed.
    pub const fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// Whether the history of a model is being read.
    pub const fn is_reading_history(&self) -> bool {
        self.histories.are_being_read()
    }

    /// When they are computed next, on the monotonic clock.
    pub fn due(&self) -> Option<Duration> {
        self.due.filter(|_| !self.is_under_way)
    }

    /// Schedules them for `at`, unless they are due earlier.
    pub(crate) fn plan(&mut self, at: Duration) {
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    /// Whether they are due now; marks them as being computed.
    pub(crate) fn take_due(&mut self, now: Duration) -> bool {
        let is_due = self.due().is_some_and(|due| due <= now);
        if is_due {
            (self.is_under_way, self.due) = (true, None);
        }
        is_due
    }

    /// Takes in new forecasts. Unless `again` is false (in one-shot commands), the next ones are scheduled.
    pub(crate) fn take(&mut self, by_model: HashMap<ModelName, Forecast>, again: bool, now: Duration) {
        self.has_verdicts = by_model.values().any(has_verdict);
        self.by_model = by_model.into();
        (self.is_under_way, self.made_by) = (false, Run::This);
        self.histories.outdate();
        if again {
            self.plan(now.saturating_add(REFRESH_INTERVAL));
        }
    }

    /// Returns the models whose histories to read now, and marks them as being read: [`Histories::request`].
    pub(crate) fn request_histories(&mut self, wanted: Vec<ModelName>, likely: bool) -> Vec<ModelName> {
        self.histories.request(wanted, likely)
    }

    /// Takes in a history, unless it is no longer wanted.
    pub(crate) fn take_history(&mut self, history: ModelHistory) {
        self.histories.take(history);
    }
}

const fn has_verdict(forecast: &Forecast) -> bool {
    !matches!(forecast.verdict, Verdict::Stale { .. } | Verdict::Expired { .. })
}

/// When the quota runs out or ran out, unless it expires first.
pub(crate) const fn runs_out(forecast: &Forecast) -> Option<DateTime<Utc>> {
    match forecast.verdict {
        Verdict::RunsOut(runs_out) => Some(runs_out.at),
        Verdict::AlreadyOut { by, .. } => Some(by),
        _ => None,
    }
}
