//! The outbox and the state of channels.

use super::*;

#[test]
fn a_delivery_belongs_to_one_instance_until_it_is_recorded_or_its_hold_is_over() {
    let mut fixture = Fixture::new();
    let (one, other) = (fixture.store(), fixture.store());
    fixture.observe_left(&one, &[("a", 500_000), ("b", 500_000)]);
    let sent = fixture.observe_left(&one, &[("a", 50_000), ("b", 500_000)]).messages;
    let claimed = claim(&one, "hook");
    assert_eq!(claimed.deliveries.len(), 1);
    assert_eq!((&claimed.deliveries[0].message, claimed.deliveries[0].tries), (&sent[0], 1));
    let empty = claim(&other, "hook");
    assert_eq!((empty.deliveries.len(), empty.next), (0, Some(fixture.now() + HOLD)));
    fixture.advance(60);
    drop(one);
    let again = claim(&other, "hook");
    assert_eq!(again.deliveries[0].tries, 2, "the first has died");
    other.record_attempt(attempt(&again.deliveries[0], None));
    fixture.advance(600);
    assert_eq!(claim(&other, "hook"), Outbox::default());
    assert_eq!(claim(&other, "bell").deliveries.len(), 1, "channels are separate");
}

#[test]
fn failures_are_retried_after_growing_pauses_until_they_are_too_old() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000)]);
    let mut pauses = Vec::new();
    let until = fixture.now() + TimeDelta::hours(71);
    while fixture.now() < until {
        let outbox = claim(&store, "hook");
        assert_eq!(outbox.deliveries.len(), 1, "{}", fixture.now());
        store.record_attempt(attempt(&outbox.deliveries[0], Some(refused())));
        let next = claim(&store, "hook").next.unwrap();
        pauses.push((next - fixture.now()).num_seconds());
        *fixture.now.lock().unwrap() = next;
    }
    assert_eq!(pauses[..8], [15, 30, 60, 120, 240, 480, 900, 900]);
    fixture.advance(3_601);
    assert_eq!(claim(&store, "hook"), Outbox::default());
}

#[test]
fn alerts_go_on_in_memory_and_are_not_reported_twice_once_the_file_is_back() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    assert_eq!(ids(&fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)])), [LOW]);
    assert!(store.close(Duration::from_mins(1)));

    // Root could write a file that is read-only.
    let in_the_way = fixture.folder.path().join("alerts.db-journal");
    std::fs::create_dir(&in_the_way).unwrap();
    let now = Arc::clone(&fixture.now);
    let file = fixture.folder.path().join("alerts.db");
    let store = Store::start(file, Arc::new(move || *now.lock().unwrap()), |_| {});
    assert_eq!(ids(&fixture.observe(&store)), NOTHING, "earlier reports are known");
    let claimed = claim(&store, "hook");
    assert_eq!(claimed.deliveries.len(), 1);
    store.record_attempt(attempt(&claimed.deliveries[0], None));
    assert_eq!(
        ids(&fixture.observe_left(&store, &[("a", 50_000), ("b", 40_000)])).len(),
        1,
        "new events are reported"
    );
    store.handle_alert("default", AlertAction::Mute("c".into()));
    assert_eq!(events(&store).len(), 2);
    std::fs::remove_dir(&in_the_way).unwrap();
    assert!(store.close(Duration::from_mins(1)));

    let store = fixture.store();
    assert_eq!(ids(&fixture.observe(&store)), NOTHING, "once ever");
    assert_eq!(events(&store).len(), 2);
    assert!(fixture.observe(&store).muted.contains("c"));
    let hook = claim(&store, "hook").deliveries;
    assert_eq!(hook.len(), 1, "the other was delivered");
    assert!(hook[0].message.id().contains("/b/"), "{hook:?}");
    let bell = [0; 3].map(|_| claim(&store, "bell").deliveries.len());
    assert_eq!(bell, [1, 1, 0], "one after the other");
}

#[test]
fn a_clock_that_was_set_back_delays_no_delivery() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000)]);
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], Some(refused())));
    store.flush().wait();
    fixture.advance(-86_400);
    assert_eq!(claim(&store, "hook").deliveries.len(), 1);
}

#[test]
fn a_requested_wait_survives_restarts_and_delays_no_other_channel() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)]);
    let limited = DeliveryError::Webhook(Cause::RateLimited { until: None });
    let until = fixture.now() + TimeDelta::seconds(600);
    let first = attempt(&claim(&store, "hook").deliveries[0], Some(limited));
    store.record_attempt(DeliveryAttempt { wait_until: Some(until), ..first });
    fixture.observe_left(&store, &[("a", 50_000), ("b", 50_000)]);
    drop(store);
    let store = fixture.store();
    while fixture.now() < until {
        let outbox = claim(&store, "hook");
        assert_eq!((outbox.deliveries, outbox.next), (Vec::new(), Some(until)), "{}", fixture.now());
        fixture.advance(60);
    }
    assert_eq!(claim(&store, "bell").deliveries.len(), 1);
    assert_eq!(claim(&store, "hook").deliveries.len(), 1);
    // Stored before the clock was set back.
    store.record_attempt(DeliveryAttempt {
        wait_until: Some(fixture.now() + TimeDelta::hours(24)),
        ..attempt(&claim(&store, "hook").deliveries[0], Some(refused()))
    });
    store.flush().wait();
    fixture.advance(-86_400 * 2);
    assert_eq!(claim(&store, "hook").deliveries.len(), 1);
}

