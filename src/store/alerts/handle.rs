//! What the rest of the program asks of the store about alerts.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Alerts, AlertsJob, Attempted, Carrier, Handling, Outbox};
use crate::{
    domain::alert::{ChannelState, Event, Observed, Rules},
    store::{Store, job::Job},
};

impl Store {
    /// Compares what is seen of a profile with what is remembered of it: what is new is in the log, and in the
    /// outbox once for each of `channels`, before the answer comes. Where the file cannot be written, that is
    /// remembered in memory until it can. `None` where nothing can be remembered at all.
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

    /// Takes the oldest message that is due for each of these channels. Each is to be answered with
    /// [`Store::attempted`] within `hold`; one that is not is handed out again.
    pub fn take_deliveries(
        &self,
        carriers: Vec<Carrier>,
        hold: Duration,
        reply: impl FnOnce(Outbox) + Send + 'static,
    ) {
        self.push_alerts(AlertsJob::Take { carriers, hold, reply: Box::new(reply) });
    }

    /// Notes how an attempt to deliver a message went. What failed is tried again after a pause that grows with its
    /// tries.
    pub fn attempted(&self, attempted: Attempted) {
        self.push_alerts(AlertsJob::Attempted(attempted));
    }

    /// Reads how the deliveries over these channels go. `None` where nothing is known.
    pub fn read_channels(
        &self,
        carriers: Vec<Carrier>,
        reply: impl FnOnce(Option<Vec<ChannelState>>) + Send + 'static,
    ) {
        self.push_alerts(AlertsJob::ReadChannels { carriers, reply: Box::new(reply) });
    }

    fn push_alerts(&self, job: AlertsJob) {
        self.push(Job::Alerts(job));
    }
}
