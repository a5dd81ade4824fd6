//! What a profile has: bills, alerts, debts.

use std::time::Duration;

use super::Profile;
use crate::{
    app::account::schedule::Task,
    domain::{AccountState, FeedName, alert::Alerts},
};

impl Profile {
    /// Whether it has alerts: not before it has begun, and not where a file or standard input is its source.
    pub fn has_alerts(&self) -> bool {
        self.has_history() && !self.wanted.is_empty()
    }

    /// Whether its bills are read.
    pub fn has_bills(&self) -> bool {
        self.wants(FeedName::Bills)
    }

    /// Whether its account owes.
    pub fn is_overdue(&self) -> bool {
        self.snapshot.account_state() == AccountState::Overdue
    }

    /// Whether its first answer is awaited before there is anything of it to show.
    pub fn is_first_load(&self) -> bool {
        self.snapshot.models.is_empty()
            && self.catalogue_at.is_none()
            && self.snapshot.quotas.fetched_at.is_none()
            && self.snapshot.quotas.failure.is_none()
            && [Task::Catalogue, Task::Quotas, Task::Snapshot]
                .into_iter()
                .any(|task| self.schedule.is_planned(task))
    }

    /// Takes how the alerts are now, as far as they are of models that are known: others are of a login of before.
    pub fn take_alerts(&mut self, mut alerts: Alerts, now: Duration) {
        if !self.snapshot.models.is_empty() {
            alerts
                .active
                .retain(|episode| episode.subject.model().is_none_or(|name| self.find(name).is_ok()));
        }
        self.alerts.take(alerts, now);
    }
}
