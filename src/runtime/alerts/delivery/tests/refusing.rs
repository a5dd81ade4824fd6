//! Receivers that refuse, and receivers that ask to wait, over real HTTP.

use super::*;

fn answer(status: &str, headers: &str, body: &str) -> Mood {
    Mood::Answers(format!("{status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()).leak())
}

/// A channel with a message that waits for it.
fn with_a_message(receiver: &Receiver) -> (Desk, Store) {
    let desk = Desk::new([("hook", receiver.channel())]);
    let store = desk.store();
    desk.look(&store, &[("a", 500_000), ("b", 500_000)]);
    desk.pass(60);
    desk.look(&store, &[("a", 5), ("b", 500_000)]);
    (desk, store)
}

fn state(store: &Store, desk: &Desk) -> ChannelState {
    store.read_channels(served_channels(&desk.channels, false)).wait().unwrap().pop().unwrap()
}

#[tokio::test]
async fn a_refusal_inside_of_http_200_is_tried_again() {
    for body in [
        r#"{"code":19024,"msg":"Key Words Not Found"}"#,
        r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#,
        r#"{"errcode":310000,"errmsg":"keywords not in content"}"#,
        "invalid_payload",
    ] {
        let receiver = Receiver::start();
        let (desk, store) = with_a_message(&receiver);
        let post = desk.post(&store);
        receiver.is(answer("200 OK", "", body));
        carry(&post, &store).await;
        let failing = state(&store, &desk);
        assert_eq!((failing.pending, failing.failing_since.is_some()), (1, true), "{body}");
        assert!(
            matches!(failing.failure(), Some(DeliveryError::Webhook(Cause::Refused { .. }))),
            "{failing:?}"
        );
        receiver.is(answer(
            "200 OK",
            "",
            r#"{"StatusCode":0,"StatusMessage":"success","code":0,"msg":"success"}"#,
        ));
        desk.pass(15);
        carry(&post, &store).await;
        let good = state(&store, &desk);
        assert_eq!((good.pending, good.failing_since, receiver.ids().len()), (0, None, 2), "{body}");
        desk.pass(3_600);
        carry(&post, &store).await;
        assert_eq!(receiver.ids().len(), 2, "once is enough: {body}");
    }
}

#[tokio::test]
async fn nothing_is_sent_before_a_receiver_wants_it() {
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
        // One that took the message may ask for it, too.
        answer("200 OK", "retry-after: 600\r\n", "ok"),
    ] {
        let receiver = Receiver::start();
        let other = Receiver::start();
        let (mut desk, store) = with_a_message(&receiver);
        receiver.is(mood);
        carry(&desk.post(&store), &store).await;
        receiver.is(Mood::Takes);
        let first = receiver.taken.lock().unwrap().len();
        assert_eq!(first, 1);
        // Another message, another channel, another run.
        desk.channels.insert("other".to_owned(), other.channel());
        desk.look(&store, &[("a", 5), ("b", 5)]);
        drop(store);
        let store = desk.store();
        for _ in 0..59 {
            desk.pass(10);
            carry(&desk.post(&store), &store).await;
        }
        let Mood::Answers(said) = mood else { panic!("it answers") };
        assert_eq!((receiver.ids().len(), other.ids().len()), (1, 1), "{said}");
        desk.pass(120);
        carry(&desk.post(&store), &store).await;
        let both = if said.starts_with("200 OK\r\nretry-after") { 2 } else { 3 };
        assert_eq!((receiver.ids().len(), state(&store, &desk).wait_until), (both, None), "{said}");
    }
}

#[tokio::test]
async fn no_receiver_silences_a_channel_for_longer_than_a_day() {
    let receiver = Receiver::start();
    for mood in [
        answer("429 Too Many Requests", "retry-after: 4000000000\r\n", ""),
        answer("200 OK", "", r#"{"ok":false,"parameters":{"retry_after":1e30}}"#),
    ] {
        let (desk, store) = with_a_message(&receiver);
        receiver.is(mood);
        carry(&desk.post(&store), &store).await;
        let until = state(&store, &desk).wait_until.unwrap();
        // A wait that a header asks for is counted from when the answer came, a moment ago.
        let wait = until - desk.now();
        assert!(TimeDelta::days(1) - wait <= TimeDelta::seconds(30) && wait <= TimeDelta::days(1), "{wait}");
    }
}

#[tokio::test]
async fn the_messages_of_a_channel_go_one_after_the_other_and_stop_where_it_is_gone() {
    let receiver = Receiver::start();
    let (desk, store) = with_a_message(&receiver);
    desk.pass(60);
    desk.look(&store, &[("a", 5), ("b", 5)]);
    receiver.is(Mood::Down);
    let post = desk.post(&store);
    carry(&post, &store).await;
    assert_eq!(state(&store, &desk).pending, 2);
    receiver.is(Mood::Takes);
    // The second was not tried: it need not wait for anything.
    carry(&post, &store).await;
    desk.pass(15);
    carry(&post, &store).await;
    assert_eq!((receiver.ids().len(), state(&store, &desk).pending), (2, 0));
}

#[tokio::test]
async fn an_answer_that_repeats_what_it_was_sent_gives_no_secret_away() {
    let receiver = Receiver::start();
    let url =
        format!("{}&access_token=SECRET-query%2F1", receiver.url.replace("/hook", "/SECRET-path-1/hook"));
    // The only variable that every test may read and none may set.
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
            let said =
                format!("{outcome:?} {}", crate::words::facts::alert::not_carried(Lang::English, &outcome));
            assert!(!said.contains("SECRET-") && !said.contains(&header), "{body}: {said}");
            assert!(said.contains('…'), "{body}: {said}");
        }
    }
}
