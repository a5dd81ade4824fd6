//! `poll`, `events` and `alerts test`: alerts without a screen, delivered to a file.

use super::*;
use crate::support::account::endpoints;

/// An account whose alerts are appended to the file `delivered`.
fn watched() -> Account {
    let account = Account::new(Facts::default());
    account.configure(&format!(
        "[channels.file]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", 'cat >> \"$0\"', \"{}\"]\n",
        account.path("delivered").display()
    ));
    account
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
fn polling_once_covers_every_profile_unless_one_is_named() {
    let account = watched();
    account.configure(&endpoints("second", account.standin.url()));
    let profiles = |account: &Account| {
        let name = |message: &Value| message["profile"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = delivered(account).iter().map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    account.run(&["poll", "--once", "--profile", "second"]).exits(0);
    assert_eq!(profiles(&account), ["second"]);
    account.poll_once().exits(0);
    assert_eq!(profiles(&account), ["default", "second"]);
    account.standin.fault(On::Quotas, Fault::status(500));
    account.poll_once().exits(1).reports_all(&["default: quotas: ", "second: quotas: "]);
}

#[test]
fn polling_once_reports_each_event_once() {
    let account = watched();
    let ran = account.poll_once().fails(0);
    assert_eq!(delivered(&account).len(), 1, "the first look is one message: {ran:?}");
    let found = events(&account);
    assert!(
        ["found low", "found billed"].iter().all(|event| found.contains(&event.to_string())),
        "{found:?}"
    );
    assert_eq!(ran.errors.lines().count(), found.len(), "{ran:?}");
    for _ in 0..2 {
        account.poll_once().succeeds();
        assert_eq!(delivered(&account).len(), 1);
    }
    account.standin.set_balance("-12.40");
    account.poll_once().reports("critical overdue raised: account: 12.40 USD overdue");
    account.standin.set_balance("5.00");
    account.poll_once().reports("info overdue cleared: account: paid, no longer overdue");
    assert_eq!(events(&account)[found.len()..], ["raised overdue", "cleared overdue"]);

    let log = account.run(&["events", "-o", "json"]).json();
    assert_eq!(log["schema"], "quotatop.events/1");
    assert_eq!(log["events"].as_array().unwrap().len(), found.len() + 2);
    let table = account.run(&["events", "--since", "1h"]);
    assert!(table.out.starts_with("AT ") && table.out.contains("no longer overdue"), "{table:?}");
    account.run(&["events", "-o", "csv"]).prints(",critical,overdue,raised,,");
}

#[test]
fn a_new_grant_is_reported_once_whoever_reads_it_first() {
    let account = watched();
    account.standin.change(|facts| {
        facts.models.push(ModelFact { quota: None, ..ModelFact::text("qwen-next", "", "") });
        facts.models.push(ModelFact::text("qwen-none", "0", "0"));
    });
    account.poll_once().exits(0);
    let found = events(&account);
    assert!(!found.contains(&"found new_grant".to_owned()), "the account was not known: {found:?}");
    account.standin.change(|facts| {
        facts.quota("qwen-plus").total = "2000000".into();
        facts.quota("qwen-plus").remaining = "990000".into();
        facts.quota("qwen-turbo").expires_ms = "7358118400000".into();
        facts.models[3].quota = ModelFact::text("", "1000000", "1000000").quota;
        facts.quota("qwen-none").total = "1000000".into();
        facts.quota("qwen-none").remaining = "1000000".into();
    });
    // A command that raises no alerts reads it, and another one finds it in the store.
    account.list().exits(0);
    let ran = account.poll_once().reports_all(&[
        "info new_grant raised: qwen-plus: new free quota: 990,000 of 2,000,000 tokens left",
        "info new_grant raised: qwen-turbo: ",
        "info new_grant raised: qwen-next: ",
        "info new_grant raised: qwen-none: ",
    ]);
    assert_eq!(ran.errors.matches("new_grant").count(), 4, "{ran:?}");
    for (total, remaining) in [("2000000", "980000"), ("1000000", "970000")] {
        account.standin.change(|facts| facts.quota("qwen-plus").total = total.into());
        account.standin.set_remaining("qwen-plus", remaining);
        let ran = account.poll_once();
        assert_eq!(ran.errors.matches("new_grant").count(), 0, "{total}: {ran:?}");
    }
}

#[test]
fn polling_once_alongside_a_service_reports_without_fetching() {
    let account = watched();
    let mut service = account.service();
    service.wait_for("found");
    // The service reads the calls after the quotas.
    let polls = || account.standin.count(&On::Quotas) + account.standin.count(&On::Balance);
    let requests = polls();
    account.configure("[alerts]\nbalance_below = \"20000\"\n");
    account.poll_once().exits(0).reports("balance_below raised");
    assert_eq!(polls(), requests);
    account.list();
    assert!(polls() > requests, "a command of the user fetches");
    service.stop(Signal::TERM);
}

#[test]
fn a_service_reports_alerts_until_it_is_signalled() {
    for signal in [Signal::TERM, Signal::INT] {
        let account = watched();
        account.standin.set_balance("-12.40");
        let mut service = account.service();
        service.wait_for("overdue raised");
        service.stop(signal);
    }
}

#[test]
fn a_service_reports_a_wrong_clock_once() {
    let account = watched();
    account.set_refresh("10s");
    account.standin.set_clock(chrono::Utc::now() + chrono::TimeDelta::days(3));
    let service = account.service();
    account.standin.wait_for(2, &On::Quotas);
    let lines = service.stop(Signal::TERM);
    assert_eq!(lines.iter().filter(|line| line.contains("clock is 3 d 0 h behind")).count(), 1, "{lines:?}");
}

#[test]
fn a_failing_poll_reports_that_signing_in_is_needed() {
    let account = watched();
    account.poll_once().exits(0);
    account.standin.fault(On::Quotas, Fault::not_logged_in());
    account.poll_once().exits(3).reports("warning sign_in raised: quotas: signed out");
    assert_eq!(account.poll_once().errors.matches("sign_in").count(), 0);
    account.standin.heal();
    account.poll_once().reports("sign_in cleared: quotas: working again");
    account.run(&["poll", "--once", "--offline"]).exits(2);
}

#[test]
fn rules_follow_the_configuration() {
    let account = watched();
    account.configure(
        "[alerts]\noff = [\"billed\", \"exhausted\"]\nlow_percent = 1\nbalance_below = \"20000\"\n",
    );
    account.poll_once().exits(0);
    assert_eq!(events(&account), ["raised balance_below"]);
}

#[test]
fn each_channel_can_be_tested() {
    let account = watched();
    let ran = account.run(&["alerts", "test"]).succeeds();
    assert_eq!(ran.out.split_whitespace().collect::<Vec<_>>(), ["file", "ok"]);
    assert_eq!(events(&account), ["test low"]);
    account.configure(
        "[channels.broken]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", \"exit 7\"]\n\
         [channels.chat]\nkind = \"webhook\"\nurl_from = \"NO_SUCH_URL\"\n[channels.ring]\nkind = \"bell\"\n",
    );
    let ran = account.run(&["alerts", "test"]).exits(1);
    ran.prints_all(&["exited with status 7", "NO_SUCH_URL is not set", "not a terminal"]);
    assert_eq!(account.run(&["events", "-o", "json"]).json()["events"], serde_json::json!([]));
    Account::new(Facts::default()).run(&["alerts", "test"]).exits(1).reports("[channels.bell]");
}

#[test]
fn the_demo_sends_no_alerts() {
    let account = watched();
    account.run(&["poll", "--once", "--demo"]).exits(0);
    assert_eq!(delivered(&account), Vec::<Value>::new());
}
