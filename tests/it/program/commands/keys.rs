//! `keys`: what is listed, that a key itself is shown nowhere, and that nothing is changed without consent.

use super::*;
use crate::support::{
    standin::{ApiKeyFact, BillFacts, CallFact},
    terminal::Start,
    today,
};

fn key(id: u64, description: &str) -> ApiKeyFact {
    ApiKeyFact { id, description: description.to_owned(), disabled: false, models: None }
}

/// Three keys; 1110002 is disabled, 1110003 may call two models.
fn facts() -> Facts {
    let models = Some(vec!["qwen-max".to_owned(), "qwen-plus".to_owned()]);
    let api_keys = vec![
        key(1_110_001, "ci"),
        ApiKeyFact { disabled: true, ..key(1_110_002, "=old\u{1b}[31m") },
        ApiKeyFact { models, ..key(1_110_003, "") },
    ];
    Facts { api_keys, ..Facts::default() }
}

impl Account {
    fn keys(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["keys"], arguments].concat())
    }

    /// The keys that the server has, and whether each is disabled.
    fn key_states(&self) -> Vec<(u64, bool)> {
        let mut states = Vec::new();
        self.standin.change(|facts| {
            states = facts.api_keys.iter().map(|key| (key.id, key.disabled)).collect();
        });
        states
    }

    /// The outcome of each key, and whether the list shows it.
    fn key_outcomes(ran: &Ran) -> Vec<(String, String, Value)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let keys = ran.json()["keys"].as_array().unwrap().clone();
        keys.iter().map(|key| (text(&key["id"]), text(&key["outcome"]), key["shown"].clone())).collect()
    }
}

fn of(id: &str, outcome: &str, shown: impl Into<Value>) -> (String, String, Value) {
    (id.to_owned(), outcome.to_owned(), shown.into())
}

#[test]
fn keys_are_listed() {
    let account = Account::new(facts());
    let document = account.keys(&["-o", "json"]).succeeds().json();
    assert_eq!((&document["schema"], &document["complete"]), (&"quotatop.keys/1".into(), &true.into()));
    let expected = json!({
        "id": "1110001", "description": "ci", "workspace_id": "llm-abc", "workspace_name": "default",
        "created_at": "2026-08-29T10:40:00Z", "disabled": false, "all_models": true, "models": null, "spend": null,
        "calls": null, "last_call_at": null,
    });
    assert_eq!((&document["keys"][0], &document["calls"]), (&expected, &Value::Null));
    let third = &document["keys"][2];
    assert_eq!((&third["all_models"], &third["models"]), (&false.into(), &json!(["qwen-max", "qwen-plus"])));
    assert_eq!(third["description"], Value::Null);

    let table = account.keys(&[]).succeeds();
    table
        .prints_all(&["=old\\u001b[31m", "disabled", "qwen-max and 1 more", "run: quotatop bills"])
        .prints("calls: none by API key are stored; run: quotatop calls --range 30d");
    let csv = account.keys(&["list", "1110002", "-o", "csv"]).succeeds().out;
    let row = "1110002,'=old\\u001b[31m,llm-abc,default,2026-08-29T10:40:00Z,true,true,,,,,\n";
    assert!(csv.ends_with(row) && csv.lines().count() == 2, "{csv}");
    account.keys(&["list", "42"]).fails(2).reports("no API key 42; see: quotatop keys");
    Account::new(Facts::default()).keys(&[]).exits(0).reports("the account has no API keys");
}

#[test]
fn all_pages_are_read_up_to_a_limit() {
    let api_keys: Vec<ApiKeyFact> = (0..45).map(|id| key(id, "")).collect();
    let account = Account::new(Facts { api_keys, key_page: 10, ..Facts::default() });
    let ids = |ran: &Ran| ran.json()["keys"].as_array().unwrap().len();
    assert_eq!(ids(&account.keys(&["-o", "json"]).succeeds()), 45);
    assert_eq!(account.standin.count(&On::Keys), 5);
    account.standin.change(|facts| {
        facts.api_keys = (0..120).map(|id| key(id, "")).collect();
        facts.key_page = 1;
    });
    let ran = account.keys(&["-o", "json"]).exits(1).reports("not read beyond 100 pages");
    assert_eq!((ids(&ran), &ran.json()["complete"]), (100, &false.into()));
}

