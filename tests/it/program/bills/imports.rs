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
    let account = Account::without_key(bills);
    let path = account.download(&name(Utc::now()), &file(header, bills.rows.iter()));
    let lines = if bills.rows.len() == 15_000 { "15,000" } else { "1,200" };
    account.run(&["import", &path]).succeeds().prints(&format!("{lines} lines new, 0 already known"));
    account.run(&["import", &path]).succeeds().prints(&format!("0 lines new, {lines} already known"));
    for cycle in bills.cycles() {
        let rows: Vec<&RowFact> = bills.of_cycle(&cycle).collect();
        assert_stored(&account, &cycle, &rows, tax);
    }
    assert_eq!(account.standin.count(&On::Everything), 0);
}

#[test]
fn without_an_access_key_imported_bills_are_printed_with_a_warning() {
    let bills = small_bills();
    let account = Account::without_key(&bills);
    let cycle = &bills.cycles()[1];
    let nothing = account.bills(cycle, &[]).exits(3);
    assert_eq!(nothing.json()["feed"]["state"], "off");
    let reported = nothing.json()["feed"]["error"].to_string() + &nothing.errors;
    assert!(!reported.contains("account not checked"), "{nothing:?}");
    assert_eq!(reported.matches("bssapi:DescribeInstanceBill").count(), 2, "{nothing:?}");
    account.import(&name(Utc::now()), &file(OLD, bills.of_cycle(cycle))).exits(0);
    let ran = account.bills(cycle, &["--product", "all"]).exits(0).reports_all(&["bills: ", "AccessKey"]);
    assert_eq!(printed(&ran.json()), expected(bills.of_cycle(cycle), GROUPINGS[0].1, Tax::Before));
    assert_eq!(account.standin.count(&On::Bills), 0);
}

#[test]
fn an_import_without_storage_says_where_and_what_to_do() {
    let bills = small_bills();
    let account = Account::without_key(&bills);
    let path = account.download(&name(Utc::now()), &file(OLD, bills.of_cycle(&bills.cycles()[1])));
    account.write("data/quotatop", "in the way of the folder");
    let ran = account.run(&["import", &path]).fails(1);
    ran.reports_all(&["cannot be saved in ", "data/quotatop/", "quotatop doctor"]);
}

#[test]
fn a_split_export_is_whole_in_one_call() {
    let bills = small_bills();
    let account = Account::without_key(&bills);
    let cycle = &bills.cycles()[0];
    let rows: Vec<&RowFact> = bills.of_cycle(cycle).collect();
    // Cut within a day.
    let at = (150..rows.len()).find(|at| rows[*at].day == rows[at - 1].day).unwrap();
    let now = Utc::now();
    let parts = [(now, &rows[..at]), (now - chrono::TimeDelta::seconds(40), &rows[at..])];
    let paths =
        parts.map(|(when, rows)| account.download(&name(when), &file(UPGRADED, rows.iter().copied())));
    account.run(&["import", &paths[0], &paths[1]]).succeeds().prints("400 lines new");
    assert_stored(&account, cycle, &rows, Tax::With);
}

#[test]
fn nothing_is_imported_when_one_file_is_unreadable() {
    let bills = small_bills();
    let account = Account::without_key(&bills);
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
        (packed, "unpack it"),
    ] {
        account.run(&["import", &good, &bad]).fails(1).reports_all(&[says, "nothing imported"]);
        account.bills(cycle, &["--offline"]).exits(1);
    }
}
