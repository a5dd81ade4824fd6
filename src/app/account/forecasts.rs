//! The forecast of each model, and the history of the selected one. Both are computed off the event loop,
//! from what the store remembers.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};

use crate::domain::{
    ModelName, Quantity,
    forecast::{Expected, Forecast, Seen, Verdict},
    price::Price,
};

/// Forecasts are made this often, and whenever a figure has changed.
const EVERY: Duration = Duration::from_mins(5);

/// What is foreseen of the models of a profile.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forecasts {
    of: HashMap<ModelName, Forecast>,
    /// Any of them says something.
    says_something: bool,
    /// When they are made next, on the monotonic clock; absent while they are being made, or before it begins.
    due: Option<Duration>,
    is_under_way: bool,
    /// The model that is looked at, with its past.
    past: Option<Past>,
    /// Forecasts were made since it was read.
    is_past_old: bool,
    /// The model whose past is awaited.
    awaited: Option<ModelName>,
}

/// What a model's detail shows besides the facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Whose.
    pub model: ModelName,
    /// What was seen of it, oldest first.
    pub seen: Vec<Seen>,
    /// What is expected of it.
    pub cone: Vec<Expected>,
    /// What it costs after its free quota; absent where no price is known.
    pub price: Option<Price>,
}

impl Forecasts {
    /// What is foreseen of this model; absent where its history is not known.
    pub fn of(&self, model: &ModelName) -> Option<&Forecast> {
        self.of.get(model)
    }

    /// Whether any of them says something.
    pub const fn say_something(&self) -> bool {
        self.says_something
    }

    /// When this model was first seen used up, where it was seen with something left before.
    pub fn ran_out(&self, model: &str) -> Option<DateTime<Utc>> {
        match self.of.get(model)?.verdict {
            Verdict::AlreadyOut { after: Some(_), by } => Some(by),
            _ => None,
        }
    }

    /// What is expected to lapse of this model, of which so much is left.
    pub fn lapses(&self, model: &ModelName, remaining: Quantity) -> Option<Quantity> {
        self.of(model)?.lapses(remaining).filter(|lapses| lapses.is_positive())
    }

    /// The past of this model, where it was read.
    pub fn past(&self, model: &ModelName) -> Option<&Past> {
        self.past.as_ref().filter(|past| past.model == *model)
    }

    /// Whether forecasts are being made.
    pub const fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// When they are made next, on the monotonic clock.
    pub fn due(&self) -> Option<Duration> {
        self.due.filter(|_| !self.is_under_way)
    }

    /// Plans them for `at`, unless they are planned for earlier.
    pub(crate) fn plan(&mut self, at: Duration) {
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    /// Whether they are to be made now; then they count as being made.
    pub(crate) fn take_due(&mut self, now: Duration) -> bool {
        let is_due = self.due().is_some_and(|due| due <= now);
        if is_due {
            (self.is_under_way, self.due) = (true, None);
        }
        is_due
    }

    /// Takes new forecasts; the next are made after a while, unless this is a one-shot command.
    pub(crate) fn take(&mut self, of: HashMap<ModelName, Forecast>, again: bool, now: Duration) {
        let says = |forecast: &Forecast| {
            !matches!(forecast.verdict, Verdict::Stale { .. } | Verdict::Expired { .. })
        };
        self.says_something = of.values().any(says);
        self.of = of;
        self.is_under_way = false;
        self.is_past_old = true;
        if again {
            self.plan(now.saturating_add(EVERY));
        }
    }

    /// The past of this model is to be shown: whether it has to be read. What is shown of it stays meanwhile.
    pub(crate) fn want_past(&mut self, model: &ModelName) -> bool {
        let is_there = self.past(model).is_some() && !self.is_past_old;
        if is_there || self.awaited.as_ref() == Some(model) {
            return false;
        }
        self.awaited = Some(model.clone());
        true
    }

    /// Takes a past, unless another is awaited by now.
    pub(crate) fn take_past(&mut self, past: Past) {
        if self.awaited.as_ref().is_none_or(|awaited| *awaited == past.model) {
            (self.awaited, self.is_past_old) = (None, false);
            self.past = Some(past);
        }
    }
}

/// When it runs out, or ran out, before it expires.
pub(crate) const fn runs_out(forecast: &Forecast) -> Option<DateTime<Utc>> {
    match forecast.verdict {
        Verdict::RunsOut(runs_out) => Some(runs_out.at),
        Verdict::AlreadyOut { by, .. } => Some(by),
        _ => None,
    }
}
