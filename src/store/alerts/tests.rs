//! Alerts across restarts, instances and failures, in a file of their own.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

use super::*;
use crate::{
    domain::{
        Balance, Cause, Failure, Feed, FeedName, Model, Quota,
        alert::{
            Change, ChannelState, DeliveryError, Event, Observed, Rule, Rules, SeenBalance, SeenFeed,
            SeenModel, Subject,
        },
    },
    store::{Clock, Store},
};

const START: &str = "2026-11-22T06:12:07Z";
const HOLD: Duration = Duration::from_mins(1);

/// A file, a clock, and the facts of an account.
struct Desk {
    folder: TempDir,
    now: Arc<Mutex<DateTime<Utc>>>,
    seen: Observed,
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

impl Desk {
    fn new() -> Self {
        let now = Arc::new(Mutex::new(START.parse().unwrap()));
        let seen = Observed { profile: "default".into(), ..Observed::default() };
        Self { folder: tempfile::tempdir().unwrap(), now, seen }
    }

    fn store(&self) -> Store {
        let now = Arc::clone(&self.now);
        let clock: Clock = Arc::new(move || *now.lock().unwrap());
        Store::start(self.folder.path().join("alerts.db"), clock, |notice| panic!("{notice:?}"))
    }

    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn pass(&self, seconds: i64) {
        *self.now.lock().unwrap() += TimeDelta::seconds(seconds);
    }

    /// A minute later, so much is left of each model.
    fn look(&mut self, store: &Store, models: &[(&str, u64)]) -> Alerts {
        self.pass(60);
        self.seen.models =
            models.iter().map(|(name, remaining)| left(name, *remaining, self.now())).collect();
        self.glance(store)
    }

    fn glance(&self, store: &Store) -> Alerts {
        let channels = vec!["hook".to_owned(), "bell".to_owned()];
        ask(|reply| store.observe(self.seen.clone(), Rules::default(), channels, reply)).unwrap()
    }
}

/// What the store answers.
fn ask<T: Send + 'static>(question: impl FnOnce(Box<dyn FnOnce(T) + Send>)) -> T {
    let (sender, answer) = mpsc::channel();
    question(Box::new(move |told| sender.send(told).unwrap()));
    answer.recv().unwrap()
}

fn carrier(channel: &str) -> Vec<Carrier> {
    vec![Carrier { channel: channel.to_owned(), patience: Duration::from_hours(72) }]
}

fn take(store: &Store, channel: &str) -> Outbox {
    ask(|reply| store.take_deliveries(carrier(channel), HOLD, reply))
}

fn attempted(delivery: &Delivery, failure: Option<NotCarried>) -> Attempted {
    let Delivery { channel, message, .. } = delivery.clone();
    Attempted { channel, message: message.id(), failure, wait_until: None }
}

fn refused() -> NotCarried {
    NotCarried::Webhook(Cause::HttpStatus { host: "h".to_owned(), status: 404 })
}

fn events(store: &Store) -> Vec<Event> {
    ask(|reply| store.read_events("default", None, 100, reply)).unwrap()
}

fn told(alerts: &Alerts) -> Vec<String> {
    alerts.messages.iter().map(Message::id).collect()
}

const NOTHING: [&str; 0] = [];
const LOW: &str = "default/low/a/2027-02-04T10:12:07Z/1000000";

#[test]
fn an_event_is_told_once_across_instances_and_restarts() {
    let mut desk = Desk::new();
    let (one, other) = (desk.store(), desk.store());
    assert_eq!(told(&desk.look(&one, &[("a", 500_000)])), NOTHING);
    assert_eq!(told(&desk.look(&one, &[("a", 50_000)])), [LOW]);
    assert_eq!(told(&desk.glance(&one)), NOTHING);
    let alerts = desk.glance(&other);
    assert_eq!((told(&alerts), alerts.active.len()), (Vec::new(), 1), "active there, too");
    drop((one, other));
    let again = desk.store();
    assert_eq!(told(&desk.look(&again, &[("a", 50_000)])), NOTHING);
    let log = events(&again);
    assert_eq!(log.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), [LOW]);
    assert_eq!((log[0].change, log[0].severity), (Change::Raised, Rule::Low.severity()));
    assert!(desk.look(&again, &[("a", 500_000)]).active.is_empty());
    assert_eq!(told(&desk.look(&again, &[("a", 50_000)])), [format!("{LOW}#2")]);
}

