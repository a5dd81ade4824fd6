//! Alerts that are not delivered are reported by every command concerned.

use super::*;

fn overdue(receiver: &Receiver) -> Account {
    let account = Account::new(Facts::default());
    account.standin.set_balance("-12.40");
    account.add_webhook(&receiver.url);
    account
}

#[test]
fn undelivered_alerts_are_reported_by_poll_doctor_and_events() {
    for (status, headers, body, says) in [
        ("404 Not Found", "", "", "answered HTTP 404"),
        ("200 OK", "", r#"{"code":19024,"msg":"Key Words Not Found"}"#, "19024: Key Words Not Found"),
        ("200 OK", "", r#"{"errcode":310000,"errmsg":"keywords not in content"}"#, "310000: keywords"),
        ("429 Too Many Requests", "retry-after: 600\r\n", "", "rate-limited; retry at"),
    ] {
        let receiver = Receiver::start("/hook");
        receiver.answers(status, headers, body);
        let account = overdue(&receiver);
        for attempt in 0..2 {
            let ran = account.poll_once().exits(1);
            let line = ran.errors.lines().find(|line| line.contains("channel hook: ")).unwrap();
            assert!(line.contains(" not delivered since ") && line.contains(says), "{line}");
            assert_eq!(ran.errors.contains("critical overdue "), attempt == 0, "raised once: {ran:?}");
        }
        let sent = receiver.count();
        let doctor = account.run(&["doctor"]).exits(1);
        let line = doctor.out.lines().find(|line| line.starts_with("channel ")).unwrap();
        for part in ["hook: ", says, " since ", " wait", "nothing delivered yet", "last error "] {
            assert!(line.contains(part), "{part}: {line}");
        }
        account.run(&["events"]).exits(0).reports("channel hook: ");
        let document = account.run(&["events", "-o", "json"]).json();
        let channel = &document["channels"][0];
        assert!(channel["channel"] == "hook" && channel["pending"].as_u64() > Some(0), "{document}");
        assert!(channel["failing_since"].is_string() && channel["last_error"].is_string(), "{document}");
        assert!(channel["delivered_at"].is_null() && document["events"].is_array(), "{document}");
        assert_eq!(channel["wait_until"].is_string(), !headers.is_empty(), "{document}");
        let delivery = &document["deliveries"][0];
        assert!(delivery["event"].is_string() && delivery["channel"] == "hook", "{document}");
        assert!(delivery["state"] == "failed" && delivery["at"].is_string(), "{document}");
        assert!(delivery["error"].as_str().unwrap().contains(says.split("; ").next().unwrap()), "{document}");
        assert!(delivery["retry_at"].is_string(), "{document}");
        assert_eq!(receiver.count(), sent, "none of these sends anything");
    }
}

#[test]
fn delivered_alerts_are_reported_by_doctor_alone() {
    let receiver = Receiver::start("/hook");
    let account = overdue(&receiver);
    account.run(&["doctor"]).exits(0).prints("hook: nothing delivered yet  ok");
    let ran = account.poll_once();
    assert!(ran.status == 0 && !ran.errors.contains("channel"), "{ran:?}");
    assert!(receiver.count() > 0);
    account.run(&["doctor"]).exits(0).prints("hook: last delivered ");
    account.run(&["events"]).succeeds();
    let document = account.run(&["events", "-o", "json"]).json();
    let (events, deliveries) = (&document["events"], document["deliveries"].as_array().unwrap());
    assert_eq!(deliveries.len(), events.as_array().unwrap().len(), "{document}");
    for delivery in deliveries {
        assert!(delivery["state"] == "sent" && delivery["at"].is_string(), "{document}");
        assert!(delivery["error"].is_null() && delivery["retry_at"].is_null(), "{document}");
    }
}

#[test]
fn a_recovered_channel_receives_pending_alerts_and_its_last_error_is_remembered() {
    let receiver = Receiver::start("/hook");
    receiver.answers("200 OK", "retry-after: 1\r\n", "no_service");
    let account = overdue(&receiver);
    account.poll_once().exits(1).reports("no_service");
    receiver.answers("200 OK", "", "ok");
    let since = std::time::Instant::now();
    while account.poll_once().status != 0 {
        assert!(since.elapsed().as_secs() < 120, "it is never tried again");
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    account.run(&["doctor"]).exits(0).prints("no_service");
    assert!(receiver.count() >= 2);
}

#[test]
fn a_service_reports_a_failing_channel_once() {
    let receiver = Receiver::start("/hook");
    receiver.answers("500 Oops", "", "");
    let account = overdue(&receiver);
    let mut service = account.service();
    let line = service.wait_for("quotatop: channel hook: ");
    assert!(line.contains("answered HTTP 500"), "{line}");
    // A further attempt, after 15 s, is not news.
    receiver.wait_for(receiver.count() + 1);
    let rest = service.stop(Signal::TERM);
    assert!(!rest.iter().any(|line| line.contains("channel")), "{rest:?}");
}

#[test]
fn alerts_are_sent_without_storage_and_the_poll_fails() {
    let folder = |account: &Account| fs::create_dir_all(account.store()).unwrap();
    let no_folder = |account: &Account| account.write("data/quotatop", "no folder");
    let newer_schema = |account: &Account| {
        account.run(&["list"]).exits(0);
        account.database().pragma_update(None, "user_version", 1000).unwrap();
    };
    for (spoil, says) in [
        (&folder as &dyn Fn(&Account), "no data are saved"),
        (&no_folder, "no data are saved"),
        (&newer_schema, "newer quotatop"),
    ] {
        let receiver = Receiver::start("/hook");
        let account = overdue(&receiver);
        spoil(&account);
        let since = std::time::Instant::now();
        let ran = account.poll_once().exits(1).reports_all(&[says, "critical overdue "]);
        assert!(receiver.count() > 0, "{ran:?}");
        assert_eq!(ran.errors.matches("may be sent again after a restart").count(), 1, "{ran:?}");
        assert!(since.elapsed().as_secs() < 60, "{ran:?}");
    }
}

#[test]
fn a_service_without_storage_sends_each_alert_once_and_recovers_with_the_store() {
    let receiver = Receiver::start("/hook");
    let account = overdue(&receiver);
    fs::create_dir_all(account.store()).unwrap();
    let mut service = account.service();
    service.wait_for("may be sent again after a restart");
    service.wait_for("critical overdue ");
    receiver.wait_for(1);
    fs::remove_dir(account.store()).unwrap();
    service.wait_for("data are saved again");
    service.stop(Signal::TERM);
    let sent = receiver.count();
    let ran = account.poll_once();
    assert_eq!((ran.status, receiver.count()), (0, sent), "it is known what was sent: {ran:?}");
    account.run(&["events"]).prints("12.40 USD overdue");
}
