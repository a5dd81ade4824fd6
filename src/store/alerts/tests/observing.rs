//! Which events are reported, and what is stored of alerts.

use super::*;

#[test]
fn an_event_is_reported_once_across_instances_and_restarts() {
    let mut fixture = Fixture::new();
    let (one, other) = (fixture.store(), fixture.store());
    assert_eq!(ids(&fixture.observe_left(&one, &[("a", 500_000)])), NOTHING);
    assert_eq!(ids(&fixture.observe_left(&one, &[("a", 50_000)])), [LOW]);
    assert_eq!(ids(&fixture.observe(&one)), NOTHING);
    let alerts = fixture.observe(&other);
    assert_eq!((ids(&alerts), alerts.active.len()), (Vec::new(), 1), "active there, too");
    drop((one, other));
    let again = fixture.store();
    assert_eq!(ids(&fixture.observe_left(&again, &[("a", 50_000)])), NOTHING);
    let log = events(&again);
    assert_eq!(log.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), [LOW]);
    assert_eq!((log[0].change, log[0].severity), (Change::Raised, Rule::Low.severity()));
    assert!(fixture.observe_left(&again, &[("a", 500_000)]).active.is_empty());
    assert_eq!(ids(&fixture.observe_left(&again, &[("a", 50_000)])), [format!("{LOW}#2")]);
}

#[test]
fn an_alert_is_raised_when_it_is_stored_not_when_its_turn_was_awaited() {
    let mut fixture = Fixture::new();
    fixture.observe_left(&fixture.store(), &[("a", 500_000)]);
    let (asked, is_asked) = std::sync::mpsc::channel();
    let now = Arc::clone(&fixture.now);
    let clock: Clock = Arc::new(move || {
        let now = *now.lock().unwrap();
        let _ = asked.send(());
        now
    });
    let file = fixture.folder.path().join("alerts.db");
    let store = Store::start(file.clone(), clock, |notice| panic!("{notice:?}"));
    fixture.advance(60);
    fixture.observed.models = vec![left("a", 50_000, fixture.now())];
    let other = rusqlite::Connection::open(file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = store.observe(fixture.observed.clone(), Rules::default(), Vec::new());
    is_asked.recv().unwrap();
    fixture.advance(1);
    other.execute_batch("COMMIT").unwrap();
    let raised = answer.wait().unwrap().active[0].raised_at;
    assert_eq!(raised, fixture.now(), "what the other instance has written is older");
}

#[test]
fn the_first_observation_is_one_message() {
    let mut fixture = Fixture::new();
    let found = fixture.observe_left(&fixture.store(), &[("a", 50_000), ("b", 0), ("c", 500_000)]);
    assert_eq!(found.messages.len(), 1);
    assert!(found.messages[0].events().all(|event| event.change == Change::Found));
    let later = fixture.observe_left(&fixture.store(), &[("a", 50_000), ("b", 0), ("c", 0)]);
    assert_eq!(later.messages[0].lead.change, Change::Raised);
}

#[test]
fn acknowledged_snoozed_and_muted_alerts_stay_so() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)]);
    let subject = || Subject::Model("a".into());
    let handle = |handling| store.handle_alert("default", handling).wait().unwrap();
    let acknowledged = handle(AlertAction::Acknowledge(subject()));
    assert!(!acknowledged.active[0].is_new(fixture.now()));
    let until = fixture.now() + TimeDelta::minutes(30);
    assert_eq!(handle(AlertAction::Snooze(subject(), until)).active[0].snoozed_until, Some(until));
    handle(AlertAction::Mute("b".into()));
    drop(store);
    let store = fixture.store();
    let read = store.read_alerts("default").wait().unwrap();
    assert_eq!(read.muted, BTreeSet::from(["b".into()]));
    assert_eq!(read.active[0].snoozed_until, Some(until));
    assert_eq!(ids(&fixture.observe_left(&store, &[("a", 50_000), ("b", 50_000)])), NOTHING);
    fixture.advance(30 * 60);
    let reminded = ids(&fixture.observe_left(&store, &[("a", 50_000), ("b", 50_000)]));
    assert_eq!(reminded, [format!("{LOW}/reminded/2026-11-22T06:44:07Z")]);
    store.handle_alert("default", AlertAction::Unmute("b".into())).wait().unwrap();
    assert_eq!(fixture.observe_left(&store, &[("a", 50_000), ("b", 50_000)]).messages.len(), 1);
    let other = store.read_alerts("work").wait().unwrap();
    assert_eq!(other, Alerts::default(), "profiles are separate");
}

#[test]
fn models_of_a_previous_login_are_not_shown() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000)]);
    assert_eq!(fixture.observe_left(&store, &[("z", 500_000)]).active, []);
    assert_eq!(fixture.observe_left(&store, &[("a", 50_000)]).active.len(), 1);
}

