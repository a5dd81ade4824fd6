//! Days from the API and from files: the fresher complete one is shown.

use super::fixture::*;

#[test]
fn the_fresher_complete_day_wins_in_either_order() {
    let (fetched, exported) = (small_bills(), BillAccount::generate(today(), 500, &["CNY"]));
    let cycle = &fetched.cycles()[0];
    let account = Account::billed(&fetched);
    // The API is a day late: an export from an hour ago is fresher, one from three days ago is not.
    let (fresh, old) = (Utc::now() - TimeDelta::hours(1), Utc::now() - TimeDelta::days(3));
    let import = |days: std::ops::RangeInclusive<u32>, exported_at| {
        let rows = exported.of_cycle(cycle).filter(|row| days.contains(&row.day.day()));
        let ran =
            account.run(&["import", &account.download(&name(exported_at), &file(OLD, rows))]).succeeds();
        ran.out
    };
    assert!(import(1..=5, fresh).contains("days saved: 5"));
    assert!(import(6..=10, old).contains("days saved: 5"));
    account.bills(cycle, &[]).succeeds();
    assert!(import(11..=15, fresh).contains("days saved: 5"));
    let refused = import(16..=20, old);
    assert!(refused.contains("0 lines new") && refused.contains("outdated"), "{refused}");
    let from_files: BTreeSet<u32> = (1..=5).chain(11..=15).collect();
    let rows: Vec<&RowFact> = fetched
        .of_cycle(cycle)
        .filter(|row| !from_files.contains(&row.day.day()))
        .chain(exported.of_cycle(cycle).filter(|row| from_files.contains(&row.day.day())))
        .collect();
    assert_stored(&account, cycle, &rows, Tax::Before);
}
