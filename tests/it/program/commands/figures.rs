//! Figures are printed as the server sends them.

use rust_decimal::Decimal;

use super::*;

/// As sent and as printed: the same digits, written out.
const TOTALS: [(&str, &str); 10] = [
    ("1000000", "1000000"),
    ("36000.5", "36000.5"),
    ("1e6", "1000000"),
    ("2.5E+3", "2500"),
    ("\"1000000\"", "1000000"),
    ("9007199254740993", "9007199254740993"),
    ("79228162514264337593543950335", "79228162514264337593543950335"),
    ("0.1", "0.1"),
    ("1234567.000001", "1234567.000001"),
    ("", "null"),
];
const REMAINING: [(&str, &str); 6] = [
    ("24098", "24098"),
    ("0.0000000001", "0.0000000001"),
    ("12345.25", "12345.25"),
    ("1.5e-3", "0.0015"),
    ("\"7\"", "7"),
    ("null", "null"),
];

#[test]
fn every_number_is_printed_to_the_digit() {
    let mut models = Vec::new();
    for (row, (total, _)) in TOTALS.iter().enumerate() {
        for (column, (remaining, _)) in REMAINING.iter().enumerate() {
            models.push(ModelFact::text(&format!("model-{row}-{column}"), total, remaining));
        }
    }
    let account = Account::new(Facts { models, ..Facts::default() });
    let ran = account.list().succeeds();
    let document = ran.json();
    assert_eq!(document["models"].as_array().unwrap().len(), TOTALS.len() * REMAINING.len());
    for (row, (_, total)) in TOTALS.iter().enumerate() {
        for (column, (_, remaining)) in REMAINING.iter().enumerate() {
            let name = format!("model-{row}-{column}");
            let model = ran.model(&name);
            assert_eq!(model["total"].to_string(), *total, "{name}");
            assert_eq!(model["remaining"].to_string(), *remaining, "{name}");
            let exact = |text: &str| text.parse::<Decimal>().ok();
            let used =
                exact(total).zip(exact(remaining)).map(|(total, left)| (total - left).max(Decimal::ZERO));
            assert_eq!(exact(&model["used"].to_string()), used, "{name}: {model}");
            assert_eq!(model["expires_at"], "2200-01-01T00:00:00Z", "{name}");
            assert_eq!(model["free_quota_only"], false, "{name}");
        }
    }
    assert_eq!(document["feeds"]["quotas"]["state"], "fresh");
    assert_eq!(document["region"], "ap-southeast-1");
    assert_eq!(document["account"], json!({"state": "good", "available": "10000.00", "currency": "USD"}));
}

/// The rows of an answer of the real service: total, remaining, expiry and status as sent, the switch, and
/// how `list` has to read them.
#[test]
fn the_rows_of_a_real_answer_are_read_right() {
    let (valid, unknown, expiry) = ("\"VALID\"", "\"UNKNOWN\"", "7258118400000");
    let table = [
        ("qwen3.6-plus", ["1000000", "999795", expiry, valid], true, ("ok", "free", json!(99.9))),
        ("qwen3.7-plus", ["", "", "", unknown], false, ("unsupported", "unknown", Value::Null)),
        ("glm-5.2", ["", "", "", unknown], true, ("unsupported", "unknown", Value::Null)),
        ("glm-5.2-fast-preview", ["0", "0", "", valid], false, ("none", "billed", Value::Null)),
        ("wan2.7-t2v", ["50", "50", "", valid], false, ("ok", "free", json!(100.0))),
    ];
    let models = table.iter().map(|(name, [total, remaining, expires, status], switch, _)| ModelFact {
        free_quota_only: Some(*switch),
        quota: Some(QuotaFact {
            total: (*total).into(),
            remaining: (*remaining).into(),
            expires_ms: (*expires).into(),
            status: (*status).into(),
        }),
        ..ModelFact::text(name, "", "")
    });
    let account = Account::new(Facts::default());
    account.standin.change(|facts| facts.models = models.collect());
    let ran = account.list().succeeds();
    for (name, [total, remaining, expires, _], switch, (status, next_call, percent)) in &table {
        let model = ran.model(name);
        let number = |sent: &str| if sent.is_empty() { "null".to_owned() } else { sent.to_owned() };
        assert_eq!(model["total"].to_string(), number(total), "{name}");
        assert_eq!(model["remaining"].to_string(), number(remaining), "{name}");
        let expires_at = if expires.is_empty() { Value::Null } else { json!("2200-01-01T00:00:00Z") };
        assert_eq!(model["expires_at"], expires_at, "{name}");
        assert_eq!(model["left_percent"], *percent, "{name}");
        // Where there is nothing that the switch could stop, it is not requested.
        let switch = if *status == "none" { Value::Null } else { json!(switch) };
        assert_eq!(model["free_quota_only"], switch, "{name}");
        assert_eq!((&model["status"], &model["next_call"]), (&json!(status), &json!(next_call)), "{name}");
    }
    let never_billed = "free or refused, never billed";
    let printed = account.run(&["list"]).succeeds();
    let lines: Vec<&str> = printed.out.lines().filter(|line| line.contains(never_billed)).collect();
    assert!(matches!(lines[..], [line] if line.starts_with("glm-5.2 ")), "{printed:?}");
    account.run(&["check", "glm-5.2"]).exits(12).prints(never_billed).prints("Alibaba states none");
    let unstopped = account.run(&["check", "qwen3.7-plus"]).exits(12).prints("no quota known");
    assert!(!unstopped.out.contains("never billed"), "{unstopped:?}");
}

