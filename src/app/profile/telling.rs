//! What is told of a profile: its alerts.

use std::time::Duration;

use super::Profile;
use crate::domain::alert::Alerts;

impl Profile {
    /// Whether alerts are told of it: not before it has begun, and not of what a file or standard input tells.
    pub fn has_alerts(&self) -> bool {
        self.has_history() && !self.wanted.is_empty()
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
