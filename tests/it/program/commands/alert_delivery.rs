//! Alerts that are not delivered: every command that has to do with it says so.

use std::{io::BufRead as _, process::Command};

use super::*;

fn overdue(receiver: &Receiver) -> Account {
    let account = Account::new(Facts::default());
    account.standin.set_balance("-12.40");
    let file = "config/quotatop/config.toml";
    let config = fs::read_to_string(account.path(file)).unwrap();
    let channel = format!("[channels.hook]\nkind = \"webhook\"\nurl = \"{}\"\n", receiver.url);
    account.write(file, &format!("{config}{channel}"));
    account
}

#[test]
fn an_undelivered_alert_is_told_by_poll_doctor_and_events() {
    for (status, headers, body, says) in [
        ("404 Not Found", "", "", "answered HTTP 404"),
        ("200 OK", "", r#"{"code":19024,"msg":"Key Words Not Found"}"#, "19024: Key Words Not Found"),
        ("200 OK", "", r#"{"errcode":310000,"errmsg":"keywords not in content"}"#, "310000: keywords"),
        ("429 Too Many Requests", "retry-after: 600\r\n", "", "asks to wait; tried again at"),
    ] {
        let receiver = Receiver::start("/hook");
        receiver.answers(status, headers, body);
        let account = overdue(&receiver);
        for attempt in 0..2 {
            let ran = account.run(&["poll", "--once"]);
            assert_eq!(ran.status, 1, "{says}: {ran:?}");
            let line = ran.errors.lines().find(|line| line.contains("channel hook: ")).unwrap();
            assert!(line.contains(" not delivered since ") && line.contains(says), "{line}");
            assert_eq!(ran.errors.contains("critical overdue "), attempt == 0, "raised once: {ran:?}");
        }
        let asked = receiver.taken();
        let doctor = account.run(&["doctor"]);
        let line = doctor.out.lines().find(|line| line.starts_with("channel ")).unwrap();
        for part in ["hook: ", says, " since ", " wait", "nothing delivered yet", "last error "] {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert_eq!(doctor.status, 1, "{doctor:?}");
        let events = account.run(&["events"]);
        assert!(events.status == 0 && events.errors.contains("channel hook: "), "{events:?}");
        let document = account.run(&["events", "-o", "json"]).json();
        let channel = &document["channels"][0];
        assert_eq!(
            (&channel["channel"], channel["pending"].as_u64() > Some(0)),
            (&"hook".into(), true),
            "{document}"
        );
        assert!(channel["failing_since"].is_string() && channel["last_error"].is_string(), "{document}");
        assert!(channel["delivered_at"].is_null() && document["events"].is_array(), "{document}");
        assert_eq!(channel["wait_until"].is_string(), !headers.is_empty(), "{document}");
        assert_eq!(receiver.taken(), asked, "none of these sends anything");
    }
}

#[test]
fn what_is_delivered_is_told_by_doctor_alone() {
    let receiver = Receiver::start("/hook");
    let account = overdue(&receiver);
    let fresh = account.run(&["doctor"]);
    assert!(fresh.status == 0 && fresh.out.contains("hook: nothing delivered yet  ok"), "{fresh:?}");
    let ran = account.run(&["poll", "--once"]);
    assert!(ran.status == 0 && !ran.errors.contains("channel"), "{ran:?}");
    assert!(receiver.taken() > 0);
    let doctor = account.run(&["doctor"]);
    assert!(doctor.status == 0 && doctor.out.contains("hook: last delivered "), "{doctor:?}");
    let events = account.run(&["events"]);
    assert_eq!((events.status, events.errors.as_str()), (0, ""), "{events:?}");
}

#[test]
fn a_channel_that_recovers_gets_what_waited_and_the_error_stays_known() {
    let receiver = Receiver::start("/hook");
    receiver.answers("200 OK", "retry-after: 1\r\n", "no_service");
    let account = overdue(&receiver);
    let ran = account.run(&["poll", "--once"]);
    assert!(ran.status == 1 && ran.errors.contains("no_service"), "{ran:?}");
    receiver.answers("200 OK", "", "ok");
    // The pause after a failure, and not longer.
    let since = std::time::Instant::now();
    while account.run(&["poll", "--once"]).status != 0 {
        assert!(since.elapsed().as_secs() < 120, "it is never tried again");
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    let doctor = account.run(&["doctor"]);
    assert!(doctor.status == 0 && doctor.out.contains("no_service"), "{doctor:?}");
    assert!(receiver.taken() >= 2);
}

#[test]
fn a_service_says_once_that_a_channel_fails() {
    let receiver = Receiver::start("/hook");
    receiver.answers("500 Oops", "", "");
    let account = overdue(&receiver);
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
    command.env_clear().envs(account.variables()).arg("poll").stderr(Stdio::piped());
    let mut service = command.spawn().unwrap();
    let mut lines = BufReader::new(service.stderr.take().unwrap()).lines();
    let fails = |line: std::io::Result<String>| {
        let line = line.unwrap();
        line.starts_with("quotatop: channel hook: ") && line.contains("answered HTTP 500")
    };
    assert!(lines.any(fails));
    // Further attempts, after 15 s, are not news.
    let first = receiver.taken();
    while receiver.taken() < first + 2 {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    kill_process(Pid::from_child(&service), Signal::TERM).unwrap();
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    assert!(!rest.iter().any(|line| line.contains("channel")), "{rest:?}");
    assert_eq!(service.wait().unwrap().code(), Some(0));
}

/// What is wrong with where data are stored, how it comes to be so, and what is said of it.
type Trouble = (&'static str, fn(&Account), &'static str);

fn unusable_stores() -> [Trouble; 3] {
    [
        (
            "a folder in its place",
            |account| fs::create_dir_all(account.path("data/quotatop/quotatop.db")).unwrap(),
            "nothing is stored",
        ),
        (
            "a file in the place of its folder",
            |account| account.write("data/quotatop", "no folder"),
            "nothing is stored",
        ),
        (
            "a newer schema",
            |account| {
                assert_eq!(account.run(&["list"]).status, 0);
                let store = rusqlite::Connection::open(account.path("data/quotatop/quotatop.db")).unwrap();
                store.pragma_update(None, "user_version", 1000).unwrap();
            },
            "newer quotatop",
        ),
    ]
}

#[test]
fn alerts_are_sent_without_storage_and_that_is_a_failure() {
    for (trouble, spoil, says) in unusable_stores() {
        let receiver = Receiver::start("/hook");
        let account = overdue(&receiver);
        spoil(&account);
        let since = std::time::Instant::now();
        let ran = account.run(&["poll", "--once"]);
        assert_eq!(ran.status, 1, "{trouble}: {ran:?}");
        assert!(receiver.taken() > 0, "{trouble}: {ran:?}");
        for text in [says, "critical overdue ", "each may be sent again after a restart"] {
            assert!(ran.errors.contains(text), "{trouble}: {text}: {ran:?}");
        }
        assert_eq!(ran.errors.matches("each may be sent again").count(), 1, "{trouble}: {ran:?}");
        assert!(since.elapsed().as_secs() < 60, "{trouble}");
    }
}

#[test]
fn a_service_without_storage_sends_each_alert_once_and_goes_on_with_the_file_that_comes_back() {
    let receiver = Receiver::start("/hook");
    let account = overdue(&receiver);
    let place = account.path("data/quotatop/quotatop.db");
    fs::create_dir_all(&place).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
    command.env_clear().envs(account.variables()).arg("poll").stderr(Stdio::piped());
    let mut service = command.spawn().unwrap();
    let mut lines = BufReader::new(service.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("each may be sent again after a restart")));
    assert!(lines.any(|line| line.contains("critical overdue ")));
    while receiver.taken() == 0 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    fs::remove_dir(&place).unwrap();
    assert!(lines.any(|line| line.contains("data are stored again")));
    kill_process(Pid::from_child(&service), Signal::TERM).unwrap();
    assert_eq!(service.wait().unwrap().code(), Some(0));
    let sent = receiver.taken();
    let ran = account.run(&["poll", "--once"]);
    assert_eq!((ran.status, receiver.taken()), (0, sent), "it is known what was sent: {ran:?}");
    let log = account.run(&["events"]);
    assert!(log.out.contains("owes 12.40 USD"), "{log:?}");
}
