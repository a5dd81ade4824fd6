//! A local clock that is days off: the server's counts, whatever this machine's shows.
//!
//! Here it is the stand-in's clock that is moved: which of the two is wrong, quotatop cannot know and need not.

use chrono::{DateTime, TimeDelta, Utc};

use super::*;

/// An account whose server is this far ahead of this machine, and whose qwen-turbo expires then by the server's clock.
fn account(ahead: TimeDelta, expires_in: TimeDelta) -> (Account, DateTime<Utc>) {
    let account = Account::new(Facts::default());
    let server = Utc::now() + ahead;
    account.standin.set_clock(server);
    let expires = (server + expires_in).timestamp_millis().to_string();
    account.standin.change(|facts| facts.quota("qwen-turbo").expires_ms = expires);
    (account, server)
}

/// Says once by how much the clock is off, and what to do.
fn assert_warns(ran: &Ran, says: &str) {
    let lines: Vec<&str> = ran.errors.lines().filter(|line| line.contains("this machine's clock")).collect();
    assert_eq!(lines.len(), 1, "{ran:?}");
    assert!(lines[0].contains(says) && lines[0].contains("timedatectl set-ntp true"), "{ran:?}");
}

fn instant(text: &serde_json::Value) -> DateTime<Utc> {
    text.as_str().unwrap().parse().unwrap()
}

#[test]
fn a_late_clock_keeps_no_expired_quota_alive() {
    for (ahead, says) in
        [(TimeDelta::days(3), "3 d 0 h behind"), (TimeDelta::days(3650), "3650 d 0 h behind")]
    {
        let (account, server) = account(ahead, -TimeDelta::days(1));
        let first = account.run(&["check", "qwen-turbo"]);
        assert_eq!(first.status, 10, "{first:?}");
        assert!(first.out.contains("expired"), "{first:?}");
        assert_warns(&first, says);
        let asked = account.standin.count(&On::Everything);
        for arguments in [&["check", "qwen-turbo"][..], &["check", "qwen-turbo", "--offline"]] {
            let ran = account.run(arguments);
            assert_eq!(ran.status, 10, "{ran:?}");
            assert_warns(&ran, says);
        }
        let offline = account.run(&["list", "--offline", "-o", "json"]);
        assert_warns(&offline, says);
        let model = offline.model("qwen-turbo");
        assert_eq!((&model["status"], &model["next_call"]), (&json!("expired"), &json!("billed")));
        assert_eq!(offline.model("qwen-max")["next_call"], "free", "{offline:?}");
        assert_eq!(account.standin.count(&On::Everything), asked, "nothing was asked for that");
        let fetched_at = instant(&offline.json()["feeds"]["quotas"]["fetched_at"]);
        assert!(
            (fetched_at - server).abs() < TimeDelta::minutes(5),
            "stored by the server's clock: {fetched_at}"
        );
    }
}

