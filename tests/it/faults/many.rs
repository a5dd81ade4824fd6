//! Many instances on one store, and many that are killed.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{
    account::Account,
    dashboard::FIRST,
    random::Random,
    receiver::Receiver,
    standin::{Facts, On},
};

const INSTANCES: usize = 10;

/// What a webhook gets of an account that has become overdue.
const OVERDUE: &str = r#""rule":"overdue","change":"raised""#;

pub(super) fn is_sound(account: &Account) {
    let check = account.database().query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    assert_eq!(check.unwrap(), "ok");
}

#[test]
fn ten_dashboards_share_one_store() {
    let account = Account::new(Facts::default());
    account.set_refresh("10s");
    let mut terminals: Vec<_> = (0..INSTANCES).map(|_| account.open()).collect();
    for terminal in &terminals {
        terminal.wait_for(FIRST);
    }
    // Some that start together may each find the data free once.
    assert!(account.standin.count(&On::Quotas) <= INSTANCES, "{}", account.standin.count(&On::Quotas));
    let shown = account.spend(20_001);
    terminals[3].press("r");
    for terminal in &terminals {
        terminal.wait_for(&shown);
    }
    for terminal in terminals {
        terminal.leave();
    }
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "20001");
    is_sound(&account);
}

#[test]
fn ten_polls_at_once_send_each_alert_once() {
    let account = Account::new(Facts::default());
    let receiver = Receiver::start("/hook");
    account.add_webhook(&receiver.url);
    account.poll_once().exits(0);
    account.standin.set_balance("-12.40");
    let instances: Vec<_> = (0..INSTANCES)
        .map(|_| account.command().args(["poll", "--once"]).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    for mut instance in instances {
        assert!(instance.wait().unwrap().success());
    }
    assert_eq!(receiver.count_of(OVERDUE), 1);
    is_sound(&account);
}

/// Kills `list` and `poll --once` at random moments. What one of them has read is there afterwards, one that was killed keeps
/// no other from reading, and an alert that was under way is sent by the next one.
fn kills(count: u32) {
    let account = Account::new(Facts::default());
    let receiver = Receiver::start("/hook");
    account.add_webhook(&receiver.url);
    account.poll_once().exits(0);
    // The fastest run: a machine may be busy for a while.
    let durations = (0..3).map(|_| {
        let begun = Instant::now();
        account.list().exits(0);
        begun.elapsed()
    });
    let usual = durations.min().unwrap();
    let mut random = Random(3);
    let (mut acknowledged, mut last) = (vec!["24098".to_owned()], "24098".to_owned());
    let mut killed = 0;
    for kill in 0..count {
        account.standin.set_balance(if kill % 10 < 5 { "-12.40" } else { "5.00" });
        let next = (900_000 - kill).to_string();
        account.standin.set_remaining("qwen-max", &next);
        let arguments: &[&str] = if kill % 3 == 0 { &["poll", "--once"] } else { &["list", "-o", "json"] };
        let has_ended = run_and_kill(&account, arguments, usual, &mut random);
        killed += u32::from(!has_ended);
        let ran = account.run(&["list", "--offline", "-o", "json"]).exits(0);
        assert!(!ran.errors.contains("damaged"), "{ran:?}");
        let found = ran.model("qwen-max")["remaining"].to_string();
        assert!(
            found == next || found == last && !has_ended,
            "after {kill}: {found} is neither {last} nor {next}"
        );
        if has_ended {
            acknowledged.push(next);
        }
        last = found;
    }
    // How many it are depends on the speed of the machine.
    println!("{killed} of {count} were killed, {} have ended before", count - killed);
    assert!(killed > 0, "none was killed");
    account.standin.set_balance("5.00");
    account.poll_once().exits(0);
    account.standin.set_balance("-12.40");
    account.poll_once().exits(0);
    let history = account.run(&["history", "qwen-max", "-o", "json"]).exits(0).json();
    let points: Vec<String> =
        history["points"].as_array().unwrap().iter().map(|point| point["remaining"].to_string()).collect();
    let missing: Vec<_> = acknowledged.iter().filter(|left| !points.contains(left)).collect();
    assert!(missing.is_empty(), "{missing:?} of {points:?}");
    let events = account.run(&["events", "-o", "json"]).exits(0).json();
    let is_raised = |event: &&Value| event["rule"] == "overdue" && event["change"] == "raised";
    let raised = events["events"].as_array().unwrap().iter().filter(is_raised).count();
    assert!(raised > 0, "{events}");
    // A process that was killed after it has sent an alert has not noted that.
    assert!(receiver.count_of(OVERDUE) >= raised, "{raised}: {events}");
    is_sound(&account);
}

/// Whether it has ended with success before it was to be killed.
fn run_and_kill(account: &Account, arguments: &[&str], usual: Duration, random: &mut Random) -> bool {
    let mut child =
        account.command().args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let end = Instant::now() + usual.mul_f64(f64::from(u32::try_from(random.below(1_000)).unwrap()) / 800.0);
    while Instant::now() < end {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap().success()
}

#[test]
fn killed_at_random_moments() {
    kills(20);
}

#[test]
#[ignore = "takes 15 s"]
fn killed_two_hundred_times() {
    kills(200);
}
