//! Receivers that refuse, and receivers that ask to wait, over real HTTP.

use super::*;

fn answer(status: &str, headers: &str, body: &str) -> Mood {
    Mood::Answers(format!("{status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()).leak())
}

/// With a message in the outbox.
fn with_a_message(receiver: &Receiver) -> (Fixture, Store) {
    let fixture = Fixture::new([("hook", receiver.channel())]);
    let store = fixture.store();
    fixture.observe(&store, &[("a", 500_000), ("b", 500_000)]);
    fixture.pass(60);
    fixture.observe(&store, &[("a", 5), ("b", 500_000)]);
    (fixture, store)
}

/// How the delivery of the message goes.
fn delivery(store: &Store, fixture: &Fixture) -> DeliveryState {
    let served = served_channels(&fixture.channels, false);
    let deliveries = store.read_deliveries("default", served, 100).wait().unwrap();
    let [of_event] = <[_; 1]>::try_from(deliveries.into_values().collect::<Vec<_>>()).unwrap();
    let [on_hook] = <[_; 1]>::try_from(of_event).unwrap();
    on_hook.state
}

fn state(store: &Store, fixture: &Fixture) -> ChannelState {
    store.read_channels(served_channels(&fixture.channels, false)).wait().unwrap().pop().unwrap()
}

#[tokio::test]
async fn a_refusal_with_http_200_is_retried() {
    for body in [
        r#"{"code":19024,"msg":"Key Words Not Found"}"#,
        r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#,
        r#"{"errcode":310000,"errmsg":"keywords not in content"}"#,
        "invalid_payload",
    ] {
        let receiver = Receiver::start();
        let (fixture, store) = with_a_message(&receiver);
        let worker = fixture.worker(&store);
        receiver.is(answer("200 OK", "", body));
        assert_eq!(delivery(&store, &fixture), DeliveryState::Waiting, "{body}");
        deliver(&worker, &store).await;
        let (failed_at, retry_at) = (fixture.now(), fixture.now() + TimeDelta::seconds(15));
        let outcome = delivery(&store, &fixture);
        let is_expected = matches!(&outcome, DeliveryState::Failed { last, retry_at: Some(at) }
            if last.at == failed_at && matches!(last.why, DeliveryError::Webhook(Cause::Refused { .. }))
                && *at == retry_at);
        assert!(is_expected, "{body}: {outcome:?}");
        let failing = state(&store, &fixture);
        assert_eq!((failing.pending, failing.failing_since.is_some()), (1, true), "{body}");
        let failure = failing.failure();
        assert!(matches!(failure, Some(DeliveryError::Webhook(Cause::Refused { .. }))), "{failing:?}");
        receiver.is(answer("200 OK", "", r#"{"StatusCode":0,"StatusMessage":"success","code":0}"#));
        fixture.pass(15);
        deliver(&worker, &store).await;
        assert_eq!(delivery(&store, &fixture), DeliveryState::Sent(fixture.now()), "{body}");
        let good = state(&store, &fixture);
        assert_eq!((good.pending, good.failing_since, receiver.ids().len()), (0, None, 2), "{body}");
        fixture.pass(3_600);
        deliver(&worker, &store).await;
        assert_eq!(receiver.ids().len(), 2, "once is enough: {body}");
    }
}

#[tokio::test]
async fn nothing_is_sent_during_a_pause_that_the_receiver_wants() {
    let date = (Utc::now() + TimeDelta::seconds(660)).to_rfc2822().replace("+0000", "GMT");
    let seconds = answer("429 Too Many Requests", "retry-after: 600\r\n", "");
    let dated = answer("503 Service Unavailable", &format!("retry-after: {date}\r\n"), "");
    let telegram =
        r#"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":600}}"#;
    let discord = r#"{"message":"You are being rate limited.","retry_after":600.5,"global":false}"#;
    for mood in [
        seconds,
        dated,
        answer("200 OK", "", telegram),
        answer("429 Too Many Requests", "", discord),
        answer("302 Found", "retry-after: 600\r\nlocation: /\r\n", ""),
        // A receiver that accepts the message may want one, too.
        answer("200 OK", "retry-after: 600\r\n", "ok"),
    ] {
        let receiver = Receiver::start();
        let other = Receiver::start();
        let (mut fixture, store) = with_a_message(&receiver);
        receiver.is(mood);
        deliver(&fixture.worker(&store), &store).await;
        receiver.is(Mood::Takes);
        let first = receiver.taken.lock().unwrap().len();
        assert_eq!(first, 1);
        // Also for another message, and after a restart; but not for another channel.
        fixture.channels.insert("other".to_owned(), other.channel());
        fixture.observe(&store, &[("a", 5), ("b", 5)]);
        drop(store);
        let store = fixture.store();
        for _ in 0..59 {
            fixture.pass(10);
            deliver(&fixture.worker(&store), &store).await;
        }
        let Mood::Answers(response) = mood else { panic!("it answers") };
        assert_eq!((receiver.ids().len(), other.ids().len()), (1, 1), "{response}");
        fixture.pass(120);
        deliver(&fixture.worker(&store), &store).await;
        let both = if response.starts_with("200 OK\r\nretry-after") { 2 } else { 3 };
        assert_eq!((receiver.ids().len(), state(&store, &fixture).wait_until), (both, None), "{response}");
    }
}

#[tokio::test]
async fn no_receiver_silences_a_channel_for_longer_than_a_day() {
    let receiver = Receiver::start();
    for mood in [
        answer("429 Too Many Requests", "retry-after: 4000000000\r\n", ""),
        answer("200 OK", "", r#"{"ok":false,"parameters":{"retry_after":1e30}}"#),
    ] {
        let (fixture, store) = with_a_message(&receiver);
        receiver.is(mood);
        deliver(&fixture.worker(&store), &store).await;
        let until = state(&store, &fixture).wait_until.unwrap();
        // A pause by header counts from the arrival of the answer, a moment ago.
        let wait = until - fixture.now();
        assert!(TimeDelta::days(1) - wait <= TimeDelta::seconds(30) && wait <= TimeDelta::days(1), "{wait}");
    }
}

#[tokio::test]
async fn the_messages_of_a_channel_go_one_by_one_and_stop_when_it_is_down() {
    let receiver = Receiver::start();
    let (fixture, store) = with_a_message(&receiver);
    fixture.pass(60);
    fixture.observe(&store, &[("a", 5), ("b", 5)]);
    receiver.is(Mood::Down);
    let worker = fixture.worker(&store);
    deliver(&worker, &store).await;
    assert_eq!(state(&store, &fixture).pending, 2);
    receiver.is(Mood::Takes);
    // The second was not tried, and so does not have to wait.
    deliver(&worker, &store).await;
    fixture.pass(15);
    deliver(&worker, &store).await;
    assert_eq!((receiver.ids().len(), state(&store, &fixture).pending), (2, 0));
}

#[tokio::test]
async fn an_answer_that_quotes_the_request_reveals_no_secret() {
    let receiver = Receiver::start();
    let url =
        format!("{}&access_token=SECRET-query%2F1", receiver.url.replace("/hook", "/SECRET-path-1/hook"));
    // A variable that every test can read.
    let header = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    for echo in [
        url.clone(),
        "no such hook: SECRET-path-1".to_owned(),
        "token SECRET-query/1 is unknown".to_owned(),
        "token SECRET-query%2f1 is unknown".to_owned(),
        format!("header {header} is wrong"),
        format!("header {} is wrong", header.replace('/', "\\/")),
    ] {
        for (status, body) in [
            ("200 OK", serde_json::json!({"errcode": 1, "errmsg": echo}).to_string()),
            ("403 Forbidden", serde_json::json!({"description": echo}).to_string()),
            ("400 Bad Request", echo.clone()),
        ] {
            receiver.is(answer(status, "", &body));
            let Channel::Webhook(mut hook) = receiver.with(None, &[("X-Key", "CARGO_MANIFEST_DIR")]) else {
                panic!("it is a webhook")
            };
            hook.address = crate::config::Address::Url(url.clone());
            let outcome = send(Channel::Webhook(hook), "m").await.unwrap_err();
            let response = format!(
                "{outcome:?} {}",
                crate::words::facts::alert::delivery_error(Lang::English, &outcome)
            );
            assert!(!response.contains("SECRET-") && !response.contains(&header), "{body}: {response}");
            assert!(response.contains('…'), "{body}: {response}");
        }
    }
}
