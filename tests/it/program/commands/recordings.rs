//! `doctor --record` and `--replay`: what is recorded of an account shows the same again, and names nobody.

use std::os::unix::fs::PermissionsExt as _;

use chrono::Days;

use super::*;
use crate::support::{account::SECURITY_TOKEN, standin::BillFacts, terminal::Start, today};

/// The forms of Instance IDs that real bills have.
const INSTANCES: [&str; 8] = [
    "1110000;ws-0abc;qwen-max;input_token;0",
    "1110000;ws-0abc;qwen-max;input_token_cache;;0",
    "1110001;llm-0def;qwen-plus;context_0-256k_input_token;;1",
    ";llm-0def;happyhorse-1.0-i2v;1080P;bmp;0",
    "1110001;llm-0def;wan2.1-t2i-plus;images;;0",
    ";llm-0def;qwen3-omni-flash;audio_input_token;bmp;0",
    "text_token;llm-0def;qwen-max;output_token;app",
    "6000000000001;ZHIPU/GLM-5.3;1110000;ws-0abc;ap-southeast-1;international;input_tokens;intlcmgjllm10000000-KTokens-4",
];

/// Today by the vendor's clock, and the day before if it is of the same month.
fn days() -> Vec<String> {
    let today = today();
    let before = today - Days::new(1);
    let is_same = before.format("%m").to_string() == today.format("%m").to_string();
    [Some(today), is_same.then_some(before)].into_iter().flatten().map(|day| day.to_string()).collect()
}

/// A row of the bill, with `more` fields.
fn row(instance: &str, amount: usize, more: &Value) -> String {
    let mut row = json!({
        "InstanceID": instance, "ProductCode": "sfm", "ProductName": "Alibaba Cloud Model Studio",
        "ProductDetail": "Model Studio Foundation Model Inference", "CommodityCode": "sfm_inference_public_intl",
        "Region": "Singapore", "Item": "PayAsYouGoBill", "BillingItem": "TextModelTokens", "Currency": "USD",
        "Usage": "12.5", "UsageUnit": "1K tokens", "PretaxGrossAmount": 0.5, "PretaxAmount": amount,
        "InvoiceDiscount": 0.0, "ListPrice": "0.002", "BillingDate": days()[0],
    });
    for (name, value) in more.as_object().unwrap() {
        row[name] = value.clone();
    }
    row.to_string()
}

fn bills(more: &Value) -> BillFacts {
    let rows: Vec<String> =
        INSTANCES.iter().enumerate().map(|(n, instance)| row(instance, n + 1, more)).collect();
    // Two pages, so that a token leads from one to the other.
    BillFacts {
        days: days().into_iter().map(|day| (day, rows.clone())).collect(),
        page: 5,
        ..BillFacts::default()
    }
}

fn account() -> Account {
    let more = json!({"AccountID": "5000000000000001", "NickName": "zhang.san"});
    let facts = Facts { bills: std::sync::Arc::new(bills(&more)), ..Facts::many(45) };
    Account::new(facts)
}

impl Account {
    fn record(&self, name: &str) -> Ran {
        self.run(&["doctor", "--record", self.path(name).to_str().unwrap(), "--yes"])
    }

    /// Elsewhere, without a login, a store or a server.
    fn replay(&self, name: &str, arguments: &[&str]) -> Ran {
        let other = tempfile::tempdir().unwrap();
        let file = self.path(name);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_quotatop"));
        command.env_clear().env("HOME", other.path()).env("TZ", "UTC").args(arguments);
        let ran = Ran::new(command.args(["--replay", file.to_str().unwrap()]));
        let left = fs::read_dir(other.path()).unwrap().count();
        assert_eq!(left, 0, "something was stored: {ran:?}");
        ran
    }
}

/// Without what is of the moment, and of whom it was read with.
fn lasting(mut document: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for name in ["taken_at", "fetched_at", "read_at"] {
                    fields.remove(name);
                }
                fields.values_mut().for_each(strip);
            }
            Value::Array(values) => values.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut document);
    document
}

