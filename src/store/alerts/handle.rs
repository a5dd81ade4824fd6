//! What the rest of the program asks of the store about alerts.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Alerts, AlertsJob, Carrier, Delivery, Handling, Outbox, job::DeliveryKey};
use crate::{
    domain::alert::{Event, Observed, Rules},
    store::{Store, job::Job},
};

impl Store {
    /// Compares what is seen of a profile with what is remembered of it: what is new is in the log, and in the
    /// outbox once for each of `channels`, before the answer comes. `None` where the store cannot be used: then
    /// nothing is told, and the next observation finds the same.
    pub fn observe(
        &self,
        observed: Observed,
        rules: Rules,
        channels: Vec<String>,
        reply: impl FnOnce(Option<Alerts>) + Send + 'static,
    ) {
        let (observed, reply) = (Box::new(observed), Box::new(reply));
        self.push_alerts(AlertsJob::Observe { observed, rules, channels, reply });
    }

    /// Reads what is active and muted, without comparing anything.
    pub fn read_alerts(&self, profile: &str, reply: impl FnOnce(Option<Alerts>) + Send + 'static) {
        self.push_alerts(AlertsJob::Read { profile: profile.to_owned(), reply: Box::new(reply) });
    }

    /// Does what a person wants done, and tells how it is then.
    pub fn handle_alert(
        &self,
        profile: &str,
        handling: Handling,
        reply: impl FnOnce(Option<Alerts>) + Send + 'static,
    ) {
        let profile = profile.to_owned();
        self.push_alerts(AlertsJob::Handle { profile, handling, reply: Box::new(reply) });
    }

    /// Reads the newest events of a profile since then, at most `limit`, the oldest of them first.
    pub fn read_events(
        &self,
        profile: &str,
        since: Option<DateTime<Utc>>,
        limit: u32,
        reply: impl FnOnce(Option<Vec<Event>>) + Send + 'static,
    ) {
        let profile = profile.to_owned();
        self.push_alerts(AlertsJob::ReadEvents { profile, since, limit, reply: Box::new(reply) });
    }

    /// Takes what is due for these channels. Each is to be answered with [`Store::delivered`] or
    /// [`Store::not_delivered`] within `hold`; one that is not is handed out again.
    pub fn take_deliveries(
        &self,
        carriers: Vec<Carrier>,
        hold: Duration,
        reply: impl FnOnce(Outbox) + Send + 'static,
    ) {
        self.push_alerts(AlertsJob::Take { carriers, hold, reply: Box::new(reply) });
    }

    /// A delivery was made.
    pub fn delivered(&self, delivery: &Delivery) {
        self.push_alerts(AlertsJob::Delivered(DeliveryKey::of(delivery)));
    }

    /// A delivery failed; it is tried again after a pause that grows with its tries.
    pub fn not_delivered(&self, delivery: &Delivery) {
        self.push_alerts(AlertsJob::Failed(DeliveryKey::of(delivery)));
    }

    fn push_alerts(&self, job: AlertsJob) {
        self.push(Job::Alerts(job));
    }
}
