//! `status`: one line from what other commands have stored, without a request.

use chrono::{Datelike as _, TimeDelta, Utc};

use super::*;

#[test]
fn a_line_is_made_of_stored_data_without_a_request() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let requests = account.standin.count(&On::Everything);
    let line = |format: &str| account.run(&["status", "--format", format]).succeeds().out;
    assert_eq!(account.run(&["status"]).succeeds().out, "qwen-plus used up · 1 billed · 1 low\n");
    assert_eq!(line("tmux"), line("plain"));
    assert_eq!(line("{left:qwen-max} {percent:qwen-max} {alerts} {spend}"), "24,098 2.4 ? ?\n");
    // A minute may have begun.
    let age = line("{age}");
    assert!(["now\n", "1 min\n"].contains(&age.as_str()), "{age}");
    let module: Value = serde_json::from_str(&line("waybar")).unwrap();
    assert_eq!(module["class"], json!(["billed", "low"]));
    assert_eq!(line("waybar").lines().count(), 1);
    // Waiting for another instance that writes is no reason to show nothing.
    let store = account.database();
    store.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(line("{billed} {left:qwen-max}"), "1 24,098\n");
    assert_eq!(account.standin.count(&On::Everything), requests);
}

#[test]
fn what_other_instances_stored_is_in_the_line() {
    let row = r#"{"InstanceID": "1;llm-a;qwen-plus;input_token;app;0", "ProductCode": "sfm",
        "CommodityCode": "sfm_inference_public_cn", "Currency": "USD", "PretaxGrossAmount": 12.5, "PretaxAmount": 12.5}"#;
    let first = (Utc::now() + TimeDelta::hours(8)).date_naive().with_day(1).unwrap();
    let account = Account::new(Facts::billed([(first.to_string(), vec![row.to_owned()])]));
    account.configure("[alerts]\nmonthly_spend = \"20.00\"\n");
    account.poll_once().exits(0);
    account.standin.set_remaining("qwen-turbo", "0");
    account.standin.set_balance("-12.40");
    account.poll_once().exits(0);
    let requests = account.standin.count(&On::Everything);
    let line = |format: &str| account.run(&["status", "--format", format]).succeeds().out;
    assert!(line("plain").starts_with("OVERDUE 12.40 USD · "), "{}", line("plain"));
    let alerts: usize = line("{alerts}").trim().parse().unwrap();
    assert!(alerts > 0, "{alerts}");
    assert_eq!(line("{spend}"), "12.50 USD\n");
    assert_eq!(account.standin.count(&On::Everything), requests);
}

#[test]
fn without_data_the_line_says_so_and_fails() {
    let account = Account::new(Facts::default());
    for (format, prints) in
        [("plain", "quotatop ?\n"), ("tmux", "quotatop ?\n"), ("{billed} of {age}", "? of ?\n")]
    {
        let ran = account.run(&["status", "--format", format]).exits(1).reports("quotatop list");
        assert_eq!((ran.out.as_str(), ran.errors.lines().count()), (prints, 1), "{ran:?}");
    }
    let module = account.run(&["status", "--format", "waybar"]).exits(1).json();
    assert_eq!((&module["class"], &module["percentage"]), (&json!(["stale"]), &Value::Null));
    assert_eq!(account.standin.count(&On::Everything), 0);
    assert!(!account.path("data/quotatop/quotatop.db").exists(), "reading creates no file");
}

#[test]
fn a_wrong_template_says_which_fields_there_are() {
    let account = Account::new(Facts::default());
    account.run(&["status", "--format", "{free}"]).fails(2).reports("{left:MODEL}, {percent:MODEL}");
    account.run(&["status", "--format", "nonsense"]).fails(2).reports("use plain, tmux, waybar");
}

#[test]
fn a_snapshot_and_the_demo_need_no_stored_data() {
    let account = Account::new(Facts::default());
    let list = account.list().exits(0).out;
    let file = account.path("list.json");
    fs::write(&file, list).unwrap();
    let requests = account.standin.count(&On::Everything);
    let file = file.to_str().unwrap();
    account.run(&["status", "--snapshot", file]).succeeds().prints("qwen-plus used up · 1 billed");
    account.run(&["status", "--demo=overdue"]).succeeds().prints("OVERDUE");
    let every = "{worst}|{billed}|{low}|{alerts}|{overdue}|{spend}|{age}";
    let demo = account.run(&["status", "--demo", "--format", every]).succeeds();
    assert!(!demo.out.contains('?'), "{demo:?}");
    account.run(&["status", "--snapshot", "nowhere.json"]).exits(1).prints("quotatop ?");
    assert_eq!(account.standin.count(&On::Everything), requests);
}
