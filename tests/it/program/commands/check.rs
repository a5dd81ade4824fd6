//! `check`: exit statuses for what the server knows, and when that is fetched.

use super::*;

#[test]
fn the_exit_status_is_the_answer() {
    let account = Account::new(Facts::default());
    account.standin.change(|facts| facts.models[1].free_quota_only = Some(true));
    for (arguments, status, says) in [
        (&["qwen-turbo"][..], 0, "640,000 of 1,000,000 tokens left"),
        (&["qwen-turbo", "--need", "620000"], 0, "free: real-time calls"),
        (&["qwen-turbo", "--need", "620001"], 12, "only 620,000 certain"),
        (&["qwen-turbo", "--need", "640001"], 10, "less than that is left"),
        (&["qwen-turbo", "--batch"], 10, "never covers batch"),
        (&["qwen-max", "--need", "4098"], 0, "24,098"),
        (&["qwen-plus"], 11, "0 of 1,000,000 tokens left"),
        (&["qwen-plus", "--batch"], 11, "batch"),
        (&["no-such-model"], 12, "quotatop list"),
    ] {
        let ran = account.run(&[&["check"], arguments].concat()).exits(status).prints(says);
        assert_eq!((ran.out.lines().count(), ran.errors.as_str()), (1, ""), "{ran:?}");
        assert!(ran.out.contains("real-time") != arguments.contains(&"--batch"), "{ran:?}");
    }
}

#[test]
fn an_overdue_account_is_refused_whatever_is_left() {
    let account = Account::new(Facts::default());
    account.standin.set_balance("-12.40");
    for arguments in [&["check", "qwen-turbo"][..], &["check", "qwen-turbo", "--batch", "--ignore-account"]] {
        account.run(arguments).exits(11).prints("overdue");
    }
}

#[test]
fn an_unchecked_account_does_not_pass_a_check() {
    let account = Account::new(Facts::default());
    account.remove_pair();
    account.run(&["check", "qwen-turbo"]).exits(12).prints("bss:DescribeAcccount").prints("--ignore-account");
    account.run(&["check", "qwen-turbo", "--ignore-account"]).exits(0);
    account.run(&["check", "qwen-turbo", "--need", "640001"]).exits(12);
}

#[test]
fn data_younger_than_five_minutes_are_not_fetched_again() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let requests = account.standin.count(&On::Everything);
    account.standin.set_remaining("qwen-turbo", "0");
    account.run(&["check", "qwen-turbo"]).succeeds();
    assert_eq!(account.standin.count(&On::Everything), requests);
    for (older, status) in [(240, 0), (61, 10)] {
        grow_older(&account, "models", older);
        account.run(&["check", "qwen-turbo"]).exits(status);
    }
    assert!(account.standin.count(&On::Quotas) > 1);
}

#[test]
fn an_old_balance_is_fetched_unless_the_account_is_ignored() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    grow_older(&account, "balance", 301);
    let requests = account.standin.count(&On::Everything);
    account.run(&["check", "qwen-turbo", "--ignore-account"]).exits(0);
    assert_eq!(account.standin.count(&On::Everything), requests);
    account.standin.set_balance("-0.01");
    account.run(&["check", "qwen-turbo"]).exits(11);
}

#[test]
fn a_failed_fetch_is_answered_from_known_data_or_fails() {
    let account = Account::new(Facts::default());
    account.standin.fault(On::Quotas, Fault::not_logged_in());
    account.run(&["check", "qwen-turbo"]).fails(3).reports("bl auth login");
    account.standin.heal();
    account.standin.fault(On::Everything, Fault::status(500));
    Account::without_login(Facts::default()).run(&["check", "qwen-turbo"]).exits(3);
    account.run(&["check", "qwen-turbo"]).exits(1);
    account.standin.heal();
    account.run(&["check", "qwen-turbo"]).exits(0);
    account.standin.fault(On::Everything, Fault::too_many("3600"));
    for (older, status) in [(600, 0), (3000, 12)] {
        for part in ["models", "balance"] {
            grow_older(&account, part, older);
        }
        account.run(&["check", "qwen-turbo"]).exits(status).reports("quotas: ");
    }
    let requests = account.standin.count(&On::Everything);
    account.run(&["check", "qwen-turbo"]).exits(12);
    assert_eq!(account.standin.count(&On::Everything), requests, "requested during the rate limit");
    account.run(&["check", "qwen-turbo", "--offline"]).exits(12);
    account.run(&["check", "no-such-model", "--offline"]).exits(1);
}

