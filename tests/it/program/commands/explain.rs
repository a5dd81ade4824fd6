//! `explain`: what a text means, compared with what the server knows, from an argument and from standard input.

use std::io::Write as _;

use super::*;

const FREE_TIER_ONLY: &str = r#"{"error":{"code":"AllocationQuota.FreeTierOnly","type":"AllocationQuota.FreeTierOnly"},"model":"MODEL"}"#;

fn free_tier_only(model: &str) -> String {
    FREE_TIER_ONLY.replace("MODEL", model)
}

/// Runs the command with these bytes on standard input.
fn piped(account: &Account, arguments: &[&str], input: &[u8]) -> Ran {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(input).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    Ran::new(account.command().args(arguments).stdin(file))
}

#[test]
fn an_error_is_compared_with_what_the_server_knows() {
    let account = Account::new(Facts::default());
    account.standin.change(|facts| facts.models[1].free_quota_only = Some(true));
    for (text, says) in [
        (
            free_tier_only("qwen-max"),
            &["403 AllocationQuota", "does not agree: qwen-max: 24,098 of 1,000,000"][..],
        ),
        (
            free_tier_only("qwen-plus"),
            &["agrees: qwen-plus: 0 of 1,000,000", "switch to qwen-turbo: 640,000 left"],
        ),
        (free_tier_only("qwen-nowhere"), &["cannot be compared: this account has no model qwen-nowhere"]),
        (
            "AllocationQuota.FreeTierOnly".to_owned(),
            &["cannot be compared: the text names no model", "--model"],
        ),
        ("Arrearage".to_owned(), &["400 Arrearage", "does not agree: not overdue", "billing-cost.console."]),
        (
            "model_not_found: model qwen-turb".to_owned(),
            &["agrees: this account has no model", "mean qwen-turbo?"],
        ),
        ("429 limit_requests qwen-max".to_owned(), &["speed limit", "not the cause: qwen-max: 24,098"]),
        (
            "budget configured in Budget Management has been exhausted".to_owned(),
            &["neither the free quota nor"],
        ),
    ] {
        let ran = account.run(&["explain", &text]).exits(0).prints_all(says);
        assert_eq!(ran.errors, "", "{ran:?}");
        assert!(ran.out.lines().all(|line| line.is_ascii() && !line.starts_with(' ')), "{ran:?}");
        let chinese = account.run_with(&["explain", &text], &[("LANG", OsStr::new("zh_CN.UTF-8"))]);
        assert!(chinese.exits(0).out.starts_with("错误"));
    }
    let named = account.run(&["explain", "AllocationQuota.FreeTierOnly", "--model", "qwen-plus"]);
    named.exits(0).prints("agrees: qwen-plus");
    let account = Account::new(Facts::default());
    account.standin.set_balance("-12.40");
    account.run(&["explain", "Arrearage"]).exits(0).prints("agrees: overdue: 12.40");
}

/// Nothing is requested that does not bear on the error, nor what was read a moment ago.
#[test]
fn only_what_decides_is_requested() {
    let account = Account::new(Facts::default());
    for text in ["no error", "limit_burst_rate", "InvalidApiKey", "DataInspectionFailed", "InternalError"] {
        account.run(&["explain", text]);
    }
    assert_eq!(account.standin.count(&On::Everything), 0);
    account.run(&["explain", "Arrearage"]).exits(0);
    assert_eq!(account.standin.count(&On::Quotas), 0);
    account.run(&["explain", &free_tier_only("qwen-max")]).exits(0).prints("24,098");
    let requests = account.standin.count(&On::Everything);
    account.run(&["explain", &free_tier_only("qwen-max")]).exits(0).prints("24,098");
    account.run(&["explain", "Arrearage"]).exits(0).prints("does not agree");
    assert_eq!(account.standin.count(&On::Everything), requests);
}

/// It is explained; the comparison alone is missing.
#[test]
fn an_account_that_cannot_be_read_costs_the_comparison_only() {
    let without_login = Account::without_login(Facts::default());
    let ran = without_login.run(&["explain", &free_tier_only("qwen-max")]).exits(0);
    ran.prints_all(&["Free Quota Only is on", "cannot be compared: no quotas loaded"])
        .reports("bl auth login");
    without_login.run(&["explain", "Throttling.RateQuota"]).succeeds().prints("speed limit");

    let account = Account::new(Facts::default());
    account.standin.fault(On::Everything, Fault::status(500));
    account.run(&["explain", "Arrearage"]).exits(0).prints("cannot be compared: balance not loaded");
    account.run(&["explain", "Arrearage", "--offline"]).exits(0).prints("cannot be compared");
    account.standin.heal();
    account.list().exits(0);
    let requests = account.standin.count(&On::Everything);
    let offline = account.run(&["explain", &free_tier_only("qwen-max"), "--offline"]).exits(0);
    offline.prints("does not agree: qwen-max: 24,098");
    assert_eq!(account.standin.count(&On::Everything), requests);
}

