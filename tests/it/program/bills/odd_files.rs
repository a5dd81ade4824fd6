//! Files from other programs and consoles: what is printed, and the exit status.

use super::fixture::*;

fn sample(name: &str) -> String {
    format!("{}/tests/it/source/bill_file/files/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The bill of November 2026 after this sample is imported.
fn bills_of(name: &str) -> Value {
    let account = Account::without_key(&small_bills());
    let ran = account.run(&["import", &sample(name)]).succeeds();
    assert!(!ran.out.contains("not understood"), "{ran:?}");
    printed_bills(&account)
}

fn printed_bills(account: &Account) -> Value {
    account.bills("2026-11", &["--offline", "--product", "all"]).json()
}

#[test]
fn refunds_in_brackets_are_part_of_every_sum() {
    let bills = bills_of("refunds.csv");
    assert_eq!(bills["totals"][0]["payable"], "2.176", "{bills}");
    assert_eq!(bills["lines"], 3);
}

#[test]
fn english_exports_are_read() {
    for (name, payable, gross, reason) in
        [("english-standard.csv", "2.976", "2.976", ""), ("english-console.csv", "2.1", "2.976", "batch")]
    {
        let bills = bills_of(name);
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
    let account = Account::without_key(&small_bills());
    let text = "BillingDate,ProductCode,InstanceID,PretaxAmount,Currency,Service\u{1b} Surcharge Amount\n\
        2026-11-20,sfm,1;llm-a;qwen-max;x;app,1.5,USD,0.25\n2026-11-20,sfm,1;llm-a;qwen-max;x;app,1,USD,0.25\n";
    let ran = account.import("surcharge.csv", text).exits(0);
    assert_eq!(ran.errors.matches("Service\\u001b Surcharge Amount").count(), 1, "{ran:?}");
    assert!(!ran.out.contains("Surcharge"), "{ran:?}");
    let bills = printed_bills(&account);
    assert_eq!(bills["totals"][0]["payable"], "2.5", "{bills}");
}

#[test]
fn other_line_ends_and_encodings_are_read() {
    for (name, payable, lines) in [("macintosh.csv", "5.952", 2), ("utf16.csv", "2.976", 1)] {
        let bills = bills_of(name);
        assert_eq!(bills["totals"][0]["payable"], payable, "{bills}");
        assert_eq!(bills["lines"], lines);
    }
}

const HEADER: &str = "BillingDate,ProductCode,InstanceID,PretaxAmount,Currency\n";

#[test]
fn a_file_without_importable_lines_fails_with_the_reason() {
    let account = Account::without_key(&small_bills());
    let by_month = format!("{HEADER},sfm,1;llm-a;qwen-max;x;app,1.5,USD\n");
    for (name, text, says) in [
        ("empty.csv", "", "is empty"),
        ("blank.csv", "\n\r\n", "is empty"),
        ("header.csv", HEADER, "has a header and no lines"),
        ("blanks.csv", &format!("{HEADER},,,,\n\n"), "has a header and no lines"),
        ("month.csv", &by_month, "no row is a bill line"),
        ("gbk.csv", "name,age\nx,1\n", "has no column for"),
        ("x_daysummary.csv", HEADER, "is a daily summary"),
    ] {
        let ran = account.import(name, text).fails(1);
        assert!(ran.errors.contains(says) && ran.errors.contains(name), "{name}: {ran:?}");
    }
}

#[test]
fn valid_files_are_imported_alongside_an_empty_one() {
    let good = format!("{HEADER}2026-11-20,ecs,i-1,1.5,USD\n");
    for (other, text, status) in [
        ("empty.csv", "", 1),
        ("header.csv", HEADER, 1),
        ("x_daysummary.csv", HEADER, 0),
        ("copy.csv", &good, 0),
    ] {
        let account = Account::without_key(&small_bills());
        let paths = [account.download("good.csv", &good), account.download(other, text)];
        let ran = account.run(&["import", &paths[0], &paths[1]]).exits(status);
        assert!(ran.out.contains("1 line new") && ran.errors.contains(other), "{other}: {ran:?}");
        let bills = printed_bills(&account);
        assert_eq!(bills["totals"][0]["payable"], "1.5", "{other}: {bills}");
    }
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_imported() {
    let account = Account::without_key(&small_bills());
    let pipe = account.path("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (path, says) in [
        (pipe.to_str().unwrap(), "is not a regular file"),
        ("/dev/zero", "is not a regular file"),
        (account.path("").to_str().unwrap(), "is a folder"),
    ] {
        account.run(&["import", path]).fails(1).reports(says);
    }
}
