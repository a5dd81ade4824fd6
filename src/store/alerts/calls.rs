//! The store's calls about alerts. `None` means that the call was refused or failed, which is reported as
//! storage.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    channel_state,
    delivery::{DeliveryAttempt, Outbox, ServedChannel},
    events, observe, outbox, outcomes,
};
use crate::{
    domain::alert::{AlertAction, Alerts, ChannelState, Deliveries, Event, Observed, Rules},
    store::{answer::Answer, file::instant::from_micros, handle::Store},
};

impl Store {
    /// Evaluates the alert rules against the stored episodes. Once it answers, new events are in the log, and
    /// in the outbox once for each of `channels`. While the file cannot be written, this happens in memory.
    pub fn observe(&self, observed: Observed, rules: Rules, channels: Vec<String>) -> Answer<Option<Alerts>> {
        self.call(None, move |worker| {
            let work = |file: &_, now| observe::observe(file, &observed, &rules, &channels, instant(now));
            worker.write(work).ok()
        })
    }

    /// Reads active alerts and muted models, without evaluating rules.
    pub fn read_alerts(&self, profile: &str) -> Answer<Option<Alerts>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| {
            worker.write(|file, now| observe::read(file, &profile, instant(now))).ok()
        })
    }

    /// Acknowledges, snoozes or mutes; returns the updated alerts.
    pub fn handle_alert(&self, profile: &str, handling: AlertAction) -> Answer<Option<Alerts>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| {
            worker.write(|file, now| observe::handle(file, &profile, &handling, instant(now))).ok()
        })
    }

    /// Reads the newest events of a profile since `since`, at most `limit`, oldest first.
    pub fn read_events(
        &self,
        profile: &str,
        since: Option<DateTime<Utc>>,
        limit: u32,
    ) -> Answer<Option<Vec<Event>>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| worker.write(|file, _| events::read(file, &profile, since, limit)).ok())
    }

    /// Reads how the deliveries of a profile's newest events went, at most `limit` events, over these channels.
    pub fn read_deliveries(
        &self,
        profile: &str,
        channels: Vec<ServedChannel>,
        limit: u32,
    ) -> Answer<Option<Deliveries>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| {
            worker.write(|file, now| outcomes::read(file, &profile, &channels, limit, now)).ok()
        })
    }

    /// Claims the oldest due message of each channel. The attempt must be recorded with
    /// [`Store::record_attempt`] within `hold`, or the message is handed out again.
    pub fn claim_deliveries(&self, channels: Vec<ServedChannel>, hold: Duration) -> Answer<Outbox> {
        self.call(Outbox::default(), move |worker| {
            worker.write(|file, now| outbox::claim(file, &channels, hold, now)).unwrap_or_default()
        })
    }

    /// Stores the outcome of a delivery attempt. Failed messages are retried after increasing pauses.
    pub fn record_attempt(&self, attempt: DeliveryAttempt) {
        self.call((), move |worker| {
            let _ = worker.write(|file, now| outbox::record(file, &attempt, now));
        });
    }

    /// Reads the delivery state of these channels.
    pub fn read_channels(&self, channels: Vec<ServedChannel>) -> Answer<Option<Vec<ChannelState>>> {
        self.call(None, move |worker| {
            worker.write(|file, now| channel_state::read(file, &channels, now)).ok()
        })
    }
}

/// The worker's time comes from a clock, so it is within the calendar's range.
fn instant(now: i64) -> DateTime<Utc> {
    from_micros(now).unwrap_or_default()
}
