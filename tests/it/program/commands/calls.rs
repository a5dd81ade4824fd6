//! `calls`: what the server counts, as JSON, CSV and table; from the store; and if it cannot be read.

use super::*;
use crate::support::standin::CallFact;

fn call(model: &str, key: i64, workspace: &str, succeeded: u64, failed: u64) -> CallFact {
    let (input, output) = (succeeded * 100, succeeded * 10);
    CallFact { workspace: workspace.into(), model: model.into(), key, succeeded, failed, input, output }
}

fn account() -> Account {
    Account::new(Facts {
        calls: vec![
            call("qwen-max", 1_110_000, "llm-default", 42, 2),
            call("qwen-max", -1, "llm-default", 1, 0),
            call("=qwen;\u{1b}[31m", 1_110_000, "llm-other", 5, 0),
        ],
        ..Facts::default()
    })
}

#[test]
fn json_equals_what_the_server_counts() {
    let account = account();
    let document = account.run(&["calls", "-o", "json"]).succeeds().json();
    assert_eq!(document["schema"], "quotatop.calls/1");
    assert_eq!((&document["profile"], &document["source"]), (&json!("default"), &json!("console")));
    assert_eq!((&document["group_by"], &document["for_reference_only"]), (&json!("model"), &json!(true)));
    let [from, to] = ["from", "to"]
        .map(|name| document[name].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    assert_eq!(to - from, chrono::TimeDelta::hours(24));
    let mut group = document["groups"][0].clone();
    assert!(group["last_call_at"].take().is_string());
    assert_eq!(
        group,
        json!({
            "key": "qwen-max", "calls": 45, "failed": 2,
            "failures": [{"status": null, "code": "4xx", "calls": 2}],
            "usage": [{"kind": "input_tokens", "amount": 4300}, {"kind": "output_tokens", "amount": 430}],
            "mean_duration_ms": 812, "p99_duration_ms": null, "mean_first_token_ms": 250.5,
            "last_call_at": null,
        })
    );
    assert_eq!(document["feed"]["state"], "fresh");

    let by_key = account.run(&["calls", "-o", "json", "--group-by", "api-key", "--model", "QWEN-MAX"]);
    let groups = by_key.succeeds().json()["groups"].clone();
    let keys: Vec<_> =
        groups.as_array().unwrap().iter().map(|group| (&group["key"], &group["calls"])).collect();
    assert_eq!(keys, [(&json!("1110000"), &json!(44)), (&json!("console"), &json!(1))]);
}

#[test]
fn a_recent_reading_is_printed_without_a_request() {
    let account = account();
    account.run(&["calls"]).succeeds().prints_all(&[
        "from the console's statistics: for reference, not the bill",
        "qwen-max",
        "812 ms",
        "4xx\n",
        "Total: 50 calls, 2 failed",
    ]);
    let requests = account.standin.requests().len();
    account.run(&["calls", "--offline"]).succeeds().prints("Total: 50 calls");
    account.run(&["calls", "--group-by", "workspace", "-o", "csv"]).succeeds().prints_all(&[
        "workspace,calls,failed,failures,usage,",
        "llm-default,45,2,4xx=2,input_tokens=4300;output_tokens=430,812,,250.5,",
    ]);
    assert_eq!(account.standin.requests().len(), requests, "it was read within the last five minutes");
    account.run(&["calls", "--range", "7d"]).succeeds();
    assert!(account.standin.requests().len() > requests, "another range was never read");
}

#[test]
fn hostile_names_are_shown_as_text() {
    let account = account();
    account.run(&["calls", "-o", "csv"]).succeeds().prints("'=qwen;\\u001b[31m,5,");
    let table = account.run(&["calls"]).succeeds();
    assert!(!table.out.contains('\u{1b}'), "{table:?}");
}

#[test]
fn what_cannot_be_read_is_printed_as_last_known_with_the_reason() {
    let account = account();
    account.run(&["calls"]).succeeds();
    account.database().execute("UPDATE calls SET fetched_at = fetched_at - 3600000000", []).unwrap();
    account.standin.fault(On::CallStatistics, Fault::status(500));
    account.standin.fault(On::ModelUsage, Fault::status(500));
    let failed = account.run(&["calls", "-o", "json"]).exits(1);
    assert_eq!(failed.json()["groups"][0]["calls"], 45);
    failed.has_feed("/feed", "stale", "server");
    account.run(&["calls"]).exits(1).prints_all(&["1 h ago", "Total: 50 calls"]).reports("calls: ");
    account.run(&["calls", "--range", "30d"]).fails(1).reports("calls: ");
    account.standin.heal();
    account.standin.revoke_tokens();
    account.remove_pair();
    account.run(&["calls", "--range", "30d"]).fails(3);
}

#[test]
fn without_a_default_workspace_the_command_names_those_that_exist() {
    let account = account();
    account.standin.change(|facts| facts.default_workspace = None);
    account.standin.fault(On::CallStatistics, Fault::status(404));
    account
        .run(&["calls"])
        .fails(1)
        .reports("no default workspace: llm-other (team llm-other), llm-default (team llm-default)")
        .reports("configure one: workspace_id = \"llm-other\"");
    account.run(&["calls", "-o", "json"]).exits(1).has_feed("/feed", "failed", "config");
    let chosen = account.configuration().replacen("refresh", "workspace_id = \"llm-other\"\nrefresh", 1);
    account.set_configuration(&chosen);
    account.run(&["calls"]).succeeds().prints("5+");
}

#[test]
fn a_snapshot_has_no_calls_and_the_demo_has() {
    let account = account();
    account.write("snapshot.json", r#"{"schema": "quotatop.snapshot/1", "models": []}"#);
    let snapshot = account.path("snapshot.json");
    account.run(&["calls", "--snapshot", snapshot.to_str().unwrap()]).fails(2).reports("no calls");
    account.run(&["calls", "--demo", "--range", "30d"]).succeeds().prints("qwen-max");
    account.run(&["calls", "--range", "2d"]).fails(2);
    account.run(&["calls", "--offline"]).fails(1);
}
