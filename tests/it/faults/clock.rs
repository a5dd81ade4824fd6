//! A local clock that is days off: the server's time counts.
//!
//! It is the stand-in's clock that is moved: quotatop cannot know which of the two is wrong, and need not.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::support::{
    account::{Account, run::Ran},
    dashboard::{FIRST, wait_for_balance, wait_for_fresh},
    standin::{Facts, Fault, On},
    terminal::{Start, Terminal},
};

/// An account whose server is this far ahead of this machine; qwen-turbo expires after `expires_in`.
fn account(ahead: TimeDelta, expires_in: TimeDelta) -> (Account, DateTime<Utc>) {
    let account = Account::new(Facts::default());
    let server = Utc::now() + ahead;
    account.standin.set_clock(server);
    let expires = (server + expires_in).timestamp_millis().to_string();
    account.standin.change(|facts| facts.quota("qwen-turbo").expires_ms = expires);
    (account, server)
}

/// Asserts that one line of standard error reports how wrong the clock is, and a remedy.
fn assert_warns(ran: Ran, says: &str) -> Ran {
    let lines: Vec<&str> = ran.errors.lines().filter(|line| line.contains("this machine's clock")).collect();
    assert_eq!(lines.len(), 1, "{ran:?}");
    assert!(lines[0].contains(says) && lines[0].contains("timedatectl set-ntp true"), "{ran:?}");
    ran
}

fn instant(text: &serde_json::Value) -> DateTime<Utc> {
    text.as_str().unwrap().parse().unwrap()
}

#[test]
fn a_slow_clock_does_not_extend_an_expired_quota() {
    for (ahead, says) in
        [(TimeDelta::days(3), "3 d 0 h behind"), (TimeDelta::days(3650), "3650 d 0 h behind")]
    {
        let (account, server) = account(ahead, -TimeDelta::days(1));
        assert_warns(account.run(&["check", "qwen-turbo"]).exits(10).prints("expired"), says);
        let requests = account.standin.count(&On::Everything);
        for arguments in [&["check", "qwen-turbo"][..], &["check", "qwen-turbo", "--offline"]] {
            assert_warns(account.run(arguments).exits(10), says);
        }
        let offline = assert_warns(account.run(&["list", "--offline", "-o", "json"]), says);
        let model = offline.model("qwen-turbo");
        assert_eq!((&model["status"], &model["next_call"]), (&json!("expired"), &json!("billed")));
        assert_eq!(offline.model("qwen-max")["next_call"], "free", "{offline:?}");
        assert_eq!(account.standin.count(&On::Everything), requests, "a current list is not fetched again");
        let fetched_at = instant(&offline.json()["feeds"]["quotas"]["fetched_at"]);
        assert!((fetched_at - server).abs() < TimeDelta::minutes(5), "not the server's time: {fetched_at}");
    }
}

#[test]
fn a_fast_clock_does_not_expire_a_quota_early() {
    let (account, server) = account(-TimeDelta::days(3), TimeDelta::days(1));
    assert_warns(account.run(&["check", "qwen-turbo"]).exits(0), "ahead (server");
    for arguments in [&["list", "-o", "json"][..], &["list", "-o", "json", "--offline"]] {
        let ran = account.run(arguments).exits(0);
        assert_eq!(ran.model("qwen-turbo")["next_call"], "free", "{ran:?}");
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
        assert_warns(account.run(arguments), "3 d 0 h behind");
    }
    account.run(&["doctor"]).prints("3 d 0 h behind").prints("timedatectl");
}

#[test]
fn clocks_that_differ_by_seconds_are_in_step() {
    let (account, _) = account(TimeDelta::seconds(20), TimeDelta::days(9));
    account.run(&["check", "qwen-turbo"]).succeeds();
    account.run(&["doctor"]).prints("matches the server's");
}

/// The offset is not trusted once the clock was set; a test cannot set it, and moves the stored time instead.
#[test]
fn after_the_clock_was_set_nothing_is_free_until_the_server_answers() {
    let (account, _) = account(TimeDelta::zero(), TimeDelta::days(9));
    account.list().exits(0);
    let store = account.database();
    for seconds in [60, -60, 3 * 86_400] {
        let moved = format!("UPDATE clock SET booted = booted + {seconds} * 1000000");
        assert_eq!(store.execute(&moved, []).unwrap(), 1);
        assert_warns(account.run(&["check", "qwen-turbo", "--offline"]).exits(12), "set or restarted");
        let ran = account.run(&["list", "--offline", "-o", "json"]);
        assert_eq!(ran.model("qwen-turbo")["next_call"], "unknown", "{ran:?}");
        assert_eq!(ran.model("qwen-plus")["next_call"], "billed", "used up is used up");
        account.standin.fault(On::Everything, Fault::status(500));
        // Even an error response carries the time.
        account.run(&["check", "qwen-turbo"]).exits(0);
        account.run(&["check", "qwen-turbo"]).succeeds();
        account.standin.heal();
        account.run(&["check", "qwen-turbo", "--offline"]).exits(0);
    }
}

