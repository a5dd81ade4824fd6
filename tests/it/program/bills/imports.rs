//! Bills from exported files: the same sums in either layout, and no line twice.

use super::fixture::*;
use crate::{program::bills::export::UNTAXED, support::export_columns::UPGRADED};

#[test]
fn either_layout_sums_up_to_the_last_digit_and_comes_in_once() {
    let (bills, few) = (BillAccount::until(today()), small_bills());
    thread::scope(|scope| {
        scope.spawn(|| import_and_compare(&bills, OLD, Tax::Before));
        scope.spawn(|| import_and_compare(&bills, UPGRADED, Tax::With));
        scope.spawn(|| import_and_compare(&few, &format!("{UPGRADED},{UNTAXED}"), Tax::Both));
    });
}

fn import_and_compare(bills: &BillAccount, header: &str, tax: Tax) {
    let account = Account::unasked(bills);
    let path = account.download(&name(Utc::now()), &file(header, bills.rows.iter()));
    let imported = account.run(&["import", &path]);
    assert_eq!((imported.status, imported.errors.as_str()), (0, ""), "{tax:?}: {imported:?}");
    let lines = if bills.rows.len() == 15_000 { "15,000" } else { "1,200" };
    assert!(imported.out.contains(&format!("{lines} lines new, 0 known before")), "{tax:?}: {imported:?}");
    let again = account.run(&["import", &path]);
    assert_eq!((again.status, again.errors.as_str()), (0, ""), "{tax:?}: {again:?}");
    assert!(again.out.contains(&format!("0 lines new, {lines} known before")), "{tax:?}: {again:?}");
    for cycle in bills.cycles() {
        let rows: Vec<&RowFact> = bills.of_cycle(&cycle).collect();
        assert_kept(&account, &cycle, &rows, tax);
    }
    assert_eq!(account.standin.count(&On::Everything), 0);
}

#[test]
fn without_an_access_key_imported_bills_are_printed_and_it_is_said_that_nothing_can_be_asked() {
    let bills = small_bills();
    let account = Account::unasked(&bills);
    let cycle = &bills.cycles()[1];
    let nothing = account.bills(cycle, &[]);
    assert_eq!(nothing.status, 3, "{nothing:?}");
    assert_eq!(nothing.json()["feed"]["state"], "off");
    let reported = nothing.json()["feed"]["error"].to_string() + &nothing.errors;
    assert!(!reported.contains("account not checked"), "{nothing:?}");
    assert_eq!(reported.matches("bssapi:DescribeInstanceBill").count(), 2, "{nothing:?}");
    let path = account.download(&name(Utc::now()), &file(OLD, bills.of_cycle(cycle)));
    assert_eq!(account.run(&["import", &path]).status, 0);
    let ran = account.bills(cycle, &["--product", "all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.errors.contains("bills: ") && ran.errors.contains("AccessKey"), "{ran:?}");
    assert_eq!(printed(&ran.json()), expected(bills.of_cycle(cycle), GROUPINGS[0].1, Tax::Before));
    assert_eq!(account.standin.count(&On::Bills), 0);
    account.assert_well_formed();
}

#[test]
fn where_nothing_can_be_kept_an_import_says_where_and_what_to_do() {
    let bills = small_bills();
    let account = Account::unasked(&bills);
    let path = account.download(&name(Utc::now()), &file(OLD, bills.of_cycle(&bills.cycles()[1])));
    account.write("data/quotatop", "in the way of the folder");
    let ran = account.run(&["import", &path]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    for text in ["cannot be kept in ", "data/quotatop/", "quotatop doctor"] {
        assert!(ran.errors.contains(text), "{text}: {ran:?}");
    }
}

#[test]
fn a_split_export_is_whole_in_one_call() {
    let bills = small_bills();
    let account = Account::unasked(&bills);
    let cycle = &bills.cycles()[0];
    let rows: Vec<&RowFact> = bills.of_cycle(cycle).collect();
    // Cut within a day.
    let at = (150..rows.len()).find(|at| rows[*at].day == rows[at - 1].day).unwrap();
    let now = Utc::now();
    let parts = [(now, &rows[..at]), (now - chrono::TimeDelta::seconds(40), &rows[at..])];
    let paths =
        parts.map(|(when, rows)| account.download(&name(when), &file(UPGRADED, rows.iter().copied())));
    let imported = account.run(&["import", &paths[0], &paths[1]]);
    assert_eq!((imported.status, imported.errors.as_str()), (0, ""), "{imported:?}");
    assert!(imported.out.contains("400 lines new"), "{imported:?}");
    assert_kept(&account, cycle, &rows, Tax::With);
}

#[test]
fn nothing_comes_in_where_a_file_cannot_be_read() {
    let bills = small_bills();
    let account = Account::unasked(&bills);
    let cycle = &bills.cycles()[0];
    let good = account.download(&name(Utc::now()), &file(OLD, bills.of_cycle(cycle)));
    let mut cut = file(OLD, bills.of_cycle(cycle));
    cut.truncate(cut.len() - 8);
    let cut = account.download("cut.csv", &cut);
    let other = account.download("other.csv", "name,age\r\nx,1\r\n");
    let packed = account.download("bills.zip", "PK\u{3}\u{4}\u{14}");
    let missing = account.path("missing.csv").to_str().unwrap().to_owned();
    for (bad, says) in [
        (missing, "check the path"),
        (cut, "download it again"),
        (other, "export Bill Details"),
        (packed, "unpack it first"),
    ] {
        let ran = account.run(&["import", &good, &bad]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{bad}: {ran:?}");
        assert!(ran.errors.contains(says) && ran.errors.contains("nothing was imported"), "{ran:?}");
        assert_eq!(account.bills(cycle, &["--offline"]).status, 1, "{bad}");
    }
}