#[test]
fn the_first_look_is_one_message_and_its_begin_is_kept() {
    let mut desk = Desk::new();
    let found = desk.look(&desk.store(), &[("a", 50_000), ("b", 0), ("c", 500_000)]);
    assert_eq!(found.messages.len(), 1);
    assert!(found.messages[0].events().all(|event| event.change == Change::Found));
    let later = desk.look(&desk.store(), &[("a", 50_000), ("b", 0), ("c", 0)]);
    assert_eq!(later.messages[0].lead.change, Change::Raised);
}

#[test]
fn what_is_noted_put_off_and_muted_stays_so() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000), ("b", 500_000)]);
    desk.look(&store, &[("a", 50_000), ("b", 500_000)]);
    let subject = || Subject::Model("a".into());
    let handle = |handling| ask(|reply| store.handle_alert("default", handling, reply)).unwrap();
    let noted = handle(Handling::Acknowledge(Rule::Low, subject()));
    assert!(noted.active[0].is_quiet(desk.now()));
    let until = desk.now() + TimeDelta::minutes(30);
    assert_eq!(handle(Handling::Snooze(Rule::Low, subject(), until)).active[0].snoozed_until, Some(until));
    handle(Handling::Mute("b".into()));
    drop(store);
    let store = desk.store();
    let read = ask(|reply| store.read_alerts("default", reply)).unwrap();
    assert_eq!(read.muted, BTreeSet::from(["b".into()]));
    assert_eq!(read.active[0].snoozed_until, Some(until));
    assert_eq!(told(&desk.look(&store, &[("a", 50_000), ("b", 50_000)])), NOTHING);
    desk.pass(30 * 60);
    let reminded = told(&desk.look(&store, &[("a", 50_000), ("b", 50_000)]));
    assert_eq!(reminded, [format!("{LOW}/reminded/2026-11-22T06:44:07Z")]);
    ask(|reply| store.handle_alert("default", Handling::Unmute("b".into()), reply)).unwrap();
    assert_eq!(desk.look(&store, &[("a", 50_000), ("b", 50_000)]).messages.len(), 1);
    let other = ask(|reply| store.read_alerts("work", reply)).unwrap();
    assert_eq!(other, Alerts::default(), "each profile by itself");
}

#[test]
fn models_of_a_login_before_are_not_shown() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000)]);
    desk.look(&store, &[("a", 50_000)]);
    assert_eq!(desk.look(&store, &[("z", 500_000)]).active, []);
    assert_eq!(desk.look(&store, &[("a", 50_000)]).active.len(), 1);
}

#[test]
fn what_fails_in_every_run_fails_for_long() {
    let mut desk = Desk::new();
    let answered = desk.now();
    let mut ran = |fails: bool, answered: DateTime<Utc>| {
        desk.pass(600);
        let cause = Cause::TimedOut { host: "h".into(), seconds: 15 };
        let failure = fails.then(|| Failure { cause, since: desk.now() });
        let feed = Feed { fetched_at: Some(if fails { answered } else { desk.now() }), failure };
        desk.seen.feeds = vec![SeenFeed { name: FeedName::Quotas, feed }];
        // From cron: each time another program.
        (told(&desk.glance(&desk.store())), desk.now())
    };
    let failing = "default/feed_failing/quotas/2026-11-22T06:22:07Z";
    assert_eq!([0; 3].map(|_| ran(true, answered).0), [NOTHING; 3].map(|told| told.map(str::to_owned)));
    assert_eq!(ran(true, answered).0, [failing], "for half an hour");
    assert_eq!(ran(true, answered).0, NOTHING);
    let (cleared, answered) = ran(false, answered);
    assert_eq!(cleared, [format!("{failing}/cleared")]);
    assert_eq!([0; 3].map(|_| ran(true, answered).0.len()), [0; 3], "that is another time");
    assert_eq!(ran(true, answered).0, ["default/feed_failing/quotas/2026-11-22T07:22:07Z"]);
}

