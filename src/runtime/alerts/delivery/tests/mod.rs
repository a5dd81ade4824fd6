//! Deliveries, with time driven by the test: receivers that are down, commands that hang, two instances.

mod receiver;
mod refusing;

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::{
    config::{Address, Webhook},
    domain::{
        Cause, Model, Quota, Zone,
        alert::{ChannelState, DeliveryState, Message, Observed, Rules, SeenModel},
        json::is_unseen,
    },
    store::Store,
    words::Lang,
};
use receiver::{Mood, Receiver};

fn shell(script: &str, arguments: &[&Path], time_limit: Duration) -> Channel {
    let arguments = arguments.iter().map(|path| path.to_str().unwrap());
    let command = ["sh", "-c", script, "sh"].into_iter().chain(arguments).map(str::to_owned).collect();
    Channel::Command { command, time_limit }
}

/// A store's file, a clock and channels.
struct Fixture {
    folder: tempfile::TempDir,
    now: Arc<Mutex<DateTime<Utc>>>,
    channels: BTreeMap<String, Channel>,
}

impl Fixture {
    fn new(channels: impl IntoIterator<Item = (&'static str, Channel)>) -> Self {
        let channels = channels.into_iter().map(|(name, channel)| (name.to_owned(), channel)).collect();
        let now = Arc::new(Mutex::new("2026-11-22T06:12:07Z".parse().unwrap()));
        Self { folder: tempfile::tempdir().unwrap(), now, channels }
    }

    fn clock(&self) -> Arc<dyn Fn() -> DateTime<Utc> + Send + Sync> {
        let now = Arc::clone(&self.now);
        Arc::new(move || *now.lock().unwrap())
    }

    fn store(&self) -> Store {
        Store::start(self.folder.path().join("alerts.db"), self.clock(), |notice| panic!("{notice:?}"))
    }

    fn worker(&self, store: &Store) -> OutboxWorker {
        let channels = (&self.channels, &Secrets::default());
        OutboxWorker::new(store.clone(), channels, false, self.clock(), (Lang::English, Zone::UTC))
    }

    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn pass(&self, seconds: i64) {
        *self.now.lock().unwrap() += TimeDelta::seconds(seconds);
    }

    /// Observes what is left of each model.
    fn observe(&self, store: &Store, models: &[(&str, u64)]) -> Vec<Message> {
        let seen = |(name, remaining): &(&str, u64)| {
            let quota = Quota {
                total: Some(1_000_000.into()),
                remaining: Some((*remaining).into()),
                expires_at: Some("2027-02-04T10:12:07Z".parse().unwrap()),
                quota_status: Some("VALID".into()),
                read_at: self.now(),
            };
            SeenModel { model: Model { quota: Some(quota), ..Model::named((*name).into()) }, runs_out: None }
        };
        let observed = Observed {
            profile: "default".into(),
            models: models.iter().map(seen).collect(),
            ..Observed::default()
        };
        let names = self.channels.keys().cloned().collect();
        store.observe(observed, Rules::default(), names).wait().unwrap().messages
    }

    /// The messages when little is left of `model`.
    fn run_low(&self, store: &Store, model: &str) -> Vec<Message> {
        self.observe(store, &[(model, 500_000)]);
        self.pass(60);
        self.observe(store, &[(model, 5)])
    }
}

/// Delivers what is due, and stores the outcome.
async fn deliver(worker: &OutboxWorker, store: &Store) {
    worker.deliver_due().await;
    store.flush().wait();
}

#[tokio::test]
async fn after_an_outage_every_event_is_delivered_once_even_across_a_restart() {
    let receiver = Receiver::start();
    receiver.is(Mood::Down);
    let fixture = Fixture::new([("hook", receiver.channel())]);
    let mut store = fixture.store();
    fixture.observe(&store, &[("a", 500_000), ("b", 500_000)]);
    let mut sent = Vec::new();
    for minute in 0..150 {
        fixture.pass(60);
        let (a, b) = (if minute < 5 { 500_000 } else { 5 }, if minute < 40 { 500_000 } else { 0 });
        sent.extend(fixture.observe(&store, &[("a", a), ("b", b)]).iter().map(Message::id));
        if minute == 30 || minute == 70 {
            store = fixture.store();
        }
        if minute == 65 {
            assert_eq!((receiver.ids(), sent.len()), (Vec::new(), 2));
            receiver.is(Mood::Takes);
        }
        deliver(&fixture.worker(&store), &store).await;
    }
    assert_eq!(receiver.ids(), sent);
}

#[tokio::test]
async fn an_event_whose_answer_was_lost_is_delivered_again_with_the_same_id() {
    let receiver = Receiver::start();
    let fixture = Fixture::new([("hook", receiver.channel())]);
    let store = fixture.store();
    let sent = fixture.run_low(&store, "a");
    receiver.is(Mood::Mute);
    let worker = fixture.worker(&store);
    deliver(&worker, &store).await;
    receiver.is(Mood::Takes);
    for _ in 0..3 {
        fixture.pass(900);
        deliver(&worker, &store).await;
    }
    assert_eq!(receiver.ids(), [sent[0].id(), sent[0].id()]);
    let heads = receiver.taken.lock().unwrap().clone();
    assert!(
        heads.iter().all(|(head, _)| head.contains("\r\nquotatop-event-id: default/low/a/")),
        "{heads:?}"
    );
}

#[tokio::test]
async fn two_instances_deliver_each_event_once() {
    let receiver = Receiver::start();
    let fixture = Fixture::new([("hook", receiver.channel())]);
    let stores = [fixture.store(), fixture.store()];
    let mut sent = 0;
    for round in 0..6_u64 {
        fixture.pass(60);
        for store in &stores {
            sent += fixture.observe(store, &[("a", if round % 2 == 0 { 500_000 } else { 5 })]).len();
        }
        let workers = stores.each_ref().map(|store| fixture.worker(store));
        let begun = [workers[0].begin().await.0, workers[1].begin().await.0];
        for delivery in begun.into_iter().flatten() {
            delivery.await.unwrap();
        }
    }
    let ids = receiver.ids();
    assert_eq!((sent, ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (3, 3, 3), "{ids:?}");
}

#[tokio::test]
async fn a_command_that_hangs_is_killed_with_its_children_and_delays_nothing() {
    let receiver = Receiver::start();
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let script = "sleep 600 & echo $! > \"$1\"; wait";
    let hangs = shell(script, &[&pid], Duration::from_secs(5));
    let fixture = Fixture::new([("a-hangs", hangs), ("hook", receiver.channel())]);
    let store = fixture.store();
    fixture.run_low(&store, "a");
    let worker = fixture.worker(&store);
    let [hanging, sent] = <[_; 2]>::try_from(worker.begin().await.0).unwrap();
    sent.await.unwrap();
    assert_eq!((receiver.ids().len(), hanging.is_finished()), (1, false));
    hanging.await.unwrap();
    let pid = fs::read_to_string(pid).unwrap();
    // The child was killed, too; the system may take a moment.
    let since = std::time::Instant::now();
    while is_running(pid.trim()) {
        assert!(since.elapsed() < Duration::from_mins(1), "its child still runs");
        thread::yield_now();
    }
    store.flush().wait();
    fixture.pass(3_600);
    assert_eq!(worker.begin().await.0.len(), 1, "it is tried again");
}

#[tokio::test]
async fn a_command_does_not_outlive_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let script = "echo $$ > \"$1.part\" && mv \"$1.part\" \"$1\"; exec sleep 600";
    let fixture = Fixture::new([("hangs", shell(script, &[&pid], Duration::from_mins(5)))]);
    let store = fixture.store();
    fixture.run_low(&store, "a");
    let worker = fixture.worker(&store);
    let [hanging] = <[_; 1]>::try_from(worker.begin().await.0).unwrap();
    while !pid.exists() {
        tokio::task::yield_now().await;
    }
    worker.end();
    hanging.await.unwrap();
    let pid = fs::read_to_string(pid).unwrap();
    assert!(!is_running(pid.trim()));
    store.flush().wait();
    fixture.pass(60);
    assert_eq!(worker.begin().await.0.len(), 1, "left for the next run");
}

/// Whether a process runs; a zombie does not.
fn is_running(pid: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    status.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with(['Z', 'X']))
}

