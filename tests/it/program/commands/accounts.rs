//! `accounts`: two accounts with servers of their own, one row each.

use super::*;
use crate::support::{
    account::endpoints,
    standin::{PROMETHEUS_PATH, Standin},
};

/// Adds an account `dev` with its own server, which owes 12.40 USD.
fn with_dev() -> (Account, Standin) {
    let account = Account::new(Facts::default());
    let mut facts = Facts { tokens: vec![TOKEN.to_owned(), OTHER_TOKEN.to_owned()], ..Facts::default() };
    facts.keys[0].secret = KEY_SECRET.to_owned();
    let other = Standin::start(facts);
    other.set_balance("-12.40");
    account.configure(&endpoints("dev", other.url()));
    (account, other)
}

fn profiles(document: &Value) -> Vec<&str> {
    document["accounts"].as_array().unwrap().iter().map(|row| row["profile"].as_str().unwrap()).collect()
}

#[test]
fn every_account_is_one_row_and_the_most_urgent_first() {
    let (account, _other) = with_dev();
    let document = account.run(&["accounts", "-o", "json"]).exits(0).json();
    assert_eq!(document["schema"], "quotatop.accounts/1");
    assert_eq!(profiles(&document), ["dev", "default"]);
    let dev = &document["accounts"][0];
    let mut fields: Vec<&String> = dev.as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "available",
            "billed",
            "currency",
            "exhausted",
            "feeds",
            "fetched_at",
            "lapses_within_7d",
            "low",
            "models",
            "profile",
            "refused",
            "runs_out_next",
            "spend",
            "state",
        ]
    );
    assert_eq!(
        (&dev["state"], &dev["available"], &dev["currency"]),
        (&json!("overdue"), &json!("-12.40"), &json!("USD"))
    );
    let models = account.run(&["list", "-o", "json"]).succeeds().json()["models"].clone();
    let models = models.as_array().unwrap();
    let count = |field: &str, word: &str| models.iter().filter(|model| model[field] == word).count();
    let own = &document["accounts"][1];
    for (field, expected) in [
        ("models", models.len()),
        ("billed", count("next_call", "billed")),
        ("refused", count("next_call", "refused")),
        ("low", count("status", "low")),
        ("exhausted", count("status", "exhausted")),
    ] {
        assert_eq!(own[field], expected, "{field}: {own}");
    }
    let quotas = &own["feeds"]["quotas"];
    assert_eq!((&quotas["state"], &quotas["up"]), (&json!("fresh"), &json!(true)));
    assert_eq!(quotas["fetched_at"], own["fetched_at"]);
    assert!(own["feeds"]["calls"].is_null(), "they are not read for this");
}

#[test]
fn what_was_spent_is_what_the_bill_says() {
    let (account, _other) = with_dev();
    let bill = account.run(&["bills", "-o", "json"]).exits(0).json();
    let row = account.run(&["accounts", "-o", "json", "--profile", "default"]).exits(0).json();
    assert_eq!(profiles(&row), ["default"]);
    let mut billed: Vec<(String, String)> = Vec::new();
    for total in bill["totals"].as_array().unwrap() {
        let text = |field: &str| total[field].as_str().unwrap().to_owned();
        billed.push((text("currency"), text("payable")));
    }
    billed.sort();
    let spent: Vec<(String, String)> =
        row["accounts"][0]["spend"].as_array().map_or_else(Vec::new, |spend| {
            let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
            spend.iter().map(|one| (text(one, "currency"), text(one, "payable"))).collect()
        });
    assert_eq!(spent, billed);
}