#[test]
fn data_from_the_future_do_not_pass_a_check_without_a_known_offset() {
    let (account, _) = account(TimeDelta::days(3), TimeDelta::days(9));
    account.list().exits(0);
    // As an earlier version left it, on a machine whose clock was right then.
    account.database().execute_batch("DROP TABLE clock; DROP TABLE login; PRAGMA user_version = 5").unwrap();
    assert_warns(account.run(&["check", "qwen-turbo", "--offline"]).exits(12), "at least 2 d 23 h behind");
    let ran = assert_warns(account.run(&["list", "--offline", "-o", "json"]), "behind");
    assert_eq!(ran.model("qwen-turbo")["next_call"], "unknown", "{ran:?}");
    // The store is migrated, and the next answer gives the offset.
    assert_warns(account.run(&["check", "qwen-turbo"]).exits(0), "3 d 0 h behind (server");
}

#[test]
fn a_snapshot_from_the_future_does_not_pass_a_check() {
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
        let path = account.path("quotas.json");
        let file = path.to_str().unwrap();
        account.run(&["check", "m", "--ignore-account", "--snapshot", file]).exits(status);
        for arguments in [&["list"][..], &["check", "m"]] {
            let ran = account.run(&[arguments, &["--snapshot", file]].concat());
            let warnings = ran.errors.matches("this machine's clock is at least").count();
            assert_eq!(warnings, usize::from(status != 0), "{ahead}: {ran:?}");
        }
    }
}

#[test]
fn a_rate_limit_outlasts_a_clock_correction() {
    let (account, _) = account(TimeDelta::days(3), TimeDelta::days(9));
    account.standin.fault(On::Everything, Fault::too_many("600"));
    account.list().exits(1);
    let requests = account.standin.count(&On::Everything);
    account.standin.heal();
    account.list().exits(1);
    assert_eq!(account.standin.count(&On::Everything), requests, "requested during the rate limit");
}

/// libfaketime (Debian: `libfaketime`), which lets a test set the clock of a process. Without it such tests are skipped.
fn faketime() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    let found =
        folders.map(|folder| folder.path().join("faketime/libfaketime.so.1")).find(|path| path.exists());
    if found.is_none() {
        let _ = writeln!(io::stderr(), "skipped: libfaketime is not installed");
    }
    found
}

fn set_clock(account: &Account, offset: &str) {
    account.write("offset.new", &format!("{offset}\n"));
    fs::rename(account.path("offset.new"), account.path("offset")).unwrap();
}

/// The dashboard with a clock that `set_clock` sets; that since boot goes on, as where a user sets the time.
fn with_own_clock(account: &Account, faketime: &Path) -> Terminal {
    set_clock(account, "+0d");
    let offset = account.path("offset");
    account.terminal(Start {
        variables: &[
            ("LD_PRELOAD", faketime.to_str().unwrap()),
            ("FAKETIME_TIMESTAMP_FILE", offset.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ],
        size: Some((240, 50)),
        ..Start::default()
    })
}

/// The clock is set while the dashboard runs: it says so, keeps to the server's time and to its pauses, and sees that the
/// clock is right again.
fn set_while_running(offset: &str, says: &str) {
    let Some(faketime) = faketime() else { return };
    let account = Account::new(Facts::default());
    let mut terminal = with_own_clock(&account, &faketime);
    terminal.wait_for(FIRST);
    wait_for_balance(&terminal);
    let requests = account.standin.count(&On::Everything);
    set_clock(&account, offset);
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    terminal.wait_for(says);
    wait_for_fresh(&terminal, "quotas");
    set_clock(&account, "+0d");
    let shown = account.spend(10_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    terminal.wait_for_absence("this machine's clock");
    let sent = account.standin.count(&On::Everything) - requests;
    assert!(sent < 100, "{sent} requests");
    terminal.leave();
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "10000");
}

#[test]
fn set_back_by_minutes_while_running() {
    set_while_running("-20m", "min behind (server time is used)");
}

#[test]
fn set_back_by_days_while_running() {
    set_while_running("-3d", "clock is 3 d 0 h behind");
}

#[test]
fn set_back_by_years_while_running() {
    set_while_running("-3650d", "clock is 3650 d 0 h behind");
}

#[test]
fn set_ahead_by_years_while_running() {
    set_while_running("+3650d", "clock is 3650 d 0 h ahead");
}