#[test]
fn a_feed_that_fails_in_every_run_counts_as_failing_for_long() {
    let mut fixture = Fixture::new();
    let answered = fixture.now();
    let mut ran = |fails: bool, answered: DateTime<Utc>| {
        fixture.advance(600);
        let cause = Cause::TimedOut { host: "h".into(), seconds: 15 };
        let failure = fails.then(|| Failure { cause, since: fixture.now() });
        let feed = Feed { fetched_at: Some(if fails { answered } else { fixture.now() }), failure };
        fixture.observed.feeds = vec![SeenFeed { name: FeedName::Quotas, feed }];
        // As from cron: another program each time.
        (ids(&fixture.observe(&fixture.store())), fixture.now())
    };
    let failing = "default/feed_failing/quotas/2026-11-22T06:22:07Z";
    assert_eq!([0; 3].map(|_| ran(true, answered).0), [NOTHING; 3].map(|ids| ids.map(str::to_owned)));
    assert_eq!(ran(true, answered).0, [failing], "for half an hour");
    assert_eq!(ran(true, answered).0, NOTHING);
    let (cleared, answered) = ran(false, answered);
    assert_eq!(cleared, [format!("{failing}/cleared")]);
    assert_eq!([0; 3].map(|_| ran(true, answered).0.len()), [0; 3], "that is a new failure");
    assert_eq!(ran(true, answered).0, ["default/feed_failing/quotas/2026-11-22T07:22:07Z"]);
}

/// The observations of this minute of the scripted day.
fn observe_minute(fixture: &mut Fixture, minute: i64, last_answer: &mut DateTime<Utc>) {
    let now = fixture.now();
    let is_cut_off = (600..780).contains(&minute);
    if !is_cut_off {
        *last_answer = now;
        let low = if minute < 100 { 500_000 } else { 50_000 };
        let many = if minute < 300 { 500_000 } else { 90_000 };
        fixture.observed.models = vec![left("a", if minute < 200 { low } else { 0 }, now)];
        fixture.observed.models.extend(["b", "c", "d", "e", "f"].map(|name| left(name, many, now)));
        let available = if (400..450).contains(&minute) { "-1" } else { "5" };
        let available = Some(available.parse().unwrap());
        let balance = Balance { available, ..Balance::default() };
        fixture.observed.balance = Some(SeenBalance { balance, read_at: now });
    }
    let cause = Cause::TimedOut { host: "h".into(), seconds: 15 };
    let since = *last_answer + TimeDelta::minutes(1);
    let failure = is_cut_off.then_some(Failure { cause, since });
    let feed = Feed { fetched_at: Some(*last_answer), failure };
    fixture.observed.feeds = vec![SeenFeed { name: FeedName::Quotas, feed }];
}

#[test]
fn a_day_with_restarts_a_second_instance_and_a_gap_reports_each_event_once() {
    let mut fixture = Fixture::new();
    let mut stores = [fixture.store(), fixture.store()];
    let mut last_answer = fixture.now();
    let mut messages = Vec::new();
    for minute in 0..1_440 {
        fixture.advance(60);
        observe_minute(&mut fixture, minute, &mut last_answer);
        if minute == 350 || minute == 700 {
            // While alerts are active, and while nothing answers.
            stores[0] = fixture.store();
        }
        // They take turns in being first.
        let first = usize::from(minute % 2 == 0);
        for at in [first, 1 - first] {
            for message in fixture.observe(&stores[at]).messages {
                let others = message.others.len();
                let lead = message.lead;
                messages.push(format!(
                    "{minute} {} {} +{others}",
                    lead.rule.into_str(),
                    lead.change.into_str()
                ));
            }
        }
    }
    assert_eq!(
        messages,
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
    let mut delivered = Vec::new();
    while let Some(delivery) = claim(&stores[1], "hook").deliveries.pop() {
        stores[1].record_attempt(attempt(&delivery, None));
        delivered.push(delivery.message.id());
    }
    assert_eq!(delivered.iter().collect::<BTreeSet<_>>().len(), messages.len(), "{delivered:?}");
}

#[test]
fn the_log_is_read_since_an_instant_and_up_to_a_limit() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 0)]);
    let read = |since, limit| store.read_events("default", since, limit).wait().unwrap();
    let names = |events: Vec<Event>| -> Vec<String> {
        events.iter().map(|event| event.subject.as_str().to_owned()).collect()
    };
    assert_eq!(names(read(None, 100))[0], "a");
    assert!(names(read(Some(fixture.now()), 100)).iter().all(|name| name == "b"));
    assert_eq!(names(read(None, 1)), ["b"]);
    assert!(read(Some(fixture.now() + TimeDelta::seconds(1)), 100).is_empty());
}