/// What is so in this minute of the scripted day.
fn minute_of_the_day(desk: &mut Desk, minute: i64, last_answer: &mut DateTime<Utc>) {
    let now = desk.now();
    let is_cut_off = (600..780).contains(&minute);
    if !is_cut_off {
        *last_answer = now;
        let low = if minute < 100 { 500_000 } else { 50_000 };
        let many = if minute < 300 { 500_000 } else { 90_000 };
        desk.seen.models = vec![left("a", if minute < 200 { low } else { 0 }, now)];
        desk.seen.models.extend(["b", "c", "d", "e", "f"].map(|name| left(name, many, now)));
        let available = if (400..450).contains(&minute) { "-1" } else { "5" };
        let available = Some(available.parse().unwrap());
        let balance = Balance { available, ..Balance::default() };
        desk.seen.balance = Some(SeenBalance { balance, read_at: now });
    }
    let cause = Cause::TimedOut { host: "h".into(), seconds: 15 };
    let since = *last_answer + TimeDelta::minutes(1);
    let failure = is_cut_off.then_some(Failure { cause, since });
    let feed = Feed { fetched_at: Some(*last_answer), failure };
    desk.seen.feeds = vec![SeenFeed { name: FeedName::Quotas, feed }];
}

#[test]
fn a_day_with_two_restarts_another_instance_and_a_gap_tells_exactly_what_happened() {
    let mut desk = Desk::new();
    let mut stores = [desk.store(), desk.store()];
    let mut last_answer = desk.now();
    let mut told = Vec::new();
    for minute in 0..1_440 {
        desk.pass(60);
        minute_of_the_day(&mut desk, minute, &mut last_answer);
        if minute == 350 || minute == 700 {
            // While alerts are active, and while nothing answers.
            stores[0] = desk.store();
        }
        // They look in turn: now this one is first, now the other.
        let first = usize::from(minute % 2 == 0);
        for at in [first, 1 - first] {
            for message in desk.glance(&stores[at]).messages {
                let others = message.others.len();
                let lead = message.lead;
                told.push(format!("{minute} {} {} +{others}", lead.rule.as_str(), lead.change.as_str()));
            }
        }
    }
    assert_eq!(
        told,
        [
            "100 low raised +0",
            "200 exhausted raised +0",
            "300 low raised +4",
            "400 overdue raised +0",
            "450 overdue cleared +0",
            "630 feed_failing raised +0",
            "780 feed_failing cleared +0",
        ]
    );
    let mut carried = Vec::new();
    while let Some(delivery) = take(&stores[1], "hook").deliveries.pop() {
        stores[1].attempted(attempted(&delivery, None));
        carried.push(delivery.message.id());
    }
    assert_eq!(carried.iter().collect::<BTreeSet<_>>().len(), told.len(), "{carried:?}");
}