#[test]
fn five_hundred_models_with_their_switches_take_at_most_twelve_calls() {
    let mut facts = Facts { categories: Some(1), ..Facts::many(500) };
    facts.models[7].free_quota_only = Some(true);
    facts.models[499].found_in = FoundIn::Category;
    let account = Account::new(facts);
    let ran = account.list().succeeds();
    assert_eq!(ran.json()["models"].as_array().unwrap().len(), 500);
    let unlisted = ran.model("model-499");
    assert_eq!((&unlisted["kind"], &unlisted["unit"]), (&json!("text"), &json!("tokens")));
    for (name, left, switch) in
        [("model-7", 7007, true), ("model-8", 8007, false), ("model-499", 499_007, false)]
    {
        let model = ran.model(name);
        assert_eq!(
            (&model["remaining"], &model["free_quota_only"]),
            (&json!(left), &json!(switch)),
            "{name}"
        );
    }
    let count = |on| account.standin.count(&on);
    assert_eq!((count(On::Categories), count(On::Quotas), count(On::Switches)), (10, 1, 0));
}

#[test]
fn where_categories_are_refused_the_same_list_comes_in_batches() {
    let account = Account::new(Facts::many(500));
    let ran = account.list().succeeds();
    assert_eq!(ran.json()["models"].as_array().unwrap().len(), 500);
    assert_eq!(ran.model("model-499")["free_quota_only"], false);
    let count = |on| account.standin.count(&on);
    assert_eq!((count(On::Categories), count(On::Quotas), count(On::Switches)), (1, 25, 25));
}

#[test]
fn empty_successes_followed_by_the_payload_are_no_failure() {
    let account = Account::new(Facts::default());
    let empty = Fault::answer(200, r#"{"code":"200","data":{"success":true,"DataV2":{"data":{}}}}"#);
    for on in [On::Catalogue, On::Quotas, On::Switches] {
        account.standin.fault_times(2, on, empty.clone());
    }
    let ran = account.list().succeeds().has_left("qwen-max", "24098");
    assert_eq!(ran.json()["feeds"]["quotas"]["error"], Value::Null);
    assert_eq!(ran.model("qwen-max")["free_quota_only"], false);
}

#[test]
fn offline_lists_are_the_same_as_fetched_ones() {
    let account = Account::new(Facts::many(60));
    let fetched = account.list().exits(0);
    let offline = account.run(&["list", "--offline", "-o", "json"]).exits(0);
    for model in fetched.json()["models"].as_array().unwrap() {
        assert_eq!(offline.model(model["model"].as_str().unwrap()), *model);
    }
    assert_eq!(fetched.json()["account"], offline.json()["account"]);
}

#[test]
fn unknown_quotas_and_switches_stay_absent() {
    let mut facts = Facts::default();
    facts.models[0].quota = None;
    facts.models[1].free_quota_only = None;
    facts.models[2].free_quota_only = Some(true);
    let ran = Account::new(facts).list();
    let unknown = ran.model("qwen-max");
    assert_eq!((&unknown["total"], &unknown["remaining"]), (&Value::Null, &Value::Null));
    assert_eq!((&unknown["status"], &unknown["next_call"]), (&json!("unsupported"), &json!("unknown")));
    let without_switch = ran.model("qwen-plus");
    assert_eq!(
        (&without_switch["status"], &without_switch["next_call"]),
        (&json!("exhausted"), &json!("unknown"))
    );
    assert_eq!(ran.model("qwen-turbo")["free_quota_only"], true);
}

#[test]
fn the_balance_is_printed_exactly() {
    for (sent, state, available) in [
        ("10,000.00", "good", "10000.00"),
        ("0.00", "good", "0.00"),
        ("-12.40", "overdue", "-12.40"),
        ("1,234,567.8900\n", "good", "1234567.8900"),
    ] {
        let account = Account::new(Facts::default());
        account.standin.set_balance(sent);
        let ran = account.run(&["account", "-o", "json"]).exits(0);
        let expected = json!({"state": state, "available": available, "currency": "USD"});
        assert_eq!(ran.json()["account"], expected, "{sent}");
        assert!(ran.json().get("models").is_none());
        assert_eq!(account.standin.count(&On::Balance), 1);
        assert_eq!(account.standin.count(&On::Everything), 1, "only the account is fetched");
    }
}

#[test]
fn an_overdue_account_refuses_every_call() {
    let account = Account::new(Facts::many(60));
    account.standin.set_balance("-0.01");
    let ran = account.list();
    assert_eq!(ran.out.matches(r#""next_call": "refused""#).count(), 60, "{ran:?}");
    let table = account.run(&["list"]);
    assert!(table.out.starts_with("OVERDUE  The account owes 0.01 USD."), "{table:?}");
}

#[test]
fn a_temporary_key_pair_fetches_the_balance_and_mints_a_token() {
    let account = Account::without_login(Facts::default());
    account.set_pair(Some(crate::support::account::SECURITY_TOKEN));
    let ran = account.list().exits(0).has_left("qwen-max", "24098");
    assert_eq!(ran.json()["account"]["state"], "good");
    assert_eq!(account.standin.count(&On::Mint), 1);
}

#[test]
fn without_a_key_pair_the_account_is_off_and_the_list_succeeds() {
    let account = Account::new(Facts::default());
    account.remove_pair();
    let ran = account.list().exits(0).reports("bss:DescribeAcccount");
    assert_eq!(ran.json()["feeds"]["account"]["state"], "off");
    account.run(&["account"]).exits(3);
}