#[test]
fn an_account_read_more_than_an_hour_ago_does_not_pass_a_check() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.standin.fault(On::Balance, Fault::status(500));
    for (older, status) in [(3400, 0), (201, 12), (60 * 3600, 12)] {
        grow_older(&account, "balance", older);
        for arguments in [&["check", "qwen-turbo"][..], &["check", "qwen-turbo", "--offline"]] {
            let ran = account.run(arguments).exits(status);
            assert_eq!(ran.out.contains("--ignore-account"), status == 12, "{ran:?}");
        }
        account.run(&["check", "qwen-turbo", "--ignore-account"]).exits(0);
        // Whatever the account, a batch is not covered.
        account.run(&["check", "qwen-plus", "--batch"]).exits(10);
        let listed = account.run(&["list"]);
        assert_eq!(listed.errors.contains("account not checked since "), status == 12, "{listed:?}");
    }
    let document = account.run(&["check", "qwen-turbo", "-o", "json"]).json();
    assert_eq!(document["verdict"], "unknown");
    assert_eq!(document["reasons"][0]["reason"], "account_unchecked");
    account.standin.set_balance("-1.00");
    account.standin.heal();
    account.run(&["check", "qwen-turbo"]).exits(11);
    // It stays overdue until another balance is read.
    account.standin.fault(On::Balance, Fault::status(500));
    grow_older(&account, "balance", 60 * 3600);
    account.run(&["check", "qwen-turbo"]).exits(11);
}

fn grow_older(account: &Account, part: &str, seconds: i64) {
    let older = |micros: &serde_json::Value| json!(micros.as_i64().unwrap() - seconds * 1_000_000);
    let store = account.database();
    let read = "SELECT payload FROM last_known WHERE part = ?1";
    let mut payload: String = store.query_row(read, [part], |row| row.get(0)).unwrap();
    if part == "models" {
        let rows = payload.lines().map(|line| {
            let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
            row[3][4] = older(&row[3][4]);
            row[5] = older(&row[5]);
            row.to_string()
        });
        payload = rows.collect::<Vec<_>>().join("\n");
    }
    let write = "UPDATE last_known SET fetched_at = fetched_at - ?2 * 1000000, payload = ?3 WHERE part = ?1";
    assert_eq!(store.execute(write, rusqlite::params![part, seconds, payload]).unwrap(), 1);
}

#[test]
fn json_and_csv_contain_the_facts() {
    let account = Account::new(Facts::default());
    let ran = account.run(&["check", "qwen-max", "--need", "4099.5", "-o", "json"]).exits(12);
    let mut document = ran.json();
    for field in ["read_at", "reasons"] {
        assert!(!document[field].is_null(), "{ran:?}");
    }
    assert_eq!(document["reasons"][0]["reason"], "within_margin");
    let object = document.as_object_mut().unwrap();
    object.retain(|field, _| !["read_at", "reasons"].contains(&field.as_str()));
    assert_eq!(
        document.to_string(),
        json!({"schema": "quotatop.check/1", "profile": "default", "model": "qwen-max",
            "need": serde_json::from_str::<serde_json::Value>("4099.5").unwrap(), "batch": false,
            "verdict": "unknown", "unit": "tokens", "remaining": 24098, "margin": 20000,
            "next_call": "free", "account": "good"})
        .to_string()
    );
    let csv = account.run(&["check", "qwen-plus", "-o", "csv"]).out;
    assert!(csv.contains("\nqwen-plus,1,false,billed,over,tokens,0,20000,"), "{csv}");
}