#[test]
fn one_odd_row_costs_one_row() {
    let odd = ["7", r#"{"apiKeyId":"../1"}"#, "null", r#"{"apiKeyId":9,"disabled":"?","auth":[]}"#];
    let account = Account::new(Facts { odd_keys: odd.map(str::to_owned).into(), ..facts() });
    let ran = account.keys(&["-o", "json"]).exits(0).reports("unexpected response (3 rows)");
    assert_eq!(ran.json()["keys"].as_array().unwrap().len(), 4);
    assert_eq!(ran.json()["keys"][3]["disabled"], Value::Null);
}

/// In no output, log, error or stored file.
#[test]
fn a_key_itself_is_shown_nowhere() {
    let account = Account::new(facts());
    let log = account.path("log");
    for command in [
        &["-o", "json"][..],
        &["-o", "csv"],
        &[],
        &["disable", "1110001", "--yes"],
        &["delete", "1110001", "--yes", "-o", "json"],
    ] {
        let ran = account.keys(&[command, &["-v", "--log-file", log.to_str().unwrap()]].concat());
        assert!(!format!("{ran:?}").contains("SECRET-"), "{ran:?}");
    }
    account.standin.fault(On::Keys, Fault::answer(200, r#"{"apiKeys":[{"apiKeyValue":"sk-SECRET-VALUE-1"}"#));
    let ran = account.keys(&["-v", "--log-file", log.to_str().unwrap()]).exits(1);
    assert!(!format!("{ran:?}").contains("SECRET-"), "{ran:?}");
    let logged = fs::read_to_string(&log).unwrap();
    assert!(logged.contains("ListApiKeys") && logged.contains("DeleteApiKey"), "{logged}");
    assert!(!logged.contains("SECRET-"), "{logged}");
    for file in account.stored_files() {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(7).any(|at| at == b"SECRET-"), "{}", file.display());
    }
}

#[test]
fn what_each_key_has_cost_comes_from_the_stored_bills() {
    let today = today();
    let row = |key: &str, amount: &str| {
        json!({
            "InstanceID": format!("{key};llm-abc;qwen-max;input_token;0"), "ProductCode": "sfm",
            "CommodityCode": "sfm_inference_public_intl", "Item": "PayAsYouGoBill", "Currency": "USD",
            "Usage": "1", "UsageUnit": "1K tokens", "PretaxGrossAmount": amount, "PretaxAmount": amount,
            "ListPrice": "1", "BillingDate": today.to_string(),
        })
        .to_string()
    };
    let rows = vec![row("1110001", "1.25"), row("1110001", "0.50"), row("9", "7")];
    let bills = BillFacts { days: [(today.to_string(), rows)].into(), ..BillFacts::default() };
    let account = Account::new(Facts { bills: std::sync::Arc::new(bills), ..facts() });
    account.run(&["bills"]).exits(0);
    let requests = account.standin.count(&On::Bills);
    let document = account.keys(&["-o", "json"]).succeeds().json();
    assert_eq!(document["keys"][0]["spend"], json!([{"currency": "USD", "payable": "1.75"}]));
    assert_eq!(document["keys"][1]["spend"], json!([]));
    account.keys(&[]).succeeds().prints_all(&["1.75 USD", "cost: inference in"]);
    assert_eq!(account.standin.count(&On::Bills), requests, "bills were requested");
}

/// Key 1110001 has called a model alone, and 1110003 another one together with the console.
fn account_with_calls() -> Account {
    let call = |model: &str, key, workspace: &str, succeeded| {
        let workspace = workspace.to_owned();
        CallFact { workspace, model: model.to_owned(), key, succeeded, failed: 2, input: 7, output: 7 }
    };
    let calls = vec![
        call("qwen-max", 1_110_001, "llm-abc", 42),
        call("qwen-plus", 1_110_003, "llm-other", 1_240),
        call("qwen-plus", -1, "llm-other", 3),
    ];
    Account::new(Facts { calls, ..facts() })
}

/// The range whose calls are counted, and the number of calls of each key.
fn counted(ran: &Ran) -> (Value, Vec<Value>) {
    let document = ran.json();
    let keys = document["keys"].as_array().unwrap().iter().map(|key| key["calls"].clone());
    (document["calls"]["range"].clone(), keys.collect())
}

#[test]
fn the_calls_of_each_key_come_from_the_longest_stored_range() {
    let account = account_with_calls();
    for (read, range) in [("1d", "1d"), ("1h", "1d"), ("30d", "30d"), ("7d", "30d")] {
        account.run(&["calls", "--range", read]).succeeds();
        let requests = account.standin.count(&On::CallStatistics);
        let ran = account.keys(&["-o", "json"]).succeeds();
        assert_eq!(counted(&ran), (range.into(), vec![44.into(), 0.into(), 1242.into()]));
        assert_eq!(account.standin.count(&On::CallStatistics), requests, "calls were requested");
    }
    let document = account.keys(&["-o", "json"]).succeeds().json();
    let calls = &document["calls"];
    assert_eq!((&calls["source"], &calls["complete"]), (&"console".into(), &true.into()));
    let [from, to] = ["from", "to"]
        .map(|end| calls[end].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    assert_eq!((to - from, &calls["workspace_id"]), (chrono::TimeDelta::days(30), &Value::Null));
    let last =
        ["/keys/0", "/keys/1", "/keys/2"].map(|key| document.pointer(key).unwrap()["last_call_at"].clone());
    let of_first = last[0].as_str().unwrap().to_owned();
    assert_eq!(
        last[1..],
        [Value::Null, Value::Null],
        "who made the last call of a shared model is not stated"
    );

    let csv = account.keys(&["-o", "csv"]).succeeds();
    csv.prints_all(&["payable,calls,last_call_at\n", &format!(",,,44,{of_first}\n"), ",,,0,\n", ",,1242,\n"]);
    let table = account.keys(&[]).succeeds();
    table.prints_all(&["CALLS, 30 d  LAST USE\n", " 1,242\n", "44  30 d ago\n", " 0\n"]).prints_all(&[
        "\ncalls: in the last 30 days until ",
        "for reference; to update: quotatop calls --range 30d\n",
    ]);
    account.database().execute("UPDATE calls SET payload = '{' WHERE range <> '1h'", []).unwrap();
    account.keys(&[]).succeeds().prints_all(&["CALLS, 1 h  ", "calls: in the last hour until "]);
}

#[test]
fn the_number_of_calls_of_a_key_is_unknown_unless_all_are_counted() {
    let account = account_with_calls();
    account.standin.fault(On::CallStatistics, Fault::status(404));
    account.run(&["calls", "--range", "30d"]).succeeds();
    let ran = account.keys(&["-o", "json"]).succeeds();
    assert_eq!(counted(&ran), (Value::Null, vec![Value::Null; 3]), "no caller is named");

    account.standin.heal();
    account.run(&["calls", "--range", "7d"]).succeeds();
    assert_eq!(counted(&account.keys(&["-o", "json"])).0, "7d", "a longer range names no caller");

    let account = account_with_calls();
    account.set_configuration(&account.configuration().replacen(
        "refresh",
        "workspace_id = \"llm-other\"\nrefresh",
        1,
    ));
    account.run(&["calls", "--range", "30d"]).succeeds().prints("only workspace llm-other\n");
    let ran = account.keys(&["-o", "json"]).succeeds();
    assert_eq!(counted(&ran), ("30d".into(), vec![Value::Null, Value::Null, 1242.into()]));
    assert_eq!(ran.json()["calls"]["workspace_id"], "llm-other");
    account.keys(&[]).succeeds().prints(", only workspace llm-other, for reference");
}

#[test]
fn keys_are_disabled_enabled_and_deleted() {
    let account = Account::new(facts());
    let ran = account.keys(&["disable", "1110003", "1110001", "1110002", "1110001", "--yes", "-o", "json"]);
    let ran = ran.succeeds();
    assert_eq!(ran.json()["schema"], "quotatop.key-changes/1");
    assert_eq!(
        Account::key_outcomes(&ran),
        [of("1110001", "done", true), of("1110002", "already", Value::Null), of("1110003", "done", true)]
    );
    assert_eq!(account.standin.count(&On::KeyState), 2);
    account.keys(&["enable", "1110001", "--yes"]).succeeds().prints("done");
    assert_eq!(account.key_states(), [(1_110_001, false), (1_110_002, true), (1_110_003, true)]);
    let ran = account.keys(&["delete", "1110002", "--yes", "-o", "csv"]).succeeds();
    ran.prints("\n1110002,'=old\\u001b[31m,llm-abc,true,delete,done,,true\n");
    assert_eq!(account.key_states().len(), 2);
}

#[test]
fn no_key_is_changed_without_consent() {
    let account = Account::new(facts());
    for (arguments, says) in [
        (&["disable", "1110001"][..], "--yes"),
        (&["delete", "1110001"], "--yes"),
        (&["delete", "1110001", "--yes", "--offline"], "--offline sends nothing"),
        (&["delete", "1110001", "--yes", "--demo"], "needs a live account"),
        (&["--demo"], "needs a live account"),
        (&["delete", "--yes"], "<ID>"),
        (&["delete", "../1", "--yes"], "a number like 10086"),
        (&["destroy", "1", "--yes"], "destroy"),
    ] {
        account.keys(arguments).fails(2).reports(says);
    }
    assert_eq!(account.standin.requests().len(), 0, "something was sent");
    account.keys(&["delete", "1110001", "42", "--yes"]).fails(2).reports("no API key 42");
    account
        .keys(&["delete", "1110001", "--dry-run"])
        .succeeds()
        .prints_all(&["delete", "cannot be restored"]);
    let planned = account.keys(&["disable", "1110001", "--dry-run", "-o", "json"]).succeeds();
    assert_eq!(Account::key_outcomes(&planned), [of("1110001", "planned", Value::Null)]);
    account.set_configuration(&account.configuration().replacen("refresh", "read_only = true\nrefresh", 1));
    for consent in ["--yes", "--dry-run"] {
        account.keys(&["disable", "1110001", consent]).fails(2).reports("read_only = true");
    }
    account.keys(&[]).succeeds().prints("1110001");
    assert_eq!(account.standin.count(&On::Writes), 0);
}

#[test]
fn failures_are_reported_key_by_key() {
    let account = Account::new(facts());
    account.standin.fault_times(1, On::KeyState, Fault::refusal(400, "ApiKey.Locked", "locked"));
    let ran = account.keys(&["disable", "1110001", "1110003", "--yes", "-o", "json"]).exits(1);
    assert_eq!(Account::key_outcomes(&ran), [of("1110001", "failed", false), of("1110003", "done", true)]);
    assert_eq!(ran.json()["keys"][0]["error"]["code"], "ApiKey.Locked");
    for (fault, status, outcome, says) in [
        (Fault::refusal(403, "NoPermission", "no"), 3, "failed", "modelstudio:DeleteApiKey"),
        (Fault::status(500), 1, "unknown", ""),
        (Fault::Truncated, 1, "unknown", ""),
        // Of a request that a proxy has sent twice: the first one may have been carried out.
        (Fault::refusal(400, "SignatureNonceUsed", "used"), 1, "unknown", ""),
    ] {
        let before = account.standin.count(&On::KeyDelete);
        account.standin.fault(On::KeyDelete, fault);
        let ran = account.keys(&["delete", "1110001", "--yes", "-o", "json"]).exits(status).prints(says);
        assert_eq!(Account::key_outcomes(&ran), [of("1110001", outcome, false)]);
        assert_eq!(account.standin.count(&On::KeyDelete), before + 1);
    }
    account.standin.fault(On::Keys, Fault::refusal(403, "NoPermission", "no"));
    account.keys(&[]).fails(3).reports("modelstudio:ListApiKeys");
    account.remove_pair();
    account.keys(&[]).fails(3).reports("aliyun configure");
}

#[test]
fn deleting_is_confirmed_by_typing_each_id() {
    let account = Account::new(facts());
    let delete = ["keys", "delete", "1110001", "1110003"];
    for (typed, second) in [("delete", ""), ("1110003", ""), ("1110001", "1110001")] {
        let mut terminal = account.terminal(Start { arguments: &delete, ..Start::default() });
        terminal.wait_for("cannot be restored");
        terminal.wait_for("type 1110001 and press Enter:");
        terminal.press(&format!("{typed}\r"));
        if !second.is_empty() {
            terminal.wait_for("type 1110003 and press Enter:");
            terminal.press(&format!("{second}\r"));
        }
        assert_eq!(terminal.wait_for_end(), 1);
        terminal.wait_for("nothing was changed");
    }
    assert_eq!(account.standin.count(&On::Writes), 0);
    let mut terminal = account.terminal(Start { arguments: &delete[..3], ..Start::default() });
    terminal.wait_for("type 1110001 and press Enter:");
    terminal.press("1110001\r");
    assert_eq!(terminal.wait_for_end(), 0);
    let mut terminal =
        account.terminal(Start { arguments: &["keys", "disable", "1110003"], ..Start::default() });
    terminal.wait_for("type disable and press Enter:");
    terminal.press("disable\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(account.key_states(), [(1_110_002, true), (1_110_003, true)]);
}
