//! Alerts across restarts, instances and failures, each test in a file of its own.

mod delivering;
mod observing;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

use super::delivery::{Delivery, DeliveryAttempt, Outbox, ServedChannel};
use crate::{
    domain::{
        Balance, Cause, Failure, Feed, FeedName, Model, Quota,
        alert::{
            AlertAction, Alerts, Change, ChannelState, DeliveryError, DeliveryState, Event, FailedDelivery,
            Message, Observed, Rule, Rules, SeenBalance, SeenFeed, SeenModel, Subject,
        },
    },
    store::{Clock, Store},
};

const START: &str = "2026-11-22T06:12:07Z";
const HOLD: Duration = Duration::from_mins(1);

/// A file, a clock, and the facts of an account.
struct Fixture {
    folder: TempDir,
    now: Arc<Mutex<DateTime<Utc>>>,
    observed: Observed,
}

fn left(name: &str, remaining: u64, now: DateTime<Utc>) -> SeenModel {
    let quota = Quota {
        total: Some(1_000_000.into()),
        remaining: Some(remaining.into()),
        expires_at: Some("2027-02-04T10:12:07Z".parse().unwrap()),
        quota_status: Some("VALID".into()),
        read_at: now,
    };
    SeenModel { model: Model { quota: Some(quota), ..Model::named(name.into()) }, runs_out: None }
}

impl Fixture {
    fn new() -> Self {
        let now = Arc::new(Mutex::new(START.parse().unwrap()));
        let observed = Observed { profile: "default".into(), ..Observed::default() };
        Self { folder: tempfile::tempdir().unwrap(), now, observed }
    }

    fn store(&self) -> Store {
        let now = Arc::clone(&self.now);
        let clock: Clock = Arc::new(move || *now.lock().unwrap());
        Store::start(self.folder.path().join("alerts.db"), clock, |notice| panic!("{notice:?}"))
    }

    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn advance(&self, seconds: i64) {
        *self.now.lock().unwrap() += TimeDelta::seconds(seconds);
    }

    /// A minute later, with this much left of each model.
    fn observe_left(&mut self, store: &Store, models: &[(&str, u64)]) -> Alerts {
        self.advance(60);
        self.observed.models =
            models.iter().map(|(name, remaining)| left(name, *remaining, self.now())).collect();
        self.observe(store)
    }

    fn observe(&self, store: &Store) -> Alerts {
        let channels = vec!["hook".to_owned(), "bell".to_owned()];
        store.observe(self.observed.clone(), Rules::default(), channels).wait().unwrap()
    }
}

fn served(channel: &str) -> Vec<ServedChannel> {
    vec![ServedChannel { channel: channel.to_owned(), max_age: Duration::from_hours(72) }]
}

fn claim(store: &Store, channel: &str) -> Outbox {
    store.claim_deliveries(served(channel), HOLD).wait()
}

fn attempt(delivery: &Delivery, failure: Option<DeliveryError>) -> DeliveryAttempt {
    let Delivery { channel, message, .. } = delivery.clone();
    DeliveryAttempt { channel, message: message.id(), failure, wait_until: None }
}

fn refused() -> DeliveryError {
    DeliveryError::Webhook(Cause::HttpStatus { host: "h".to_owned(), status: 404 })
}

fn events(store: &Store) -> Vec<Event> {
    store.read_events("default", None, 100).wait().unwrap()
}

fn ids(alerts: &Alerts) -> Vec<String> {
    alerts.messages.iter().map(Message::id).collect()
}

const NOTHING: [&str; 0] = [];
const LOW: &str = "default/low/a/2027-02-04T10:12:07Z/1000000";