#[test]
fn the_state_of_a_channel_is_known_in_the_next_run() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    let read = |store: &Store| {
        let mut states = store.read_channels(served("hook")).wait().unwrap();
        states.pop().unwrap()
    };
    assert_eq!(read(&store), ChannelState { channel: "hook".to_owned(), ..ChannelState::default() });
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)]);
    let queued = fixture.now();
    fixture.advance(5);
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], Some(refused())));
    let since = fixture.now();
    store.flush().wait();
    fixture.advance(60);
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], Some(DeliveryError::BadAddress)));
    store.flush().wait();
    drop(store);
    let store = fixture.store();
    let failing = read(&store);
    assert_eq!((failing.pending, failing.pending_since), (1, Some(queued)));
    assert_eq!((failing.failing_since, failing.delivered_at), (Some(since), None));
    let last_error = Some(FailedDelivery { at: fixture.now(), why: DeliveryError::BadAddress });
    assert_eq!((&failing.last_error, failing.is_stuck()), (&last_error, true));
    fixture.advance(60);
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], None));
    let good = read(&store);
    assert_eq!((good.pending, good.failing_since, good.delivered_at), (0, None, Some(fixture.now())));
    assert_eq!((good.last_error, good.failing_since), (last_error, None), "the last error is still known");
}

/// The state of the delivery of an event over the channel `hook`; absent if it was not to be sent.
fn state(store: &Store, event: &str) -> Option<DeliveryState> {
    let deliveries = store.read_deliveries("default", served("hook"), 100).wait().unwrap();
    deliveries.get(event).map(|of_event| {
        assert_eq!(of_event.len(), 1);
        assert_eq!(of_event[0].channel, "hook");
        of_event[0].state.clone()
    })
}

#[test]
fn how_a_delivery_went_is_known_in_the_next_run() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    assert_eq!(state(&store, LOW), None);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)]);
    assert_eq!(state(&store, LOW), Some(DeliveryState::Waiting));
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], Some(refused())));
    let last = FailedDelivery { at: fixture.now(), why: refused() };
    let retry_at = Some(fixture.now() + TimeDelta::seconds(15));
    let failed = Some(DeliveryState::Failed { last, retry_at });
    assert_eq!(state(&store, LOW), failed);
    drop(store);
    let store = fixture.store();
    assert_eq!(state(&store, LOW), failed);
    fixture.advance(15);
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], None));
    let sent = Some(DeliveryState::Sent(fixture.now()));
    assert_eq!(state(&store, LOW), sent);
    drop(store);
    let store = fixture.store();
    assert_eq!(claim(&store, "hook"), Outbox::default(), "nothing is left in the outbox");
    assert_eq!(state(&store, LOW), sent);
    let of_bell = store.read_deliveries("default", served("bell"), 100).wait().unwrap();
    assert_eq!(of_bell[LOW][0].state, DeliveryState::Waiting, "each channel has its own state");
    let other = store.read_deliveries("other", served("hook"), 100).wait().unwrap();
    assert!(other.is_empty(), "{other:?}");
}

#[test]
fn a_message_that_is_too_old_is_retried_no_more() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000), ("b", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000), ("b", 500_000)]);
    store.record_attempt(attempt(&claim(&store, "hook").deliveries[0], Some(refused())));
    store.flush().wait();
    let last = FailedDelivery { at: fixture.now(), why: refused() };
    fixture.observe_left(&store, &[("a", 50_000), ("b", 50_000)]);
    fixture.advance(72 * 3_600 + 1);
    let given_up = (Some(DeliveryState::Failed { last, retry_at: None }), Some(DeliveryState::Dropped));
    let low = |model: &str| LOW.replace("/a/", &format!("/{model}/"));
    let states = || (state(&store, &low("a")), state(&store, &low("b")));
    assert_eq!(states(), given_up, "nobody served the outbox since");
    assert_eq!(claim(&store, "hook"), Outbox::default());
    assert_eq!(states(), given_up);
}

#[test]
fn a_receiver_that_asks_for_a_wait_gets_the_message_after_it() {
    let mut fixture = Fixture::new();
    let store = fixture.store();
    fixture.observe_left(&store, &[("a", 500_000)]);
    fixture.observe_left(&store, &[("a", 50_000)]);
    let until = fixture.now() + TimeDelta::seconds(600);
    let first = attempt(&claim(&store, "hook").deliveries[0], Some(refused()));
    store.record_attempt(DeliveryAttempt { wait_until: Some(until), ..first });
    let Some(DeliveryState::Failed { retry_at, .. }) = state(&store, LOW) else { panic!("it failed") };
    assert_eq!(retry_at, Some(until));
}
