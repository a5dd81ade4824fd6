//! Files as they come out of other programs and other consoles: what is printed of them, and with which status.

use serde_json::Value;

use crate::{
    account::{Account, run::Ran},
    support::small_bills,
};

/// The path of a file of the tests.
fn sample(name: &str) -> String {
    format!("{}/tests/bill_file/files/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What a file's lines add up to in November 2026, once it is imported.
fn imported(path: &str) -> (Ran, Value) {
    let account = Account::unasked(&small_bills());
    let ran = account.run(&["import", path]);
    let printed = account.bills("2026-11", &["--offline", "--product", "all"]);
    (ran, printed.json())
}

#[test]
fn refunds_in_brackets_are_part_of_every_sum() {
    let (ran, bills) = imported(&sample("refunds.csv"));
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    assert!(!ran.out.contains("not understood"), "{ran:?}");
    assert_eq!(bills["totals"][0]["payable"], "2.176", "{bills}");
    assert_eq!(bills["lines"], 3);
}

#[test]
fn english_exports_are_read_whole() {
    for (name, payable, gross, reason) in
        [("english-standard.csv", "2.976", "2.976", ""), ("english-console.csv", "2.1", "2.976", "batch")]
    {
        let (ran, bills) = imported(&sample(name));
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
        let group = &bills["groups"][0];
        assert_eq!(
            [&group["key"], &group["currency"], &group["payable"], &group["gross"]],
            ["qwen-max", "USD", payable, gross],
            "{bills}"
        );
        if !reason.is_empty() {
            assert_eq!(group["reasons"][0]["reason"], reason, "{bills}");
        }
    }
}

#[test]
fn an_unknown_amount_column_is_named_on_standard_error_only() {
    let account = Account::unasked(&small_bills());
    let text = "BillingDate,ProductCode,InstanceID,PretaxAmount,Currency,Service\u{1b} Surcharge Amount\n\
        2026-11-20,sfm,1;llm-a;qwen-max;x;app,1.5,USD,0.25\n2026-11-20,sfm,1;llm-a;qwen-max;x;app,1,USD,0.25\n";
    let path = account.download("surcharge.csv", text);
    let ran = account.run(&["import", &path]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.errors.matches("Service\\u001b Surcharge Amount").count(), 1, "{ran:?}");
    assert!(!ran.out.contains("Surcharge"), "{ran:?}");
    let bills = account.bills("2026-11", &["--offline", "--product", "all"]).json();
    assert_eq!(bills["totals"][0]["payable"], "2.5", "{bills}");
}