#[test]
fn a_recording_shows_the_same_list_bills_and_account() {
    let account = account();
    let ran = account.record("recording.json").exits(0);
    ran.prints_all(&["free quotas", "45 models  ok", "bills"]).reports_all(&["answered", "wrote"]);
    let requests = account.standin.requests().len();
    for command in
        [&["list", "-o", "json"][..], &["account", "-o", "json"], &["list", "-o", "csv"], &["doctor"]]
    {
        account.replay("recording.json", command).exits(0).reports("recorded ");
    }
    let (live, again) =
        (account.list().succeeds(), account.replay("recording.json", &["list", "-o", "json"]));
    assert_eq!(lasting(again.json()), lasting(live.json()));
    assert_eq!(again.json()["feeds"]["quotas"]["state"], "fresh");
    let balance = ["account", "-o", "json"];
    let (live, again) = (account.run(&balance).succeeds(), account.replay("recording.json", &balance));
    for part in ["/account", "/feeds/account"] {
        let of = |ran: &Ran| lasting(ran.json().pointer(part).unwrap().clone());
        assert_eq!(of(&again), of(&live), "{part}");
    }
    for group in ["model", "day", "item"] {
        let command = ["bills", "-o", "json", "--product", "all", "--group-by", group];
        let (live, again) = (account.run(&command).succeeds(), account.replay("recording.json", &command));
        assert_eq!(lasting(again.json()), lasting(live.json()), "{group}");
        assert_eq!(again.json()["lines"], days().len() * INSTANCES.len());
    }
    // Keys and workspaces have other names, but are as distinct as before.
    for group in ["api-key", "workspace"] {
        let command = ["bills", "-o", "json", "--product", "all", "--group-by", group];
        let sums = |ran: &Ran| {
            let groups = ran.json()["groups"].as_array().unwrap().clone();
            let mut sums: Vec<_> = groups
                .iter()
                .map(|group| (group["payable"].to_string(), group["lines"].to_string()))
                .collect();
            sums.sort();
            sums
        };
        let (live, again) = (account.run(&command).succeeds(), account.replay("recording.json", &command));
        assert_eq!(sums(&again), sums(&live), "{group}");
    }
    account.replay("recording.json", &["check", "model-44"]).exits(0);
    account.replay("recording.json", &["history", "model-44"]).fails(2);
    // Recording read and stored nothing else.
    assert!(account.standin.requests().len() > requests);
    let mode = fs::metadata(account.path("recording.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn quotas_by_category_are_replayed_from_task_to_result() {
    let account = Account::new(Facts { categories: Some(3), ..Facts::many(300) });
    account.record("recording.json").exits(0);
    let text = fs::read_to_string(account.path("recording.json")).unwrap();
    assert!(text.contains("queryFreeTierQuotaAsyn") && text.contains("task-1"), "{text}");
    let (live, again) =
        (account.list().succeeds(), account.replay("recording.json", &["list", "-o", "json"]));
    assert_eq!(lasting(again.json()), lasting(live.json()));
    again.exits(0).has_left("model-44", "44007");
}

#[test]
fn recording_asks_for_everything_and_stores_nothing() {
    let account = account();
    account.run(&["list"]).succeeds();
    account.run(&["bills"]).succeeds();
    let stored = fs::read(account.store()).unwrap();
    account.record("recording.json").exits(0);
    assert_eq!(fs::read(account.store()).unwrap(), stored);
    let text = fs::read_to_string(account.path("recording.json")).unwrap();
    for api in ["listFoundationModels", "queryFreeTierQuota", "QueryAccountBalance", "DescribeInstanceBill"] {
        assert!(text.contains(api), "{api}");
    }
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["schema"], "quotatop.recording/1");
    for field in ["recorded_at", "version", "calls"] {
        assert!(!document[field].is_null(), "{field}");
    }
    for call in document["calls"].as_array().unwrap() {
        for field in ["feed", "api", "request", "status", "headers", "body", "took_ms"] {
            assert!(!call[field].is_null(), "{field}: {call}");
        }
    }
}

/// What must not be in a recording, wherever the servers or this machine put it.
const MARKED: [&str; 30] = [
    "SECRET-TOKEN-one",
    "SECRET-KEY-one",
    "SECRET-STS-one",
    "LTAIstandin",
    "5000000000000001",
    "5000000000000002",
    "zhang.san",
    "Beispiel GmbH",
    "1110000",
    "1110001",
    "6000000000001",
    "ws-0abc",
    "llm-0def",
    "20261128777001",
    "zhang@example.com",
    "li.si@corp.example",
    "192.168.77.5",
    "2001:db8::77",
    "10.9.8.7",
    "13800138000",
    "+86 138 0013 8001",
    "0C3F9E4A-7A5B-4C1E-9C57-1F8B2A6D9E10",
    "eagle-0f3a9b7c0f3a9b7c",
    "internal.corp.example",
    "sk-77aa77bb77cc77dd",
    "eyJhbGciOiJIUzI1NiJ9.e30.77",
    "my-cost-unit",
    "team-red",
    "1234567890123",
    "QXV0aC1Db29raWU9c2VjcmV0",
];

#[test]
fn nothing_that_is_marked_is_in_a_recording() {
    let nested = json!({
        "owner": {"mail": "zhang@example.com", "ip": "192.168.77.5"},
        "deep": json!({"buyerId": "5000000000000002", "key": "sk-77aa77bb77cc77dd", "phone": "13800138000"}).to_string(),
    });
    let more = json!({
        "AccountID": "5000000000000001", "BillAccountID": 5_000_000_000_000_002_i64, "NickName": "zhang.san",
        "OwnerID": "5000000000000002", "BillAccountName": "Beispiel GmbH", "InternetIP": "10.9.8.7",
        "IntranetIP": "2001:db8::77", "Tag": "key:team value:team-red", "CostUnit": "my-cost-unit",
        "ResourceGroup": "team-red", "InstanceConfig": nested.to_string(), "OrderId": "20261128777001",
        "Remark": "call +86 138 0013 8001 or li.si@corp.example",
    });
    let facts = Facts { bills: std::sync::Arc::new(bills(&more)), ..Facts::default() };
    let account = Account::new(facts);
    account.set_pair(Some(SECURITY_TOKEN));
    let agent = r#", "console_switch_agent": 1234567890123, "workspace_id": "ws-0abc""#;
    let login =
        fs::read_to_string(account.path(".bailian/config.json")).unwrap().replace('}', &format!("{agent}}}"));
    account.write(".bailian/config.json", &login);
    let echo = "zhang.san (5000000000000001, zhang@example.com) from 192.168.77.5 with SECRET-TOKEN-one, LTAIstandin \
                and eyJhbGciOiJIUzI1NiJ9.e30.77 was denied in ws-0abc: see https://internal.corp.example/x?uid=5000000000000001 \
                or call 13800138000, request 0C3F9E4A-7A5B-4C1E-9C57-1F8B2A6D9E10";
    let headers = ["set-cookie", "x-acs-request-id", "eagleeye-traceid", "via"].map(|name| {
        (
            name,
            "session=QXV0aC1Db29raWU9c2VjcmV0; eagle-0f3a9b7c0f3a9b7c via internal.corp.example".to_owned(),
        )
    });
    let page = format!("<html><p>{echo}</p><NickName>zhang.san</NickName></html>");
    let page = Fault::Answer { status: 500, headers: headers.into(), body: page.into() };
    let torn = format!(r#"{{"NickName":"zhang.san","workspaceId":"ws-0abc","Message":"{echo}"#);
    let nested = json!({"user": "zhang.san", "text": echo}).to_string();
    let elsewhere = Fault::redirect("https://internal.corp.example/?token=SECRET-TOKEN-one");
    for fault in [
        [(On::Switches, Fault::refusal(403, "Odd", echo)), (On::Balance, page)],
        [(On::Quotas, Fault::refusal(200, "Odd", &nested)), (On::Balance, Fault::Truncated)],
        [(On::Switches, Fault::answer(200, torn)), (On::Balance, elsewhere)],
    ] {
        account.standin.heal();
        for (on, fault) in &fault {
            account.standin.fault(on.clone(), fault.clone());
        }
        let name = "recording.json";
        let _ = fs::remove_file(account.path(name));
        let ran = account.record(name);
        assert!([0, 1, 3].contains(&ran.status), "{ran:?}");
        let text = fs::read_to_string(account.path(name)).unwrap();
        serde_json::from_str::<Value>(&text).unwrap();
        assert!(text.contains("DescribeInstanceBill") && text.contains("1080P"), "{text}");
        let found: Vec<_> = MARKED.iter().filter(|marked| text.contains(**marked)).collect();
        assert!(found.is_empty(), "{fault:?}: {found:?} in {text}");
        let escaped: Vec<_> = MARKED
            .iter()
            .filter(|marked| text.contains(&marked.replace('@', "%40").replace(':', "%3A")))
            .collect();
        assert!(escaped.is_empty(), "{fault:?}: {escaped:?}");
        // The same failure, when it is replayed.
        let (live, again) = (account.list(), account.replay(name, &["list", "-o", "json"]));
        let kind = |ran: &Ran| ran.json()["feeds"]["quotas"]["error"]["kind"].clone();
        assert_eq!(kind(&live), kind(&again), "{fault:?}");
    }
}

#[test]
fn a_call_without_an_answer_is_recorded_and_fails_again() {
    let account = account();
    account.standin.fault(On::Balance, Fault::Truncated);
    account.record("recording.json").exits(1).reports("1 unanswered");
    let again = account.replay("recording.json", &["account", "-o", "json"]);
    again.exits(1).has_feed("/feeds/account", "failed", "decode");
    account.replay("recording.json", &["list"]).exits(0);
}

#[test]
fn logins_that_are_refused_one_after_the_other_are_replayed() {
    let account = account();
    account.sign_in("SECRET-refused");
    account.record("recording.json").exits(0);
    account.replay("recording.json", &["list", "-o", "json"]).exits(0).has_left("model-3", "3007");
}

#[test]
fn what_is_not_in_the_file_is_a_failure_of_its_feed() {
    let account = account();
    account.record("recording.json").exits(0);
    let text = fs::read_to_string(account.path("recording.json")).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    document["calls"].as_array_mut().unwrap().retain(|call| call["api"] != "QueryAccountBalance");
    account.write("less.json", &document.to_string());
    let again = account.replay("less.json", &["account", "-o", "json"]).exits(1);
    again.has_feed("/feeds/account", "failed", "config").reports("no QueryAccountBalance call");
    let list = account.replay("less.json", &["list", "-o", "json"]).exits(0);
    assert_eq!(list.json()["feeds"]["quotas"]["state"], "fresh");
    let previous = account.replay("recording.json", &["bills", "--cycle", "2020-01"]);
    previous.exits(1).reports("no DescribeInstanceBill call");
}

#[test]
fn a_recording_is_shown_as_of_its_own_time() {
    let account = account();
    account.record("recording.json").exits(0);
    let text = fs::read_to_string(account.path("recording.json")).unwrap();
    let at = serde_json::from_str::<Value>(&text).unwrap()["recorded_at"].as_str().unwrap().to_owned();
    account.write("old.json", &text.replace(&at, "2026-03-15T10:00:00Z"));
    let ran = account.replay("old.json", &["list", "-o", "json"]).exits(0);
    let list = ran.json();
    assert_eq!(list["feeds"]["quotas"]["fetched_at"], "2026-03-15T10:00:00Z");
    assert_eq!(list["feeds"]["quotas"]["state"], "fresh");
    assert_eq!(ran.model("model-44")["next_call"], "free");
    let bills = account.replay("old.json", &["bills", "-o", "json"]);
    assert_eq!(bills.json()["cycle"], "2026-03");
}

#[test]
fn what_is_no_recording_is_refused() {
    let account = account();
    account.record("recording.json").exits(0);
    let text = fs::read_to_string(account.path("recording.json")).unwrap();
    account.write("torn.json", text.get(..text.len() / 2).unwrap());
    account.write("snapshot.json", r#"{"schema": "quotatop.snapshot/1", "models": []}"#);
    account.write("newer.json", &text.replace("recording/1", "recording/2"));
    for (name, reason) in [
        ("torn.json", "cut off at line"),
        ("snapshot.json", "its schema is quotatop.snapshot/1, not quotatop.recording/1"),
        ("newer.json", "its schema is quotatop.recording/2"),
        ("gone.json", "No such file"),
    ] {
        account.replay(name, &["list"]).fails(1).reports_all(&[name, reason]);
    }
    for other in [&["--demo"][..], &["--offline"], &["--snapshot", "x"]] {
        account.replay("recording.json", &[&["list"], other].concat()).fails(2);
    }
}

#[test]
fn nobody_is_surprised_by_a_file() {
    let account = account();
    let file = account.path("recording.json");
    let file = file.to_str().unwrap();
    // Without a terminal somebody has to say yes.
    account.run(&["doctor", "--record", file]).fails(2).reports("--yes");
    account.run(&["doctor", "--yes"]).fails(2);
    for source in ["--demo", "--offline"] {
        account.run(&["doctor", "--record", file, "--yes", source]).fails(2).reports("a live account");
    }
    account.run(&["doctor", "--record", "/nowhere/file", "--yes"]).fails(2).reports("/nowhere/file");
    account.run(&["doctor", "--record", account.path("").to_str().unwrap(), "--yes"]).fails(2);
    assert!(!account.path("recording.json").exists());
    assert_eq!(account.standin.requests().len(), 0, "nothing is requested in vain");
    account.write("recording.json", "mine");
    account.record("recording.json").fails(2).reports("the file exists");
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    // A wait that the server requested of an earlier run counts here, too.
    account.standin.fault(On::Quotas, Fault::too_many("3600"));
    account.list();
    account.record("other.json").fails(1).reports("rate-limited");
    assert!(!account.path("other.json").exists());
}

#[test]
fn without_a_login_there_is_nothing_to_record() {
    let account = Account::without_login(Facts::default());
    account.record("recording.json").exits(3).reports("nothing to record: no login");
    assert!(!account.path("recording.json").exists());
}

#[test]
fn on_a_terminal_it_shows_what_it_took_out_and_asks() {
    let account = account();
    for (existing, answer, replaced) in
        [(false, "n\r", false), (false, "y\r", true), (true, "\r", false), (true, "yes\r", true)]
    {
        let file = account.path("recording.json");
        if existing {
            fs::write(&file, "mine").unwrap();
        } else {
            let _ = fs::remove_file(&file);
        }
        let arguments = ["doctor", "--record", file.to_str().unwrap()];
        let mut terminal =
            account.terminal(Start { arguments: &arguments, size: Some((160, 40)), ..Start::default() });
        let question = if existing { "replace it? [y/N]" } else { "write it? [y/N]" };
        terminal.wait_for(question);
        let screen = terminal.screen();
        for text in ["answered", "2 key IDs", "2 workspaces", "account ID", "name", "request headers"] {
            assert!(screen.contains(text), "{text}: {screen}");
        }
        terminal.press(answer);
        terminal.wait_for(if replaced { "wrote" } else { "nothing was written" });
        let is_recording = fs::read_to_string(&file).is_ok_and(|text| text.contains("quotatop.recording/1"));
        assert_eq!(is_recording, replaced, "{existing} {answer}");
    }
}

#[test]
fn quotas_by_category_are_recorded_with_their_tasks() {
    for categories in [Some(1), Some(3), None] {
        let account = Account::new(Facts { categories, ..Facts::many(150) });
        account.record("recording.json").exits(0);
        let live = account.list().succeeds();
        let again = account.replay("recording.json", &["list", "-o", "json"]).exits(0);
        assert_eq!(live.json()["models"].as_array().unwrap().len(), 150);
        assert_eq!(lasting(live.json()["models"].clone()), lasting(again.json()["models"].clone()));
    }
}
