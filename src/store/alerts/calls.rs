//! The store's calls about alerts. `None` = nothing is known: the call was refused, or it failed, which is
//! reported as storage.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    channel_state,
    delivery::{DeliveryAttempt, Outbox, ServedChannel},
    events, observe, outbox,
};
use crate::{
    domain::alert::{AlertAction, Alerts, ChannelState, Event, Observed, Rules},
    store::{answer::Answer, file::instant::from_micros, handle::Store},
};

impl Store {
    /// Compares what is observed of a profile with its stored alerts: before the answer comes, new events are
    /// in the log, and in the outbox once for each of `channels`. While the file cannot be written, this
    /// happens in memory.
    pub fn observe(&self, observed: Observed, rules: Rules, channels: Vec<String>) -> Answer<Option<Alerts>> {
        self.call(None, move |worker| {
            let work = |file: &_, now| observe::observe(file, &observed, &rules, &channels, instant(now));
            worker.write(work).ok()
        })
    }

    /// Reads what is active and muted, without comparing anything.
    pub fn read_alerts(&self, profile: &str) -> Answer<Option<Alerts>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| {
            worker.write(|file, now| observe::read(file, &profile, instant(now))).ok()
        })
    }

    /// Acknowledges, snoozes or mutes; returns the alerts after that.
    pub fn handle_alert(&self, profile: &str, handling: AlertAction) -> Answer<Option<Alerts>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| {
            worker.write(|file, now| observe::handle(file, &profile, &handling, instant(now))).ok()
        })
    }

    /// Reads the newest events of a profile since then, at most `limit`, the oldest of them first.
    pub fn read_events(
        &self,
        profile: &str,
        since: Option<DateTime<Utc>>,
        limit: u32,
    ) -> Answer<Option<Vec<Event>>> {
        let profile = profile.to_owned();
        self.call(None, move |worker| worker.write(|file, _| events::read(file, &profile, since, limit)).ok())
    }

    /// Claims the oldest message that is due for each of these channels. Each is to be reported with
    /// [`Store::record_attempt`] within `hold`; otherwise it is handed out again.
    pub fn claim_deliveries(&self, channels: Vec<ServedChannel>, hold: Duration) -> Answer<Outbox> {
        self.call(Outbox::default(), move |worker| {
            worker.write(|file, now| outbox::claim(file, &channels, hold, now)).unwrap_or_default()
        })
    }

    /// Stores how an attempt to deliver a message went. A failed one is retried after a pause that grows with
    /// its tries.
    pub fn record_attempt(&self, attempt: DeliveryAttempt) {
        self.call((), move |worker| {
            let _ = worker.write(|file, now| outbox::record(file, &attempt, now));
        });
    }

    /// Reads how the deliveries over these channels go.
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