#[test]
fn an_account_that_cannot_be_read_is_shown_as_last_known_and_named() {
    let (account, other) = with_dev();
    account.run(&["accounts"]).exits(0).prints_all(&[
        "ACCOUNT",
        "OVERDUE 12.40 USD",
        "2 accounts, 1 overdue",
    ]);
    other.fault(On::Quotas, Fault::status(500));
    let failed = account.run(&["accounts", "-o", "json"]).exits(1).reports("dev: quotas: ");
    assert!(!failed.errors.contains("default: quotas"), "{failed:?}");
    let document = failed.json();
    let feed = |at: usize| document["accounts"][at]["feeds"]["quotas"].clone();
    assert_eq!((&feed(0)["state"], &feed(0)["up"]), (&json!("stale"), &json!(false)));
    assert_eq!((&feed(1)["state"], &feed(1)["up"]), (&json!("fresh"), &json!(true)));
    assert!(document["accounts"][0]["models"].as_u64() > Some(0), "what is known stays");
    account.run(&["accounts"]).exits(1).prints(" old");

    let requests = other.requests().len();
    let offline = account.run(&["accounts", "--offline", "-o", "csv"]).exits(0);
    assert!(offline.out.starts_with("profile,state,available,currency,models,"), "{offline:?}");
    assert!(offline.out.contains("\ndev,overdue,-12.40,USD,"), "{offline:?}");
    assert_eq!(other.requests().len(), requests);
}

#[test]
fn what_was_never_read_is_no_zero() {
    let account = Account::without_login(Facts::default());
    let document = account.run(&["accounts", "-o", "json"]).exits(3).json();
    let row = &document["accounts"][0];
    for field in ["available", "currency", "models", "billed", "spend", "lapses_within_7d", "fetched_at"] {
        assert!(row[field].is_null(), "{field}: {row}");
    }
    assert_eq!((&row["state"], &row["feeds"]["quotas"]["up"]), (&json!("unknown"), &json!(null)));
    account.run(&["accounts"]).exits(3).prints_all(&["default", "not checked", "never"]);
}

#[test]
fn the_demo_is_one_account() {
    let account = Account::without_login(Facts::default());
    let document = account.run(&["accounts", "--demo", "-o", "json"]).exits(0).json();
    assert_eq!(profiles(&document), ["demo"]);
    let row = &document["accounts"][0];
    // On the first of a month it has spent nothing yet.
    assert!(row["runs_out_next"]["model"].is_string() && row["available"].is_string(), "{row}");
    account.run(&["accounts", "--demo"]).exits(0).prints("1 account");
}

#[test]
fn the_accounts_of_a_fleet_are_rows_too() {
    let account = Account::new(Facts::default());
    let url = format!("{}{PROMETHEUS_PATH}", account.standin.url());
    account.set_configuration(&format!(
        "default_profile = \"fleet\"\n[profiles.fleet]\nsource = \"prometheus\"\nurl = \"{url}\"\n\
         headers = {{ Authorization = \"LOGIN\" }}\n"
    ));
    // `LTAIstandin:standin-secret`
    let login = OsStr::new("Basic TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ=");
    let run = |arguments: &[&str]| account.run_with(arguments, &[("LOGIN", login)]);
    let series =
        |profile: &str| format!(r#"{{"metric":{{"profile":"{profile}"}},"value":[1790000000,"3"]}}"#);
    let found = format!("[{},{}]", series("berlin"), series("paris"));
    let answer = format!(r#"{{"status":"success","data":{{"resultType":"vector","result":{found}}}}}"#);
    account.standin.fault(On::Query, Fault::answer(200, answer));
    let document = run(&["accounts", "-o", "json"]).succeeds().json();
    assert_eq!(profiles(&document), ["berlin", "paris"]);
    let row = &document["accounts"][0];
    assert_eq!((&row["models"], &row["state"]), (&json!(3), &json!("overdue")));
    run(&["accounts"]).succeeds().prints("2 accounts, 2 overdue");
    let asked = account.standin.requests().len();
    for arguments in
        [&["list"][..], &["list", "-o", "json"], &["status"], &["account"], &["calls"], &["history", "m"]]
    {
        run(arguments)
            .fails(1)
            .reports("profile fleet has the accounts of a Prometheus; list them: quotatop accounts");
    }
    assert_eq!(account.standin.requests().len(), asked, "that takes no request");
    account.standin.fault(On::Query, Fault::status(502));
    let failed = run(&["accounts", "-o", "json"]).exits(1);
    assert_eq!(failed.errors.lines().count(), 1, "{failed:?}");
    assert_eq!(profiles(&failed.json()), [] as [&str; 0]);
    account.standin.fault(On::Query, Fault::status(401));
    run(&["accounts"]).fails(3).reports("refuses queries");
}
