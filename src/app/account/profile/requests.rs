//! What a profile requests, and when: the start, the user's refresh, and the models that a request covers.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use strum::IntoEnumIterator as _;

use super::Profile;
use crate::{
    app::account::schedule::{self, Task},
    domain::{FeedName, Model, ModelName, Now, Request, SourceKind, Thresholds, bill::Cycle},
};

impl Profile {
    /// Plans the first requests for the feeds in `wanted`; none if `offline`.
    pub fn begin(&mut self, wanted: &[FeedName], offline: bool, now: Now) {
        self.wanted = wanted.to_vec();
        self.plan_forecasts(now);
        if !offline {
            self.plan_start(now);
        }
    }

    pub(super) fn plan_start(&mut self, now: Now) {
        // Bills and calls plan what to request themselves.
        let plans_itself = |task: &Task| matches!(task, Task::Bills | Task::Calls);
        let tasks: Vec<Task> = self.possible_tasks().filter(|task| !plans_itself(task)).collect();
        for task in tasks {
            let delay = if task == Task::Catalogue { self.catalogue_stays_for(now) } else { Duration::ZERO };
            let begins_at = self.schedule.begins_at(now.monotonic).unwrap_or(now.monotonic);
            self.schedule.plan(task, begins_at.saturating_add(delay));
        }
    }

    /// Whether it has models of its own: a fleet has those of the account that is open.
    fn has_one_account(&self) -> bool {
        self.source != SourceKind::Prometheus || self.fleet.opened.is_some()
    }

    /// How long the known model list needs no request.
    fn catalogue_stays_for(&self, now: Now) -> Duration {
        let age = self.catalogue_at.and_then(|at| now.utc.signed_duration_since(at).to_std().ok());
        age.zip(self.every(Task::Catalogue)).map_or(Duration::ZERO, |(age, every)| every.saturating_sub(age))
    }

    /// The tasks of the wanted feeds that its source serves, and for which it knows enough.
    fn possible_tasks(&self) -> impl Iterator<Item = Task> {
        let has_models = !self.snapshot.models.is_empty();
        // A snapshot has all feeds.
        let is_wanted = |task: Task| task == Task::Snapshot || self.wants(task.feed());
        Task::iter()
            .filter(move |task| is_wanted(*task) && task.is_served_by(self.source))
            .filter(move |task| has_models || !task.needs_models())
            .filter(|task| *task != Task::Plans || self.plans.are_wanted)
            .filter(|task| *task != Task::Snapshot || self.has_one_account())
    }

    /// The tasks that the user repeats by refreshing.
    pub fn tasks_to_refresh(&self) -> Vec<Task> {
        let is_repeated = |task: &Task| match task {
            // A known list is good for a day.
            Task::Catalogue => self.snapshot.models.is_empty(),
            // Bills change once a day: only failed requests are repeated.
            Task::Bills => self.failure(Task::Bills).is_some(),
            Task::Calls => self.calls.is_shown(),
            _ => true,
        };
        self.possible_tasks().filter(is_repeated).collect()
    }

    /// The interval at which `task` repeats after success; absent if something else triggers it.
    pub const fn every(&self, task: Task) -> Option<Duration> {
        // A recording has the same answers ever after.
        if self.recorded_at.is_some() { None } else { task.every(self.source, self.refresh) }
    }

    /// The request for `task` now; absent if there is nothing to request. With `force`, by the user, it
    /// covers all models whose data were not just read. Of the bills, days of the cycle `shown` come first.
    pub fn request(
        &self,
        task: Task,
        force: bool,
        (shown, thresholds): (Cycle, &Thresholds),
        now: DateTime<Utc>,
    ) -> Option<Request> {
        match task {
            Task::Bills => return self.bills.next_request(shown, now),
            Task::Calls => return self.calls.next_request(force, now).map(Request::Calls),
            Task::Snapshot if self.source == SourceKind::Prometheus => {
                return self.fleet.opened.clone().map(Request::FleetAccount);
            }
            _ => {}
        }
        let models = match task {
            Task::Quotas if !force => self.models_due(thresholds, now),
            Task::Switches => self.names(|model| {
                task.concerns(model) && schedule::is_switch_wanted(model, force, thresholds, now)
            }),
            _ => self.names(|model| task.concerns(model)),
        };
        if task.needs_models() && models.is_empty() { None } else { task.request(models) }
    }

    /// Whether bills are requested from the server: those of a snapshot are imported.
    pub fn requests_bills(&self) -> bool {
        self.wants(FeedName::Bills) && Task::Bills.is_served_by(self.source)
    }

    /// The models whose quotas are due.
    fn models_due(&self, thresholds: &Thresholds, now: DateTime<Utc>) -> Vec<ModelName> {
        let due = self.names(|model| schedule::is_wanted(model, thresholds, now));
        if due.is_empty() {
            // All are quiet. One request still proves that they can be read: without it, the feed would
            // become stale between the rounds.
            return self.read_longest_ago().map(|model| model.name.clone()).into_iter().collect();
        }
        due
    }

    /// Forgets the state of a model's switch, which the next request then includes.
    pub(crate) fn forget_switch(&mut self, model: &ModelName, now: DateTime<Utc>) {
        if let Some(model) = self.snapshot.models_mut().iter_mut().find(|known| known.name == *model) {
            model.forget_switch(now);
        }
    }

    fn names(&self, is_included: impl Fn(&Model) -> bool) -> Vec<ModelName> {
        let models = self.snapshot.models.iter().filter(|model| is_included(model));
        models.map(|model| model.name.clone()).collect()
    }

    fn read_longest_ago(&self) -> Option<&Model> {
        self.snapshot.models.iter().min_by_key(|model| model.console_quota().map(|quota| quota.read_at))
    }

    /// When something is to be requested, forecast or taken off the screen next, on the monotonic clock.
    pub(crate) fn next_wake(&self, offline: bool, now: Now) -> Option<Duration> {
        if let Some(begins_at) = self.schedule.begins_at(now.monotonic) {
            return Some(begins_at);
        }
        let requests = || self.schedule.next_wake(now.monotonic);
        let calls = || Some(now.monotonic_at(self.calls.old_from(now.utc)?));
        let online = if offline { [None; 2] } else { [requests(), calls()] };
        let toast = self.alerts.toast.as_ref().map(|toast| toast.until);
        online.into_iter().chain([self.forecasts.due(), toast]).flatten().min()
    }

    /// When `feed` is requested next; absent while a response is awaited, or if nothing is planned.
    pub fn next_request_at(&self, feed: FeedName, now: Now) -> Option<DateTime<Utc>> {
        let due = self.schedule.next_request_at(feed)?;
        let due = self.schedule.wait(feed, now.monotonic).map_or(due, |wait| due.max(wait.until));
        let ahead = due.checked_sub(now.monotonic).filter(|ahead| !ahead.is_zero())?;
        now.utc.checked_add_signed(TimeDelta::from_std(ahead).ok()?)
    }

    /// Whether the quota of a listed model was never read.
    pub fn has_unread_models(&self) -> bool {
        self.snapshot.models.iter().any(|model| model.console_quota().is_none())
    }
}
