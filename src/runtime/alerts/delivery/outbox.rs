//! Delivers messages from the outbox: those of a channel one after the other, and channels independently, so
//! that one that hangs delays no other.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use tokio::{sync::Notify, task::JoinHandle};

use super::{Attempt, Channels, Envelope};
use crate::{
    config::Channel,
    domain::{
        Cause, Zone,
        alert::{ChannelState, DeliveryError},
    },
    source::Secrets,
    store::{Delivery, DeliveryAttempt, Outbox, ServedChannel, Store},
    words::Lang,
};

/// Undelivered messages are dropped after this time.
const MAX_AGE: Duration = Duration::from_hours(72);
/// A bell for an old event would mislead.
const TERMINAL_MAX_AGE: Duration = Duration::from_mins(10);
/// After the longest time limit and this, a delivery counts as lost: its instance has died.
const GRACE: Duration = Duration::from_secs(30);
/// Other instances add to the outbox, too.
const CHECK_EVERY: Duration = Duration::from_mins(1);
/// Guards against clock changes.
const MIN_PAUSE: Duration = Duration::from_secs(1);

type Report = Arc<dyn Fn(Vec<ChannelState>) + Send + Sync>;

/// Delivers messages from the outbox over the channels of this instance.
#[derive(Clone)]
pub(crate) struct OutboxWorker {
    store: Store,
    channels: Arc<Channels>,
    served: Vec<ServedChannel>,
    hold: Duration,
    clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    lang: Lang,
    zone: Zone,
    news: Arc<Notify>,
    /// The channels with a delivery under way.
    busy: Arc<Mutex<BTreeSet<String>>>,
    report: Report,
}

/// The configured channels; those that need a terminal only if there is one.
pub(crate) fn served_channels(
    configured: &BTreeMap<String, Channel>,
    has_terminal: bool,
) -> Vec<ServedChannel> {
    let served = configured.iter().filter(|(_, channel)| has_terminal || !channel.needs_terminal());
    let terms = |(name, channel): (&String, &Channel)| ServedChannel {
        channel: name.clone(),
        max_age: if channel.needs_terminal() { TERMINAL_MAX_AGE } else { MAX_AGE },
    };
    served.map(terms).collect()
}

impl OutboxWorker {
    /// Serves the configured channels; those that need a terminal only if there is one. No failure quotes any
    /// of `secrets`.
    pub(crate) fn new(
        store: Store,
        (configured, secrets): (&BTreeMap<String, Channel>, &Secrets),
        has_terminal: bool,
        clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
        (lang, zone): (Lang, Zone),
    ) -> Self {
        let longest = configured.values().map(time_limit).max().unwrap_or_default();
        Self {
            store,
            channels: Arc::new(Channels::new(configured, secrets)),
            served: served_channels(configured, has_terminal),
            hold: longest.saturating_add(GRACE),
            clock,
            lang,
            zone,
            news: Arc::default(),
            busy: Arc::default(),
            report: Arc::new(|_| {}),
        }
    }

    /// Reports the state of the channels after each attempt.
    pub(crate) fn reporting(self, report: impl Fn(Vec<ChannelState>) + Send + Sync + 'static) -> Self {
        Self { report: Arc::new(report), ..self }
    }

    /// There are new messages in the outbox.
    pub(crate) fn notify(&self) {
        self.news.notify_one();
    }

    /// Ends the deliveries that are under way.
    pub(crate) fn end(&self) {
        self.channels.end();
    }

    pub(crate) async fn serve(self) {
        if self.served.is_empty() {
            return;
        }
        loop {
            let (_, next) = self.begin().await;
            let ahead = next.and_then(|next| next.signed_duration_since((self.clock)()).to_std().ok());
            let pause = ahead.unwrap_or(CHECK_EVERY).clamp(MIN_PAUSE, CHECK_EVERY);
            tokio::select! {
                () = self.news.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Delivers due messages, and waits for the outcome.
    pub(crate) async fn deliver_due(&self) {
        for delivery in self.begin().await.0 {
            let _ = delivery.await;
        }
    }

    /// Starts to deliver due messages, each channel independently. Returns when the next message is due.
    pub(crate) async fn begin(&self) -> (Vec<JoinHandle<()>>, Option<DateTime<Utc>>) {
        let is_free = |served: &&ServedChannel| !self.busy().contains(&served.channel);
        let free = self.served.iter().filter(is_free).cloned().collect();
        let Outbox { deliveries, next } = self.store.claim_deliveries(free, self.hold).await;
        let begun = deliveries.into_iter().map(|delivery| {
            let turn = Turn::begin(self, &delivery.channel);
            tokio::spawn(self.clone().deliver_all(delivery, turn))
        });
        (begun.collect(), next)
    }

    /// Reports the state of the channels.
    pub(crate) async fn report_now(&self) {
        if let Some(states) = self.store.read_channels(self.served.clone()).await {
            (self.report)(states);
        }
    }

    /// Delivers this message and other due ones of its channel, until the channel fails.
    async fn deliver_all(self, first: Delivery, turn: Turn) {
        let served: Vec<ServedChannel> =
            self.served.iter().filter(|served| served.channel == turn.channel).cloned().collect();
        let mut next = Some(first);
        while let Some(delivery) = next {
            let may_go_on = self.deliver(delivery).await;
            next = if may_go_on {
                self.store.claim_deliveries(served.clone(), self.hold).await.deliveries.pop()
            } else {
                None
            };
        }
        drop(turn);
        // After a failure the next attempt is scheduled only now.
        self.notify();
    }

    /// Delivers a message; returns whether another may follow at once.
    async fn deliver(&self, delivery: Delivery) -> bool {
        let Delivery { channel, message, .. } = delivery;
        let envelope = Envelope::new(self.lang, &message, (self.clock)(), self.zone);
        let Attempt { outcome, wait } = self.channels.deliver(&channel, envelope).await;
        let wait_until = wait.and_then(|wait| (self.clock)().checked_add_signed(wait));
        let may_go_on = wait.is_none() && outcome.as_ref().err().is_none_or(is_about_the_message);
        let failure = outcome.err();
        self.store.record_attempt(DeliveryAttempt { channel, message: message.id(), failure, wait_until });
        self.report_now().await;
        may_go_on
    }

    fn busy(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// While it exists, this instance delivers nothing else over the channel.
struct Turn {
    busy: Arc<Mutex<BTreeSet<String>>>,
    channel: String,
}

impl Turn {
    fn begin(worker: &OutboxWorker, channel: &str) -> Self {
        worker.busy().insert(channel.to_owned());
        Self { busy: Arc::clone(&worker.busy), channel: channel.to_owned() }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.channel);
    }
}

/// Whether another message may still be delivered after this failure.
const fn is_about_the_message(why: &DeliveryError) -> bool {
    matches!(
        why,
        DeliveryError::Webhook(Cause::Refused { .. } | Cause::HttpStatus { .. })
            | DeliveryError::EndedWith(_)
    )
}

const fn time_limit(channel: &Channel) -> Duration {
    match channel {
        Channel::Command { time_limit, .. } => *time_limit,
        Channel::Webhook(hook) => hook.time_limit,
        Channel::Bell | Channel::Desktop => Duration::ZERO,
    }
}
