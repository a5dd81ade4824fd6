//! What a profile requests: each task's interval, and the models it covers.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::Profile;
use crate::{
    app::account::schedule::{self, Movement, Task},
    domain::{FeedName, Model, ModelName, Now, Request, SourceKind, Thresholds, bill::Cycle},
};

impl Profile {
    /// How often `task` is done when all goes well; absent where something else tells when (a file's watcher).
    pub const fn every(&self, task: Task) -> Option<Duration> {
        match (task, self.source) {
            // The bills plan for themselves, day by day.
            (Task::Snapshot, SourceKind::Snapshot) | (Task::Bills, _) => None,
            (Task::Catalogue, _) => Some(schedule::CATALOGUE_EVERY),
            (Task::Switches, _) => Some(schedule::SWITCHES_EVERY),
            (Task::Quotas | Task::Account | Task::Snapshot, _) => Some(self.refresh),
        }
    }

    /// What to ask for `task` now; absent where there is nothing to ask for. A person who asks (`force`) means all
    /// models. Of the bills, days of the cycle that is shown come first.
    pub fn question(
        &self,
        task: Task,
        force: bool,
        (shown, thresholds): (Cycle, &Thresholds),
        now: DateTime<Utc>,
    ) -> Option<Request> {
        let models = || if force { self.all(task) } else { self.concerned(task, thresholds, now) };
        let some = |models: Vec<ModelName>| Some(models).filter(|models| !models.is_empty());
        match task {
            Task::Catalogue => Some(Request::Catalogue),
            Task::Quotas => some(models()).map(Request::Quotas),
            Task::Switches => some(models()).map(Request::FreeQuotaOnly),
            Task::Account => Some(Request::Account),
            Task::Bills => self.bills.ask(shown, now),
            Task::Snapshot => Some(Request::Snapshot),
        }
    }

    /// Whether bills are requested from the server: those of a snapshot are imported.
    pub fn asks_for_bills(&self) -> bool {
        self.wants(FeedName::Bills) && self.source != SourceKind::Snapshot
    }

    /// The names of the models that `task` concerns now.
    pub fn concerned(&self, task: Task, thresholds: &Thresholds, now: DateTime<Utc>) -> Vec<ModelName> {
        if task != Task::Quotas {
            return self.all(task);
        }
        let models = self.snapshot.models.iter();
        let mut wanted: Vec<ModelName> = models
            .filter(|model| schedule::is_wanted(model, self.movement(model), thresholds, now))
            .map(|model| model.name.clone())
            .collect();
        if wanted.is_empty() {
            // All are at rest. One question still tells that they can be read: without any, the feed would
            // go stale between the rounds.
            wanted.extend(self.read_longest_ago().map(|model| model.name.clone()));
        }
        wanted
    }

    fn movement(&self, model: &Model) -> Movement {
        self.movements.get(&model.name).copied().unwrap_or_default()
    }

    fn read_longest_ago(&self) -> Option<&Model> {
        self.snapshot.models.iter().min_by_key(|model| model.quota.as_ref().map(|quota| quota.read_at))
    }

    /// The names of all models that `task` may concern.
    pub fn all(&self, task: Task) -> Vec<ModelName> {
        let models = self.snapshot.models.iter();
        match task {
            Task::Quotas => models.map(|model| model.name.clone()).collect(),
            Task::Switches => {
                models.filter(|model| may_have_switch(model)).map(|model| model.name.clone()).collect()
            }
            Task::Catalogue | Task::Account | Task::Snapshot | Task::Bills => Vec::new(),
        }
    }

    /// What a person means by refreshing.
    pub fn tasks_to_refresh(&self) -> Vec<Task> {
        let mut tasks = match self.source {
            SourceKind::Snapshot | SourceKind::Demo => vec![Task::Snapshot],
            SourceKind::Alibaba if self.snapshot.models.is_empty() => vec![Task::Catalogue, Task::Account],
            SourceKind::Alibaba => vec![Task::Quotas, Task::Switches, Task::Account],
        };
        // Bills move once a day: they are asked for ahead of their time only where that failed.
        if self.asks_for_bills() && self.failure(Task::Bills).is_some() {
            tasks.push(Task::Bills);
        }
        tasks
    }

    /// When `feed` is requested next; absent while an answer is awaited, or if nothing is planned.
    pub fn asked_next(&self, feed: FeedName, now: Now) -> Option<DateTime<Utc>> {
        let due = self.schedule.next_question(feed)?;
        let due = self.schedule.wait(feed, now.monotonic).map_or(due, |wait| due.max(wait.until));
        let ahead = due.checked_sub(now.monotonic).filter(|ahead| !ahead.is_zero())?;
        now.utc.checked_add_signed(TimeDelta::from_std(ahead).ok()?)
    }

    /// Whether a model is listed whose quota was never read.
    pub fn has_unread_models(&self) -> bool {
        self.snapshot.models.iter().any(|model| model.quota.is_none())
    }
}

/// A model without a free quota has nothing that Free Quota Only could stop.
fn may_have_switch(model: &Model) -> bool {
    model.quota.as_ref().is_none_or(|quota| {
        quota.quota_status.as_deref() != Some("UNKNOWN")
            && quota.total.is_none_or(crate::domain::Quantity::is_positive)
    })
}
