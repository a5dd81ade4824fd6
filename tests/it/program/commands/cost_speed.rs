//! The alert about what the calls of the last hour cost: from the server's count to the event.

use super::*;
use crate::support::standin::CallFact;

/// Calls of a model of which 1,000,000 input tokens cost 1.6 and output tokens 6.4 USD by the bundled list.
fn calls(input: u64, output: u64) -> CallFact {
    CallFact {
        workspace: "llm-default".into(),
        model: "qwen-max".into(),
        key: 1_110_000,
        succeeded: 5,
        failed: 1,
        input,
        output,
    }
}

fn watched(remaining: &str, calls: CallFact) -> Account {
    let account = Account::new(Facts { calls: vec![calls], ..Facts::default() });
    account.standin.set_remaining("qwen-max", remaining);
    account.configure("[alerts]\nhourly_spend = \"5.00\"\n");
    account
}

/// The next poll takes place six minutes later.
fn let_calls_become_old(account: &Account) {
    account.database().execute("UPDATE calls SET fetched_at = fetched_at - 360000000", []).unwrap();
}

#[test]
fn a_burst_is_reported_by_the_next_poll_and_once() {
    let account = watched("0", calls(1_000, 1_000));
    let calm = account.poll_once().exits(0);
    assert_eq!(calm.errors.matches("spend_speed").count(), 0, "{calm:?}");
    account.standin.change(|facts| facts.calls = vec![calls(1_000_000, 1_000_000)]);
    let_calls_become_old(&account);
    let burst = account.poll_once().reports_all(&[
        "critical spend_speed raised: account: calls cost",
        "8.00 USD in the hour to ",
        "limit 5.00 USD; qwen-max 8.00",
        "to stop it: quotatop keys disable 1110000",
    ]);
    assert_eq!(burst.errors.matches("spend_speed").count(), 1, "{burst:?}");
    let_calls_become_old(&account);
    assert_eq!(account.poll_once().exits(0).errors.matches("spend_speed").count(), 0);
    let events = account.run(&["events", "-o", "json"]).json();
    let event = events["events"].as_array().unwrap().iter().find(|event| event["rule"] == "spend_speed");
    let facts = &event.unwrap()["facts"];
    assert_eq!((&facts["most"], &facts["currency"]), (&json!("8"), &json!("USD")));
    assert_eq!((&facts["limit"], &facts["currency_assumed"]), (&json!("5.00"), &json!(false)));
    assert_eq!(facts["models"][0]["model"], "qwen-max");
}

#[test]
fn calls_that_the_free_quota_covers_or_free_quota_only_stops_raise_nothing() {
    let enough = watched("9000000", calls(1_000_000, 1_000_000));
    let stopped = watched("0", calls(1_000_000, 1_000_000));
    stopped.standin.change(|facts| {
        let model = facts.models.iter_mut().find(|model| model.name == "qwen-max").unwrap();
        model.free_quota_only = Some(true);
    });
    for account in [enough, stopped] {
        let ran = account.poll_once().exits(0);
        assert_eq!(ran.errors.matches("spend_speed").count(), 0, "{ran:?}");
        assert!(account.standin.count(&On::CallStatistics) > 0);
    }
}

#[test]
fn without_a_limit_calls_are_read_only_while_a_quota_is_in_use() {
    let account = watched("0", calls(1_000_000, 1_000_000));
    account.configure("off = [\"spend_speed\"]\n");
    account.standin.set_remaining("qwen-turbo", "1000000");
    let ran = account.poll_once().exits(0);
    assert_eq!(ran.errors.matches("spend_speed").count(), 0, "{ran:?}");
    assert_eq!(account.standin.count(&On::CallStatistics), 0);
    account.standin.set_remaining("qwen-turbo", "999999");
    let ran = account.poll_once().exits(0);
    assert_eq!(ran.errors.matches("spend_speed").count(), 0, "{ran:?}");
    assert!(account.standin.count(&On::CallStatistics) > 0);
}

#[test]
fn calls_that_cannot_be_read_are_reported() {
    let account = watched("0", calls(1_000_000, 1_000_000));
    account.standin.fault(On::CallStatistics, Fault::status(500));
    account.standin.fault(On::ModelUsage, Fault::status(500));
    account.poll_once().reports("calls: ");
}