/// A message that little is left of `model`.
fn message(model: &str) -> Message {
    let fixture = Fixture::new([]);
    let store = fixture.store();
    fixture.run_low(&store, model).remove(0)
}

async fn send(channel: Channel, model: &str) -> Result<(), DeliveryError> {
    let channels = Channels::new(&[("it".to_owned(), channel)].into(), &Secrets::default());
    let now = "2026-11-22T06:14:00Z".parse().unwrap();
    let envelope = Envelope::new(Lang::English, &message(model), now, Zone::UTC);
    channels.deliver("it", envelope).await.outcome
}

#[tokio::test]
async fn a_command_gets_the_event_and_little_of_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let (variables, event) = (folder.path().join("env"), folder.path().join("event"));
    let script = "env > \"$1\"; cat > \"$2\"; head -c 100000 /dev/zero";
    let channel = shell(script, &[&variables, &event], Duration::from_mins(5));
    let model = "通义\u{1b}[2J\u{202e}";
    assert_eq!(send(channel, model).await, Ok(()));
    let event = fs::read_to_string(event).unwrap();
    assert!(!event.trim_end().chars().any(is_unseen), "{event}");
    let event: serde_json::Value = serde_json::from_str(&event).unwrap();
    assert_eq!((&event["schema"], &event["rule"]), (&"quotatop.event/1".into(), &"low".into()));
    assert_eq!(event["events"][0]["model"], model);
    let variables = fs::read_to_string(variables).unwrap();
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some() && !variables.contains("CARGO"), "{variables}");
    for line in ["QUOTATOP_RULE=low", "QUOTATOP_SEVERITY=warning", "QUOTATOP_MODEL=通义\\u001b[2J\\u202e"] {
        assert!(variables.lines().any(|variable| variable == line), "{line}: {variables}");
    }
}

