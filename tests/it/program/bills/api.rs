//! Bills from the API: sums are exact for every grouping.

use super::fixture::*;
use crate::program::bills::sums::assert_totals;

#[test]
fn three_cycles_of_five_thousand_lines_and_two_currencies_sum_up_to_the_last_digit() {
    let bills = BillAccount::until(today());
    // Requests are paced, so that the cycles are fetched in parallel, each in its own home.
    thread::scope(|scope| {
        for cycle in bills.cycles() {
            let bills = &bills;
            scope.spawn(move || read_and_compare(bills, &cycle));
        }
        scope.spawn(two_currencies_are_never_added);
    });
}

fn read_and_compare(bills: &BillAccount, cycle: &str) {
    let account = Account::billed(bills);
    let rows: Vec<&RowFact> = bills.of_cycle(cycle).collect();
    assert_eq!(rows.len(), 5000);
    let ran = account.bills(cycle, &["--product", "all"]).succeeds();
    let document = ran.json();
    assert_eq!(document["schema"], "quotatop.bills/1");
    assert_eq!((&document["cycle"], &document["product"]), (&cycle.into(), &"all".into()));
    assert_eq!((&document["group_by"], &document["lines"]), (&"model".into(), &5000.into()));
    assert_eq!(document["feed"]["state"], "fresh");
    assert!(document["feed"]["error"].is_null() && document["feed"]["fetched_at"].is_string());
    let by_model = expected(rows.iter().copied(), GROUPINGS[0].1, Tax::Before);
    assert_eq!(printed(&document), by_model, "{cycle}");
    assert!(
        by_model.contains_key(&("other".to_owned(), "CNY".to_owned())),
        "lines with unknown instance IDs are included"
    );
    let requests = account.standin.count(&On::Bills);
    assert_stored(&account, cycle, &rows, Tax::Before);
    assert_eq!(account.standin.count(&On::Bills), requests, "offline sends no requests");
    assert_eq!(account.standin.count(&On::Overview), 0, "only the lines of the cycle are fetched");
}

fn two_currencies_are_never_added() {
    let bills = BillAccount::generate(today(), 300, &["CNY", "USD"]);
    let cycle = &bills.cycles()[0];
    let rows: Vec<&RowFact> = bills.of_cycle(cycle).collect();
    let account = Account::billed(&bills);
    let document = account.bills(cycle, &["--product", "all"]).json();
    let sums = expected(rows.iter().copied(), GROUPINGS[0].1, Tax::Before);
    assert_eq!(printed(&document), sums);
    assert_eq!(document["totals"].as_array().unwrap().len(), 2);
    assert_totals(&document, &sums);
    let is_in = |currency: &str| sums.contains_key(&("qwen-max".to_owned(), currency.to_owned()));
    assert!(is_in("CNY") && is_in("USD"), "one model, two currencies");
    assert_stored(&account, cycle, &rows, Tax::Before);
}