#[test]
fn a_delivery_is_one_instances_until_it_is_answered_or_its_time_is_over() {
    let mut desk = Desk::new();
    let (one, other) = (desk.store(), desk.store());
    desk.look(&one, &[("a", 500_000), ("b", 500_000)]);
    let sent = desk.look(&one, &[("a", 50_000), ("b", 500_000)]).messages;
    let taken = take(&one, "hook");
    assert_eq!(taken.deliveries.len(), 1);
    assert_eq!((&taken.deliveries[0].message, taken.deliveries[0].tries), (&sent[0], 1));
    let empty = take(&other, "hook");
    assert_eq!((empty.deliveries.len(), empty.next), (0, Some(desk.now() + HOLD)));
    desk.pass(60);
    drop(one);
    let again = take(&other, "hook");
    assert_eq!(again.deliveries[0].tries, 2, "the first has died");
    other.attempted(attempted(&again.deliveries[0], None));
    desk.pass(600);
    assert_eq!(take(&other, "hook"), Outbox::default());
    assert_eq!(take(&other, "bell").deliveries.len(), 1, "each channel by itself");
}

#[test]
fn failures_are_tried_again_ever_more_rarely_until_they_are_pointless() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000)]);
    desk.look(&store, &[("a", 50_000)]);
    let mut pauses = Vec::new();
    let until = desk.now() + TimeDelta::hours(71);
    while desk.now() < until {
        let outbox = take(&store, "hook");
        assert_eq!(outbox.deliveries.len(), 1, "{}", desk.now());
        store.attempted(attempted(&outbox.deliveries[0], Some(refused())));
        let next = take(&store, "hook").next.unwrap();
        pauses.push((next - desk.now()).num_seconds());
        *desk.now.lock().unwrap() = next;
    }
    assert_eq!(pauses[..8], [15, 30, 60, 120, 240, 480, 900, 900]);
    desk.pass(3_601);
    assert_eq!(take(&store, "hook"), Outbox::default());
}

#[test]
fn alerts_go_on_in_memory_and_are_not_told_twice_once_the_file_is_back() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000), ("b", 500_000)]);
    assert_eq!(told(&desk.look(&store, &[("a", 50_000), ("b", 500_000)])), [LOW]);
    assert!(store.close(Duration::from_mins(1)));

    // Root could write a file that is read-only.
    let in_the_way = desk.folder.path().join("alerts.db-journal");
    std::fs::create_dir(&in_the_way).unwrap();
    let now = Arc::clone(&desk.now);
    let file = desk.folder.path().join("alerts.db");
    let store = Store::start(file, Arc::new(move || *now.lock().unwrap()), |_| {});
    assert_eq!(told(&desk.glance(&store)), NOTHING, "what was told before is known");
    let taken = take(&store, "hook");
    assert_eq!(taken.deliveries.len(), 1);
    store.attempted(attempted(&taken.deliveries[0], None));
    assert_eq!(told(&desk.look(&store, &[("a", 50_000), ("b", 40_000)])).len(), 1, "what is new is told");
    store.handle_alert("default", Handling::Mute("c".into()), |_| {});
    assert_eq!(events(&store).len(), 2);
    std::fs::remove_dir(&in_the_way).unwrap();
    assert!(store.close(Duration::from_mins(1)));

    let store = desk.store();
    assert_eq!(told(&desk.glance(&store)), NOTHING, "once ever");
    assert_eq!(events(&store).len(), 2);
    assert!(desk.glance(&store).muted.contains("c"));
    let hook = take(&store, "hook").deliveries;
    assert_eq!(hook.len(), 1, "the other was delivered");
    assert!(hook[0].message.id().contains("/b/"), "{hook:?}");
    let bell = [0; 3].map(|_| take(&store, "bell").deliveries.len());
    assert_eq!(bell, [1, 1, 0], "one after the other");
}

#[test]
fn a_clock_that_was_set_back_holds_up_no_delivery() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000)]);
    desk.look(&store, &[("a", 50_000)]);
    store.attempted(attempted(&take(&store, "hook").deliveries[0], Some(refused())));
    ask(|reply| store.flush(move || reply(())));
    desk.pass(-86_400);
    assert_eq!(take(&store, "hook").deliveries.len(), 1);
}