#[test]
fn an_early_clock_ends_no_quota_before_its_time() {
    let (account, server) = account(-TimeDelta::days(3), TimeDelta::days(1));
    let ran = account.run(&["check", "qwen-turbo"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_warns(&ran, "ahead of the server's");
    for arguments in [&["list", "-o", "json"][..], &["list", "-o", "json", "--offline"]] {
        let ran = account.run(arguments);
        assert_eq!((ran.status, &ran.model("qwen-turbo")["next_call"]), (0, &json!("free")), "{ran:?}");
        assert_eq!(ran.json()["feeds"]["quotas"]["state"], "fresh");
        assert!((instant(&ran.json()["taken_at"]) - server).abs() < TimeDelta::minutes(5), "{ran:?}");
    }
    let table = account.run(&["list", "--offline"]).out;
    assert!(table.contains("in 23 h") || table.contains("in 1 d"), "{table}");
}

#[test]
fn every_command_that_shows_figures_says_that_the_clock_is_wrong() {
    let (account, _) = account(TimeDelta::days(3), TimeDelta::days(9));
    for arguments in [
        &["list"][..],
        &["account"],
        &["bills"],
        &["check", "qwen-turbo"],
        &["history", "qwen-turbo"],
        &["events"],
        &["poll", "--once"],
        &["list", "--offline"],
        &["account", "--offline"],
    ] {
        assert_warns(&account.run(arguments), "3 d 0 h behind");
    }
    let doctor = account.run(&["doctor"]);
    assert!(doctor.out.contains("3 d 0 h behind") && doctor.out.contains("timedatectl"), "{doctor:?}");
}

#[test]
fn clocks_that_differ_by_seconds_are_in_step() {
    let (account, _) = account(TimeDelta::seconds(20), TimeDelta::days(9));
    let ran = account.run(&["check", "qwen-turbo"]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    assert!(account.run(&["doctor"]).out.contains("in step with the server's"));
}

/// The offset is not trusted once the clock was set, which a test cannot do: it moves what was stored instead.
#[test]
fn after_the_clock_was_set_nothing_is_free_until_the_server_answers() {
    let (account, _) = account(TimeDelta::zero(), TimeDelta::days(9));
    assert_eq!(account.list().status, 0);
    let store = rusqlite::Connection::open(account.store()).unwrap();
    for seconds in [60, -60, 3 * 86_400] {
        let moved = format!("UPDATE clock SET booted = booted + {seconds} * 1000000");
        assert_eq!(store.execute(&moved, []).unwrap(), 1);
        let ran = account.run(&["check", "qwen-turbo", "--offline"]);
        assert_eq!(ran.status, 12, "{seconds}: {ran:?}");
        assert_warns(&ran, "set or restarted");
        let ran = account.run(&["list", "--offline", "-o", "json"]);
        assert_eq!(ran.model("qwen-turbo")["next_call"], "unknown", "{ran:?}");
        assert_eq!(ran.model("qwen-plus")["next_call"], "billed", "used up is used up");
        account.standin.fault(On::Everything, Fault::status(500, Vec::new()));
        assert!(account.run(&["check", "qwen-turbo"]).status == 0, "the answer names the time, even so");
        assert!(account.run(&["check", "qwen-turbo"]).errors.is_empty());
        account.standin.heal();
        assert_eq!(account.run(&["check", "qwen-turbo", "--offline"]).status, 0);
    }
}

#[test]
fn data_of_the_future_are_no_yes_where_the_offset_is_unknown() {
    let (account, _) = account(TimeDelta::days(3), TimeDelta::days(9));
    assert_eq!(account.list().status, 0);
    // As an earlier version left it, on a machine whose clock was right then.
    let store = rusqlite::Connection::open(account.store()).unwrap();
    store.execute_batch("DROP TABLE clock; PRAGMA user_version = 5").unwrap();
    let ran = account.run(&["check", "qwen-turbo", "--offline"]);
    assert_eq!(ran.status, 12, "{ran:?}");
    assert_warns(&ran, "at least 2 d 23 h behind");
    let ran = account.run(&["list", "--offline", "-o", "json"]);
    assert_eq!(ran.model("qwen-turbo")["next_call"], "unknown", "{ran:?}");
    assert_warns(&ran, "behind");
    // The file is brought up to date, and the next answer tells.
    let ran = account.run(&["check", "qwen-turbo"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_warns(&ran, "3 d 0 h behind the server's");
}

#[test]
fn a_snapshot_of_the_future_is_no_yes() {
    let account = Account::new(Facts::default());
    for (ahead, status) in [(0, 0), (280, 0), (320, 12), (3 * 86_400, 12)] {
        let taken_at = Utc::now() + TimeDelta::seconds(ahead);
        let document = json!({
            "schema": "quotatop.snapshot/1", "taken_at": taken_at.to_rfc3339(),
            "feeds": {"quotas": {"state": "fresh", "fetched_at": Utc::now().to_rfc3339(), "error": null}},
            "models": [{"model": "m", "total": 100, "remaining": 90, "quota_status": "VALID",
                "free_quota_only": false, "expires_at": "2200-01-01T00:00:00Z"}],
        });
        account.write("quotas.json", &document.to_string());
        let file = account.path("quotas.json");
        let file = file.to_str().unwrap();
        let ran = account.run(&["check", "m", "--ignore-account", "--snapshot", file]);
        assert_eq!(ran.status, status, "{ahead}: {ran:?}");
        for command in ["list", "check"] {
            let arguments = if command == "check" { &["check", "m"][..] } else { &["list"] };
            let ran = account.run(&[arguments, &["--snapshot", file]].concat());
            let warnings = ran.errors.matches("this machine's clock is at least").count();
            assert_eq!(warnings, usize::from(status != 0), "{ahead}: {ran:?}");
        }
    }
}

#[test]
fn a_window_of_the_servers_is_kept_across_a_correction() {
    let (account, _) = account(TimeDelta::days(3), TimeDelta::days(9));
    account.standin.fault(On::Everything, Fault::too_many("600"));
    assert_eq!(account.list().status, 1);
    let asked = account.standin.count(&On::Everything);
    account.standin.heal();
    assert_eq!(account.list().status, 1);
    assert_eq!(account.standin.count(&On::Everything), asked, "asked inside the window");
}
