//! Emptying the outbox: each delivery on its own, so that one that hangs delays no other.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::{
    sync::{Notify, oneshot},
    task::JoinHandle,
};

use super::{Channels, Envelope};
use crate::{
    config::Channel,
    domain::Zone,
    store::{Carrier, Delivery, Outbox, Store},
    words::Lang,
};

/// A message that nobody could be told within this time is not worth telling any more.
const PATIENCE: Duration = Duration::from_hours(72);
/// A bell that rings for something of this morning says nothing.
const TERMINAL_PATIENCE: Duration = Duration::from_mins(10);
/// Beyond the longest time limit of a channel, a delivery is taken for lost: whoever made it has died.
const GRACE: Duration = Duration::from_secs(30);
/// The outbox is looked into this often, whoever has put something in.
const LOOK_EVERY: Duration = Duration::from_mins(1);
/// Not more often, whatever the clocks say.
const BREATH: Duration = Duration::from_secs(1);

/// Whoever carries messages from the outbox over the channels of this instance.
#[derive(Clone)]
pub(in crate::runtime) struct Post {
    store: Store,
    channels: Arc<Channels>,
    carriers: Vec<Carrier>,
    hold: Duration,
    clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    lang: Lang,
    zone: Zone,
    news: Arc<Notify>,
}

impl Post {
    /// Serves these channels; those that need a terminal only with one.
    pub(in crate::runtime) fn new(
        store: Store,
        configured: &BTreeMap<String, Channel>,
        has_terminal: bool,
        clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
        (lang, zone): (Lang, Zone),
    ) -> Self {
        let served = configured.iter().filter(|(_, channel)| has_terminal || !channel.needs_terminal());
        let carrier = |(name, channel): (&String, &Channel)| Carrier {
            channel: name.clone(),
            patience: if channel.needs_terminal() { TERMINAL_PATIENCE } else { PATIENCE },
        };
        let longest = configured.values().map(time_limit).max().unwrap_or_default();
        Self {
            store,
            channels: Arc::new(Channels::new(configured)),
            carriers: served.map(carrier).collect(),
            hold: longest.saturating_add(GRACE),
            clock,
            lang,
            zone,
            news: Arc::default(),
        }
    }

    /// Something was put into the outbox.
    pub(in crate::runtime) fn tell(&self) {
        self.news.notify_one();
    }

    /// The program ends: nothing that was begun goes on without it.
    pub(in crate::runtime) fn end(&self) {
        self.channels.end();
    }

    /// Serves the outbox for as long as the program runs.
    pub(in crate::runtime) async fn serve(self) {
        if self.carriers.is_empty() {
            return;
        }
        loop {
            let (_, next) = self.begin().await;
            let ahead = next.and_then(|next| next.signed_duration_since((self.clock)()).to_std().ok());
            let pause = ahead.unwrap_or(LOOK_EVERY).clamp(BREATH, LOOK_EVERY);
            tokio::select! {
                () = self.news.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Begins every delivery that is due: each ends by itself. With when there is more to do.
    pub(in crate::runtime) async fn begin(&self) -> (Vec<JoinHandle<()>>, Option<DateTime<Utc>>) {
        let (reply, answer) = oneshot::channel();
        self.store.take_deliveries(self.carriers.clone(), self.hold, move |outbox| {
            let _ = reply.send(outbox);
        });
        let Outbox { deliveries, next } = answer.await.unwrap_or_default();
        let begun = deliveries.into_iter().map(|delivery| {
            let post = self.clone();
            tokio::spawn(async move { post.deliver(delivery).await })
        });
        (begun.collect(), next)
    }

    async fn deliver(self, delivery: Delivery) {
        let envelope = Envelope::new(self.lang, &delivery.message, (self.clock)(), self.zone);
        match self.channels.carry(&delivery.channel, envelope).await {
            Ok(()) => self.store.delivered(&delivery),
            Err(_) => self.store.not_delivered(&delivery),
        }
        // The pause after a failure is known only now.
        self.tell();
    }
}

const fn time_limit(channel: &Channel) -> Duration {
    match channel {
        Channel::Command { time_limit, .. } => *time_limit,
        Channel::Webhook(hook) => hook.time_limit,
        Channel::Bell | Channel::Desktop => Duration::ZERO,
    }
}
