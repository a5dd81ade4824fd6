//! The credentials of a profile, and starting over with other ones.

use strum::IntoEnumIterator as _;

use super::Profile;
use crate::{
    app::account::schedule::Task,
    domain::{
        CredentialKind, FeedName, Fetched, LastKnown, Now, SourceKind, fleet::AccountName,
        snapshot::DEMO_REFRESH,
    },
};

impl Profile {
    /// Whether the quotas were read with another credential than the last time.
    pub fn is_of_another_login(&self, task: Task, fetched: &Fetched) -> bool {
        let known = self.credentials[CredentialKind::Console].as_ref();
        let names = known.zip(fetched.credential.as_ref());
        matches!(task, Task::Quotas | Task::Switches)
            && fetched.answer.is_ok()
            && names.is_some_and(|(known, used)| known != used)
    }

    /// Notes the name of the credential with which `feed` was read; that of a failed request does not count:
    /// the one before may well succeed again.
    pub fn note_credential(&mut self, feed: FeedName, fetched: &Fetched) {
        if fetched.answer.is_ok() {
            self.note_login(feed, fetched.credential.as_deref());
        }
    }

    /// Notes the name of the credential with which `feed` was read.
    pub fn note_login(&mut self, feed: FeedName, name: Option<&str>) {
        if let Some(name) = name {
            self.credentials[feed.credential()] = Some(name.to_owned());
        }
    }

    /// The login has changed: drops all data of the old account, restores the saved data of the new one, and
    /// requests everything again.
    pub fn start_over(&mut self, known: LastKnown, now: Now) {
        let empty = Self::new(&self.name, self.source, self.refresh, self.schedule.emptied(), now);
        let before = std::mem::replace(self, empty);
        self.generation = before.generation.wrapping_add(1);
        (self.snapshot.site, self.snapshot.region) = (before.snapshot.site, before.snapshot.region);
        (self.recorded_at, self.may_change) = (before.recorded_at, before.may_change);
        (self.wanted, self.evaluation, self.fleet) = (before.wanted, before.evaluation, before.fleet);
        (self.calls.only, self.plans.are_wanted) = (before.calls.only, before.plans.are_wanted);
        let bills = before.bills;
        (self.bills.only, self.bills.derived, self.bills.detail) = (bills.only, bills.derived, bills.detail);
        self.bills.derives_only = bills.derives_only;
        self.recall(known, now);
        self.plan_forecasts(now);
        self.plan_start(now);
    }

    /// Opens an account of the fleet: drops all data of the one before, and requests those of this one.
    pub fn open_account(&mut self, name: AccountName, now: Now) {
        self.fleet.opened = Some(name);
        self.fleet.firing.clear();
        (self.snapshot.site, self.snapshot.region) = (None, None);
        self.start_over(LastKnown::default(), now);
    }

    /// Becomes the demo account. Responses to earlier requests are dropped.
    pub fn become_demo(&mut self, now: Now) {
        let (generation, evaluation) = (self.generation.wrapping_add(1), self.evaluation);
        let wants_plans = self.plans.are_wanted;
        *self = Self::new("demo", SourceKind::Demo, DEMO_REFRESH, self.schedule.emptied(), now);
        (self.generation, self.evaluation) = (generation, evaluation);
        self.plans.are_wanted = wants_plans;
        self.begin(&FeedName::iter().collect::<Vec<_>>(), false, now);
    }
}
