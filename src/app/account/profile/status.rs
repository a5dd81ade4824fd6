//! Whether a profile has bills, alerts, debts, data.

use super::Profile;
use crate::{
    app::account::schedule::Task,
    domain::{AccountState, FeedName, Now, SourceKind},
};

impl Profile {
    /// Not before it has begun, and not if its source is a file or standard input.
    pub fn has_alerts(&self) -> bool {
        self.has_history() && !self.wanted.is_empty()
    }

    /// Whether it has many accounts, which others poll.
    pub fn is_fleet(&self) -> bool {
        self.source == SourceKind::Prometheus
    }

    /// Whether its accounts are being read for the first time.
    pub fn awaits_fleet(&self) -> bool {
        self.is_fleet() && self.fleet.read_at.is_none() && self.failure(Task::Fleet).is_none()
    }

    /// Whether its bills are read.
    pub fn has_bills(&self) -> bool {
        self.wants(FeedName::Bills)
    }

    /// Whether a response is awaited for `feed`, or a request for bills begins once those of the last run are read.
    pub fn is_requesting(&self, feed: FeedName, now: Now) -> bool {
        let is_due = || self.bills.next_request_at(now.utc).is_some_and(|at| at <= now.utc);
        let begins_bills = || {
            self.bills.are_recalled()
                && self.requests_bills()
                && self.failure(Task::Bills).is_none()
                && self.schedule.begins_at(now.monotonic).is_none()
                && is_due()
        };
        self.schedule.is_requesting(feed) || feed == FeedName::Bills && begins_bills()
    }

    /// Whether its calls can be read.
    pub fn has_calls(&self) -> bool {
        self.wants(FeedName::Calls) && Task::Calls.is_served_by(self.source)
    }

    /// Whether all days known of its bills were imported, and none can be requested: such bills are as old as
    /// their export, and never overdue for reading.
    pub fn has_imported_bills_alone(&self) -> bool {
        let failure = self.snapshot.feed(FeedName::Bills).failure.as_ref();
        let is_off = !self.requests_bills() || failure.is_some_and(|failure| failure.cause.means_off());
        is_off && self.bills.are_imported()
    }

    pub fn is_overdue(&self) -> bool {
        self.snapshot.account_state() == AccountState::Overdue
    }

    /// Whether its first response is awaited, with nothing to show yet.
    pub fn is_first_load(&self) -> bool {
        self.snapshot.models.is_empty()
            && self.catalogue_at.is_none()
            && self.snapshot.feed(FeedName::Quotas).fetched_at.is_none()
            && self.snapshot.feed(FeedName::Quotas).failure.is_none()
            && [Task::Catalogue, Task::Quotas, Task::Snapshot]
                .into_iter()
                .any(|task| self.schedule.is_planned(task))
    }
}