#[tokio::test]
async fn the_failure_of_a_command_is_reported() {
    let minutes = Duration::from_mins(5);
    assert_eq!(send(shell("exit 3", &[], minutes), "m").await, Err(DeliveryError::EndedWith(Some(3))));
    assert_eq!(send(shell("kill -9 $$", &[], minutes), "m").await, Err(DeliveryError::EndedWith(Some(137))));
    let absent = Channel::Command { command: vec!["/no/such/program".to_owned()], time_limit: minutes };
    assert!(matches!(send(absent, "m").await, Err(DeliveryError::NotStarted(_))));
    // A child that keeps the output open delays nothing.
    assert_eq!(send(shell("sleep 5 &", &[], minutes), "m").await, Ok(()));
}

#[tokio::test]
async fn a_webhook_sends_its_template_and_its_headers() {
    let receiver = Receiver::start();
    let template =
        r#"{"msgtype": "text", "text": {"content": "{severity}: {title}"}, "id": "{id}", "raw": {message}}"#;
    let headers = [("X-Mine", "CARGO_PKG_NAME")];
    assert_eq!(send(receiver.with(Some(template), &headers), "a\"\n\u{202e}").await, Ok(()));
    let (head, body) = receiver.taken.lock().unwrap()[0].clone();
    assert!(
        head.starts_with("POST /hook?x=1 HTTP/1.1\r\n") && head.contains("\r\nx-mine: quotatop\r\n"),
        "{head}"
    );
    assert!(head.contains("content-type: application/json"), "{head}");
    assert!(!body.chars().any(is_unseen), "{body}");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["id"], body["raw"]["id"]);
    let content = "warning: default: a\"\\u000a\\u202e: low: 5 of 1,000,000 units left (0.1 %)";
    assert_eq!((&body["text"]["content"], &body["raw"]["rule"]), (&content.into(), &"low".into()));
}

#[tokio::test]
async fn the_failure_of_a_webhook_is_reported() {
    let receiver = Receiver::start();
    let long = |status: &str| -> &'static str {
        format!("{status}\r\ncontent-length: 200000\r\n\r\n{}", " ".repeat(200_000)).leak()
    };
    for (answer, failed) in [
        (long("200 OK"), None),
        (long("500 Oops"), Some("HttpStatus")),
        ("204 No Content\r\n\r\n", None),
        ("200 OK\r\ncontent-length: 13\r\n\r\n{\"errcode\":0}", None),
        ("500 Oops\r\ncontent-length: 0\r\n\r\n", Some("HttpStatus")),
        ("302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n", Some("Redirected")),
        ("200 OK\r\ncontent-length: 31\r\n\r\n{\"errcode\":310000,\"errmsg\":\"x\"}", Some("Refused")),
    ] {
        receiver.is(Mood::Answers(answer));
        let outcome = send(receiver.channel(), "m").await;
        assert_eq!(outcome.is_err(), failed.is_some(), "{answer}: {outcome:?}");
        assert!(format!("{outcome:?}").contains(failed.unwrap_or("Ok")), "{answer}: {outcome:?}");
    }
    let nowhere = Webhook {
        address: Address::Variable("QUOTATOP_NO_SUCH_VARIABLE".to_owned()),
        template: None,
        headers: BTreeMap::new(),
        time_limit: Duration::from_secs(1),
    };
    let missing = Err(DeliveryError::NoVariable("QUOTATOP_NO_SUCH_VARIABLE".to_owned()));
    assert_eq!(send(Channel::Webhook(nowhere), "m").await, missing);
}