#[test]
fn the_log_is_read_from_an_instant_on_and_by_number() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000), ("b", 500_000)]);
    desk.look(&store, &[("a", 50_000), ("b", 500_000)]);
    desk.look(&store, &[("a", 50_000), ("b", 0)]);
    let read = |since, limit| ask(|reply| store.read_events("default", since, limit, reply)).unwrap();
    let names = |events: Vec<Event>| -> Vec<String> {
        events.iter().map(|event| event.subject.as_str().to_owned()).collect()
    };
    assert_eq!(names(read(None, 100))[0], "a");
    assert!(names(read(Some(desk.now()), 100)).iter().all(|name| name == "b"));
    assert_eq!(names(read(None, 1)), ["b"]);
    assert!(read(Some(desk.now() + TimeDelta::seconds(1)), 100).is_empty());
}

#[test]
fn a_receiver_that_asks_to_wait_is_left_alone_across_restarts_and_other_channels_go_on() {
    let mut desk = Desk::new();
    let store = desk.store();
    desk.look(&store, &[("a", 500_000), ("b", 500_000)]);
    desk.look(&store, &[("a", 50_000), ("b", 500_000)]);
    let limited = NotCarried::Webhook(Cause::RateLimited { until: None });
    let until = desk.now() + TimeDelta::seconds(600);
    let first = attempted(&take(&store, "hook").deliveries[0], Some(limited));
    store.attempted(Attempted { wait_until: Some(until), ..first });
    desk.look(&store, &[("a", 50_000), ("b", 50_000)]);
    drop(store);
    let store = desk.store();
    while desk.now() < until {
        let outbox = take(&store, "hook");
        assert_eq!((outbox.deliveries, outbox.next), (Vec::new(), Some(until)), "{}", desk.now());
        desk.pass(60);
    }
    assert_eq!(take(&store, "bell").deliveries.len(), 1);
    assert_eq!(take(&store, "hook").deliveries.len(), 1);
    // Noted before the clock was set back.
    store.attempted(Attempted {
        wait_until: Some(desk.now() + TimeDelta::hours(24)),
        ..attempted(&take(&store, "hook").deliveries[0], Some(refused()))
    });
    ask(|reply| store.flush(move || reply(())));
    desk.pass(-86_400 * 2);
    assert_eq!(take(&store, "hook").deliveries.len(), 1);
}

#[test]
fn how_a_channel_fares_is_known_in_the_next_run() {
    let mut desk = Desk::new();
    let store = desk.store();
    let read = |store: &Store| {
        let mut states = ask(|reply| store.read_channels(carrier("hook"), reply)).unwrap();
        states.pop().unwrap()
    };
    assert_eq!(read(&store), ChannelState { channel: "hook".to_owned(), ..ChannelState::default() });
    desk.look(&store, &[("a", 500_000), ("b", 500_000)]);
    desk.look(&store, &[("a", 50_000), ("b", 500_000)]);
    let queued = desk.now();
    desk.pass(5);
    store.attempted(attempted(&take(&store, "hook").deliveries[0], Some(refused())));
    let since = desk.now();
    ask(|reply| store.flush(move || reply(())));
    desk.pass(60);
    store.attempted(attempted(&take(&store, "hook").deliveries[0], Some(NotCarried::BadAddress)));
    ask(|reply| store.flush(move || reply(())));
    drop(store);
    let store = desk.store();
    let failing = read(&store);
    assert_eq!((failing.pending, failing.pending_since), (1, Some(queued)));
    assert_eq!((failing.failing_since, failing.delivered_at), (Some(since), None));
    let last_error = Some(DeliveryError { at: desk.now(), why: NotCarried::BadAddress });
    assert_eq!((&failing.last_error, failing.is_stuck()), (&last_error, true));
    desk.pass(60);
    store.attempted(attempted(&take(&store, "hook").deliveries[0], None));
    let good = read(&store);
    assert_eq!((good.pending, good.failing_since, good.delivered_at), (0, None, Some(desk.now())));
    assert_eq!(
        (good.last_error, good.failing_since),
        (last_error, None),
        "what went wrong last is still known"
    );
}
