//! The forecast of each model, and the history of the selected one. Both are computed off the event loop,
//! from the stored history.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};

use crate::domain::{
    ModelName, Quantity,
    forecast::{Expected, Forecast, Outlooks, Seen, Trend, Verdict},
    price::Price,
};

/// Forecasts are recomputed this often, and whenever a quota has changed.
pub(crate) const REFRESH_INTERVAL: Duration = Duration::from_mins(5);

/// Forecasts of a profile's models, and the history and price of the selected one.
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
    /// History of the selected model.
    history: Option<ModelHistory>,
    /// New forecasts have arrived since it was read.
    is_history_outdated: bool,
    /// The model whose history is being read.
    pending: Option<ModelName>,
}

/// Which run has made forecasts of the figures that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Run {
    /// This one has or will.
    #[default]
    This,
    Last,
}

/// A model's history, outlook and price, for its detail.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelHistory {
    pub model: ModelName,
    /// Observed quotas, oldest first.
    pub seen: Vec<Seen>,
    /// The expected course, as a range.
    pub cone: Vec<Expected>,
    /// The price beyond the free quota, if known.
    pub price: Option<Price>,
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
        self.history.as_ref().filter(|history| history.model == *model)
    }

    /// Whether forecasts are being computed.
    pub const fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// Whether the history of a model is being read.
    pub const fn is_reading_history(&self) -> bool {
        self.pending.is_some()
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
        self.is_history_outdated = true;
        if again {
            self.plan(now.saturating_add(REFRESH_INTERVAL));
        }
    }

    /// Whether the history of `model` has to be read before it can be shown; marks it as being read. An
    /// outdated one stays on screen meanwhile.
    pub(crate) fn request_history(&mut self, model: &ModelName) -> bool {
        let is_current = self.history(model).is_some() && !self.is_history_outdated;
        if is_current || self.pending.as_ref() == Some(model) {
            return false;
        }
        self.pending = Some(model.clone());
        true
    }

    /// Takes in a history, unless another has been requested since.
    pub(crate) fn take_history(&mut self, history: ModelHistory) {
        if self.pending.as_ref().is_none_or(|pending| *pending == history.model) {
            (self.pending, self.is_history_outdated) = (None, false);
            self.history = Some(history);
        }
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