#[test]
fn standard_input_may_be_anything_up_to_a_limit() {
    let account = Account::new(Facts::default());
    let log = format!("\u{1b}[31mERROR\u{1b}[0m call failed: {}\ngave up\n", free_tier_only("qwen-max"));
    for arguments in [&["explain", "-", "-o", "json"][..], &["explain", "-o", "json"]] {
        let document = piped(&account, arguments, log.as_bytes()).exits(0).json();
        assert_eq!((&document["cause"], &document["model"]), (&"free_quota_only".into(), &"qwen-max".into()));
    }
    let garbage: Vec<u8> = (0..=255).cycle().take(5000).collect();
    piped(&account, &["explain", "-"], &garbage).exits(12).prints("no known error");
    piped(&account, &["explain", "-"], &[&garbage[..], b" Arrearage ", &garbage].concat()).exits(0);
    let fits = [vec![b'x'; (1 << 20) - 10], b" Arrearage".to_vec()].concat();
    piped(&account, &["explain", "-"], &fits).exits(0);
    piped(&account, &["explain", "-"], &[&fits[..], b"x"].concat()).fails(2).reports_all(&["1 MiB", "tail"]);
    piped(&account, &["explain"], b" \n").fails(2).reports("quotatop explain TEXT");
    piped(&account, &["explain", "-", "--snapshot", "-"], b"{}").fails(2).reports("snapshot");
}

#[test]
fn a_snapshot_is_what_an_error_is_compared_with() {
    let account = Account::without_login(Facts::default());
    let taken = Account::new(Facts::default()).run(&["list", "-o", "json"]).exits(0).out;
    let file = account.home.path().join("snapshot.json");
    fs::write(&file, &taken).unwrap();
    let file = file.to_str().unwrap();
    let explain = |text: &str| account.run(&["explain", "--snapshot", file, text]);
    explain(&free_tier_only("qwen-max")).exits(0).prints("does not agree: qwen-max: 24,098");
    let stream = ["explain", "--snapshot", "-", &free_tier_only("qwen-max")];
    piped(&account, &stream, taken.as_bytes()).exits(0).prints("does not agree: qwen-max: 24,098");
    // The same, read long ago.
    let mut old: Value = serde_json::from_str(&taken).unwrap();
    for feed in ["quotas", "account"] {
        old["feeds"][feed]["fetched_at"] = json!("2026-01-01T00:00:00Z");
    }
    let old = old.to_string();
    fs::write(file, old).unwrap();
    explain(&free_tier_only("qwen-max")).exits(0).prints("cannot be compared: qwen-max: 24,098");
    fs::write(file, "{").unwrap();
    explain(&free_tier_only("qwen-max")).exits(0).prints("Free Quota Only is on").reports("snapshot.json");
}

#[test]
fn json_and_csv_follow_the_contract() {
    let account = Account::new(Facts::default());
    account.standin.change(|facts| facts.models[1].free_quota_only = Some(true));
    let ran = account.run(&["explain", &free_tier_only("qwen-plus"), "-o", "json"]).exits(0);
    let mut document = ran.json();
    for field in ["text", "remedy"] {
        assert!(document[field].take().as_str().is_some_and(|text| !text.is_empty()), "{ran:?}");
    }
    for field in ["read_at", "account_read_at", "expires_at", "currency"] {
        assert!(document["facts"][field].take().is_string(), "{field}: {ran:?}");
    }
    let facts = json!({"comparison": "used_up", "unit": "tokens", "total": 1_000_000, "remaining": 0,
        "expires_at": null, "free_quota_only": true, "read_at": null, "account": "good",
        "available": "10000.00", "currency": null, "account_read_at": null, "alternatives": ["qwen-turbo"]});
    let expected = json!({"schema": "quotatop.explain/1", "recognised": true, "cause": "free_quota_only",
        "code": "AllocationQuota.FreeTierOnly", "http_status": 403, "model": "qwen-plus", "agrees": true,
        "facts": facts, "text": null, "remedy": null});
    assert_eq!(document, expected);
    let unknown = account.run(&["explain", "HTTP 429", "-o", "json"]).exits(12).json();
    for (field, value) in [
        ("recognised", json!(false)),
        ("cause", json!("unknown")),
        ("code", Value::Null),
        ("http_status", json!(429)),
        ("model", Value::Null),
        ("agrees", Value::Null),
    ] {
        assert_eq!(unknown[field], value, "{field}");
    }
    let csv = account.run(&["explain", "Arrearage", "--model", "=m", "-o", "csv"]).exits(0);
    let header =
        "recognised,cause,code,http_status,model,agrees,text,remedy\ntrue,overdue,Arrearage,400,'=m,false,";
    assert!(csv.out.starts_with(header), "{csv:?}");
}
