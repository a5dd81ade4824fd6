//! Files as they come out of other programs and other consoles: what is printed of them, and with which status.

use super::fixture::*;

fn sample(name: &str) -> String {
    format!("{}/tests/it/source/bill_file/files/{name}", env!("CARGO_MANIFEST_DIR"))
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

#[test]
fn other_line_ends_and_encodings_are_read() {
    for (name, payable, lines) in [("macintosh.csv", "5.952", 2), ("utf16.csv", "2.976", 1)] {
        let (ran, bills) = imported(&sample(name));
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
        assert_eq!(bills["totals"][0]["payable"], payable, "{bills}");
        assert_eq!(bills["lines"], lines);
    }
}

const HEADER: &str = "BillingDate,ProductCode,InstanceID,PretaxAmount,Currency\n";

#[test]
fn a_file_from_which_nothing_is_imported_fails_and_says_why() {
    let account = Account::unasked(&small_bills());
    let by_month = format!("{HEADER},sfm,1;llm-a;qwen-max;x;app,1.5,USD\n");
    for (name, text, says) in [
        ("empty.csv", "", "is empty"),
        ("blank.csv", "\n\r\n", "is empty"),
        ("header.csv", HEADER, "has a header and no lines"),
        ("blanks.csv", &format!("{HEADER},,,,\n\n"), "has a header and no lines"),
        ("month.csv", &by_month, "no row is a bill line"),
        ("gbk.csv", "name,age\nx,1\n", "has no column for"),
        ("x_daysummary.csv", HEADER, "sums days up"),
    ] {
        let path = account.download(name, text);
        let ran = account.run(&["import", &path]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{name}: {ran:?}");
        assert!(ran.errors.contains(says) && ran.errors.contains(name), "{name}: {ran:?}");
    }
}

#[test]
fn beside_an_empty_file_the_others_are_imported() {
    let good = format!("{HEADER}2026-11-20,ecs,i-1,1.5,USD\n");
    for (other, text, status) in [
        ("empty.csv", "", 1),
        ("header.csv", HEADER, 1),
        ("x_daysummary.csv", HEADER, 0),
        ("copy.csv", &good, 0),
    ] {
        let account = Account::unasked(&small_bills());
        let paths = [account.download("good.csv", &good), account.download(other, text)];
        let ran = account.run(&["import", &paths[0], &paths[1]]);
        assert_eq!(ran.status, status, "{other}: {ran:?}");
        assert!(ran.out.contains("1 line new") && ran.errors.contains(other), "{other}: {ran:?}");
        // Lines of other products are lines, too.
        let bills = account.bills("2026-11", &["--offline", "--product", "all"]).json();
        assert_eq!(bills["totals"][0]["payable"], "1.5", "{other}: {bills}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    let account = Account::unasked(&small_bills());
    let pipe = account.path("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (path, says) in [
        (pipe.to_str().unwrap(), "is not a regular file"),
        ("/dev/zero", "is not a regular file"),
        (account.path("").to_str().unwrap(), "is a folder"),
    ] {
        let ran = account.run(&["import", path]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{path}: {ran:?}");
        assert!(ran.errors.contains(says), "{path}: {ran:?}");
    }
}
