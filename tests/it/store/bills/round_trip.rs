//! What is saved comes back in the next run, to the last digit, and only for its own account.

use strum::IntoEnumIterator as _;

use super::fixture::*;

fn full(number: i64) -> BillLine {
    let text = |what: &str| format!("{what} {number} 输入 \"quoted\", \u{1b}[31m\n");
    let mut figures = Figures::default();
    for (place, figure) in (0_i64..).zip(Figure::iter()) {
        let value = format!("-{}.{number:03}0", place * 1_000_000_007);
        figures.set(figure, Some(value.parse().unwrap()));
    }
    BillLine {
        charge: Arc::new(Charge {
            instance_id: text("instance"),
            product_code: text("product code"),
            product_name: text("product name"),
            product_detail: text("product detail"),
            commodity_code: text("commodity"),
            region: text("region"),
            fee_type: text("fee type"),
            item: text("item"),
            item_code: text("item code"),
            currency: text("currency"),
            unit: text("unit"),
            others: vec![(text("name"), text("value")), (String::new(), String::new())],
        }),
        figures,
        row_id: Some(text("row")),
        extras: vec![(text("extra"), text("value")), ("CashAmount".to_owned(), "0.10".to_owned())],
    }
}

fn bare() -> BillLine {
    BillLine { charge: Arc::default(), figures: Figures::default(), row_id: None, extras: Vec::new() }
}

#[test]
fn every_field_comes_back_in_the_next_run() {
    let desk = Desk::new();
    let lines = vec![full(1), bare(), full(2), bare(), full(1)];
    let (of, read_at) = (day("2026-10-31"), at("2026-11-21T06:00:00.123456Z"));
    desk.save(vec![bill_day(of, Api, read_at, lines.clone())]).unwrap();
    let desk = desk.reopened();

    let ledger = desk.cycle("2026-10").ledger;
    let [known] = ledger.days() else { panic!("{:?}", ledger.days()) };
    assert_eq!(
        (known.day, known.origin, known.read_at, known.answered_at),
        (of, Api, read_at, Some(read_at))
    );
    let back = all_lines(&desk.store, &account("a"), "2026-10", None);
    let back: Vec<BillLine> = back
        .into_iter()
        .map(|(on, line)| {
            assert_eq!(on, of);
            line
        })
        .collect();
    assert_eq!(back, lines);
    assert_eq!(format!("{back:?}"), format!("{lines:?}"), "digit by digit");
    assert_eq!(ledger.lines(), 5);
    desk.check_sums("2026-10");
    let sums = ledger.subjects().find(|it| it.whole_charge() == *lines[0].charge).unwrap().sums();
    assert_eq!(sums.get(Figure::Usage), Tally::Exact("-0.0020".parse().unwrap()));
}

#[test]
fn a_cycle_has_its_own_days_and_charges_are_shared() {
    let desk = Desk::new();
    let days = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"];
    desk.save(days.map(|of| read(of, Api, "06:00", &["1", "2.5"])).into()).unwrap();
    desk.save(vec![read("2026-10-02", Api, "06:00", &[])]).unwrap();
    let ledger = desk.cycle("2026-10").ledger;
    let days: Vec<String> = ledger.days().iter().map(|stored| stored.day.to_string()).collect();
    assert_eq!(days, ["2026-10-01", "2026-10-02", "2026-10-31"], "a day without lines counts");
    let subject = ledger.subject(0).unwrap();
    assert_eq!(ledger.subjects().len(), 1);
    assert_eq!(subject.tally(Figure::Payable), Tally::Exact("7.0".parse().unwrap()));
    assert_eq!(subject.id(), desk.cycle("2026-11").ledger.subject(0).unwrap().id());
    assert_eq!(desk.cycles(), ["2026-09", "2026-10", "2026-11"]);
    assert_eq!(desk.cycle("2025-01").ledger.days(), []);
}

#[test]
fn accounts_are_separate() {
    let desk = Desk::new();
    let [a, b] = ["a", "b"].map(account);
    let mut other_login = account("a");
    other_login.fingerprint = "another".to_owned();
    for (number, account) in ["1", "2", "3"].into_iter().zip([&a, &b, &other_login]) {
        save(&desk.store, account, vec![read("2026-10-01", Api, "06:00", &[number])]).unwrap();
    }
    for (number, account) in ["1", "2", "3"].into_iter().zip([&a, &b, &other_login]) {
        let lines = all_lines(&desk.store, account, "2026-10", None);
        assert_eq!(lines, [(day("2026-10-01"), line("one", number))]);
    }
    assert_eq!(read_cycle(&desk.store, &account("c"), "2026-10").ledger.days(), []);
}

#[test]
fn outstanding_amounts_come_back_by_cycle() {
    let desk = Desk::new();
    let owed = |amount: &str| Outstanding(vec![("CNY".to_owned(), amount.parse().unwrap())]);
    let [first, second] = [at("2026-11-21T06:00:00Z"), at("2026-11-21T07:00:00Z")];
    let [august, september] = ["2026-08", "2026-09"].map(|cycle| cycle.parse().unwrap());
    desk.store.save_outstanding(&account("a"), august, owed("12.40"), second);
    desk.store.save_outstanding(&account("a"), august, owed("99"), first);
    desk.store.save_outstanding(&account("a"), september, Outstanding::default(), first);
    desk.store.save_outstanding(&account("b"), september, owed("7"), second);
    let desk = desk.reopened();
    let expected = [
        (august, Dated { value: owed("12.40"), fetched_at: second }),
        (september, Dated { value: Outstanding::default(), fetched_at: first }),
    ];
    assert_eq!(desk.outstanding(), expected.into());
    assert_eq!(desk.cycles(), ["2026-08", "2026-09"]);
}

#[test]
fn a_store_in_memory_has_its_data_as_long_as_it_is_open() {
    let store = Store::in_memory(Arc::new(new_year), |notice| panic!("{notice:?}"));
    let days = vec![read("2026-10-01", Api, "06:00", &["1.50", "-0.50"])];
    assert_eq!(save(&store, &account("a"), days.clone()).unwrap().new, 2);
    assert_eq!(save(&store, &account("a"), days).unwrap().known, 2);
    check_sums(&store, "2026-10");
    assert_eq!(read_cycle(&store, &account("a"), "2026-10").ledger.lines(), 2);
    store.flush().wait();
    let another = Store::in_memory(Arc::new(new_year), |notice| panic!("{notice:?}"));
    assert_eq!(read_cycle(&another, &account("a"), "2026-10").ledger.lines(), 0);
}
