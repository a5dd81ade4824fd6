//! `poll`, `events` and `alerts test`: the same watch without a screen, with what it tells written to a file.

use std::{io::BufRead as _, process::Command};

use super::*;

fn watched(facts: Facts) -> Account {
    let account = Account::new(facts);
    add(
        &account,
        &format!(
            "[channels.file]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", 'cat >> \"$0\"', \"{}\"]\n",
            account.path("delivered").display()
        ),
    );
    account
}

fn add(account: &Account, text: &str) {
    let config = fs::read_to_string(account.path("config/quotatop/config.toml")).unwrap();
    account.write("config/quotatop/config.toml", &format!("{config}{text}"));
}

fn delivered(account: &Account) -> Vec<Value> {
    let text = fs::read_to_string(account.path("delivered")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn events(account: &Account) -> Vec<String> {
    let of = |message: &Value| {
        let word = |event: &Value, field: &str| event[field].as_str().unwrap().to_owned();
        let events = message["events"].as_array().unwrap().iter();
        events.map(|event| format!("{} {}", word(event, "change"), word(event, "rule"))).collect::<Vec<_>>()
    };
    delivered(account).iter().flat_map(of).collect()
}

#[test]
fn polling_once_watches_over_every_profile_unless_one_is_named() {
    let account = watched(Facts::default());
    let url = account.standin.url().to_owned();
    let endpoints = format!("console = \"{url}\"\nbilling = \"{url}\"\nopenapi = \"{url}\"\n");
    add(&account, &format!("[profiles.second.endpoints]\n{endpoints}"));
    let profiles = |account: &Account| {
        let name = |message: &Value| message["profile"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = delivered(account).iter().map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    let ran = account.run(&["poll", "--once", "--profile", "second"]);
    assert_eq!((ran.status, profiles(&account)), (0, vec!["second".to_owned()]), "{ran:?}");
    let ran = account.run(&["poll", "--once"]);
    let both = vec!["default".to_owned(), "second".to_owned()];
    assert_eq!((ran.status, profiles(&account)), (0, both), "{ran:?}");
    account.standin.fault(On::Quotas, Fault::status(500, Vec::new()));
    let ran = account.run(&["poll", "--once"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    for name in ["default", "second"] {
        assert!(ran.errors.contains(&format!("{name}: quotas: ")), "{ran:?}");
    }
}

#[test]
fn polling_once_tells_each_event_once() {
    let account = watched(Facts::default());
    let ran = account.run(&["poll", "--once"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{ran:?}");
    assert_eq!(delivered(&account).len(), 1, "the first look is one message: {ran:?}");
    let found = events(&account);
    assert!(
        found.contains(&"found low".to_owned()) && found.contains(&"found billed".to_owned()),
        "{found:?}"
    );
    assert_eq!(ran.errors.lines().count(), found.len(), "{ran:?}");
    for _ in 0..2 {
        let ran = account.run(&["poll", "--once"]);
        assert_eq!((ran.status, ran.errors.as_str(), delivered(&account).len()), (0, "", 1), "{ran:?}");
    }
    account.standin.set_balance("-12.40");
    let ran = account.run(&["poll", "--once"]);
    assert!(ran.errors.contains("critical overdue raised: account: owes 12.40 USD"), "{ran:?}");
    account.standin.set_balance("5.00");
    assert!(account.run(&["poll", "--once"]).errors.contains("info overdue cleared: account: good again"));
    assert_eq!(events(&account)[found.len()..], ["raised overdue", "cleared overdue"]);

    let log = account.run(&["events", "-o", "json"]).json();
    assert_eq!(
        (&log["schema"], log["events"].as_array().unwrap().len()),
        (&"quotatop.events/1".into(), found.len() + 2)
    );
    let table = account.run(&["events", "--since", "1h"]);
    assert!(table.out.starts_with("AT ") && table.out.contains("good again"), "{table:?}");
    assert!(account.run(&["events", "-o", "csv"]).out.contains(",critical,overdue,raised,,"));
    account.assert_well_formed();
}

#[test]
fn instances_that_poll_at_once_tell_each_event_once() {
    let account = watched(Facts::default());
    assert_eq!(account.run(&["poll", "--once"]).status, 0);
    account.standin.set_balance("-12.40");
    let instances: Vec<_> = (0..3)
        .map(|_| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
            command.env_clear().envs(account.variables()).args(["poll", "--once"]).stderr(Stdio::null());
            command.spawn().unwrap()
        })
        .collect();
    for mut instance in instances {
        assert!(instance.wait().unwrap().success());
    }
    assert_eq!(events(&account).iter().filter(|event| *event == "raised overdue").count(), 1);
}

#[test]
fn polling_once_leaves_the_asking_to_who_polls_and_tells_all_the_same() {
    let account = watched(Facts::default());
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
    command.env_clear().envs(account.variables()).arg("poll").stderr(Stdio::piped());
    let mut service = command.spawn().unwrap();
    let mut lines = BufReader::new(service.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("found")));
    let asked = account.standin.count(&On::Everything);
    add(&account, "[alerts]\nbalance_below = \"20000\"\n");
    let ran = account.run(&["poll", "--once"]);
    assert!(ran.status == 0 && ran.errors.contains("balance_below raised"), "{ran:?}");
    assert_eq!(account.standin.count(&On::Everything), asked);
    account.list();
    assert!(account.standin.count(&On::Everything) > asked, "a person is answered by the server");
    kill_process(Pid::from_child(&service), Signal::TERM).unwrap();
    assert_eq!(service.wait().unwrap().code(), Some(0));
}

#[test]
fn a_service_tells_until_it_is_told_to_end() {
    for signal in [Signal::TERM, Signal::INT] {
        let account = watched(Facts::default());
        account.standin.set_balance("-12.40");
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
        command.env_clear().envs(account.variables()).arg("poll").stderr(Stdio::piped());
        let mut service = command.spawn().unwrap();
        let mut lines = BufReader::new(service.stderr.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("overdue raised")));
        kill_process(Pid::from_child(&service), signal).unwrap();
        assert_eq!(service.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn a_service_says_once_that_the_clock_is_wrong() {
    let account = watched(Facts::default());
    account.set_refresh("10s");
    account.standin.set_clock(chrono::Utc::now() + chrono::TimeDelta::days(3));
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
    command.env_clear().envs(account.variables()).arg("poll").stderr(Stdio::piped());
    let mut service = command.spawn().unwrap();
    account.standin.wait_for(2, &On::Quotas);
    kill_process(Pid::from_child(&service), Signal::TERM).unwrap();
    let lines = BufReader::new(service.stderr.take().unwrap()).lines();
    let said = lines.filter(|line| line.as_ref().unwrap().contains("clock is 3 d 0 h behind")).count();
    assert_eq!((said, service.wait().unwrap().code()), (1, Some(0)));
}

#[test]
fn a_poll_that_fails_says_so_and_tells_when_signing_in_is_needed() {
    let account = watched(Facts::default());
    assert_eq!(account.run(&["poll", "--once"]).status, 0);
    account.standin.fault(On::Quotas, Fault::not_logged_in());
    let ran = account.run(&["poll", "--once"]);
    assert_eq!(ran.status, 3, "{ran:?}");
    assert!(ran.errors.contains("warning sign_in raised: quotas: signing in is needed"), "{ran:?}");
    assert_eq!(account.run(&["poll", "--once"]).errors.matches("sign_in").count(), 0);
    account.standin.heal();
    assert!(account.run(&["poll", "--once"]).errors.contains("sign_in cleared: quotas: answers again"));
    assert_eq!(account.run(&["poll", "--once", "--offline"]).status, 2);
}

#[test]
fn rules_follow_the_configuration() {
    let account = watched(Facts::default());
    add(
        &account,
        "[alerts]\noff = [\"billed\", \"exhausted\"]\nlow_percent = 1\nbalance_below = \"20000\"\n",
    );
    assert_eq!(account.run(&["poll", "--once"]).status, 0);
    assert_eq!(events(&account), ["raised balance_below"]);
}

#[test]
fn each_channel_can_be_tried_out() {
    let account = watched(Facts::default());
    let ran = account.run(&["alerts", "test"]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    assert_eq!(ran.out.split_whitespace().collect::<Vec<_>>(), ["file", "ok"]);
    assert_eq!(events(&account), ["test low"]);
    add(
        &account,
        "[channels.broken]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", \"exit 7\"]\n\
         [channels.chat]\nkind = \"webhook\"\nurl_from = \"NO_SUCH_URL\"\n[channels.ring]\nkind = \"bell\"\n",
    );
    let ran = account.run(&["alerts", "test"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    for says in ["ended with status 7", "NO_SUCH_URL is not set", "no terminal"] {
        assert!(ran.out.contains(says), "{says}: {ran:?}");
    }
    assert_eq!(account.run(&["events", "-o", "json"]).json()["events"], serde_json::json!([]));
    let without = Account::new(Facts::default()).run(&["alerts", "test"]);
    assert!(without.status == 1 && without.errors.contains("[channels.bell]"), "{without:?}");
}

#[test]
fn nobody_is_called_for_the_demo() {
    let account = watched(Facts::default());
    assert_eq!(account.run(&["poll", "--once", "--demo"]).status, 0);
    assert_eq!(delivered(&account), Vec::<Value>::new());
}
