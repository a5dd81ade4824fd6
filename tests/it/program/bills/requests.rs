//! What is asked for, and what is not asked for again.

use super::fixture::*;

#[test]
fn nothing_is_asked_for_that_cannot_have_changed() {
    // Calls keep a pace: two cycles are read side by side.
    std::thread::scope(|scope| {
        scope.spawn(a_final_cycle_is_asked_for_once_and_kept_for_good);
        scope.spawn(of_the_running_cycle_only_days_that_may_still_change_are_asked_for_and_not_at_once);
    });
}

fn a_final_cycle_is_asked_for_once_and_kept_for_good() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    let cycle = &bills.cycles()[0];
    let nothing = account.bills(cycle, &["--offline"]);
    assert_eq!(nothing.status, 1, "{nothing:?}");
    assert!(nothing.errors.contains("without --offline"), "{nothing:?}");
    assert_eq!(account.standin.count(&On::Everything), 0);
    let first = account.bills(cycle, &[]);
    assert_eq!((first.status, first.errors.as_str()), (0, ""), "{first:?}");
    assert_eq!(account.days_asked(0), bills.days.iter().copied().filter(|day| is_of(*day, cycle)).collect());
    let asked = account.standin.count(&On::Everything);
    let offline = account.bills(cycle, &["--offline"]);
    assert_eq!((offline.status, offline.errors.as_str()), (0, ""), "{offline:?}");
    assert_eq!(account.standin.count(&On::Everything), asked);
    let asked = account.standin.count(&On::Bills);
    pass(&account, TimeDelta::days(20));
    let again = account.bills(cycle, &[]);
    assert_eq!((again.status, account.standin.count(&On::Bills)), (0, asked), "{again:?}");
    for ran in [offline, again] {
        assert_eq!(printed(&ran.json()), printed(&first.json()));
        assert_eq!(ran.json()["feed"]["state"], "fresh");
    }
    account.assert_well_formed();
}

fn of_the_running_cycle_only_days_that_may_still_change_are_asked_for_and_not_at_once() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    let cycle = &bills.cycles()[2];
    let began = today();
    assert_eq!(account.bills(cycle, &[]).status, 0);
    let up_to = |days: BTreeSet<NaiveDate>| -> BTreeSet<NaiveDate> {
        days.into_iter().filter(|day| *day <= began).collect()
    };
    let days: BTreeSet<NaiveDate> = bills.days.iter().copied().filter(|day| is_of(*day, cycle)).collect();
    assert_eq!(up_to(account.days_asked(0)), days);
    let asked = account.standin.count(&On::Bills);
    assert_eq!(account.bills(cycle, &[]).status, 0);
    assert!(up_to(account.days_asked(asked)).is_empty(), "asked again at once");
    let asked = account.standin.count(&On::Bills);
    let by_then = pass(&account, TimeDelta::minutes(16));
    assert_eq!(account.bills(cycle, &[]).status, 0);
    // A day is settled 72 hours after it is over.
    let unsettled = |day: &NaiveDate| {
        let over = (*day + TimeDelta::days(1)).and_hms_opt(0, 0, 0).unwrap().and_utc() - TimeDelta::hours(8);
        by_then < over + TimeDelta::hours(72)
    };
    assert_eq!(up_to(account.days_asked(asked)), days.into_iter().filter(unsettled).collect());
    account.assert_well_formed();
}

fn is_of(day: NaiveDate, cycle: &str) -> bool {
    day.format("%Y-%m").to_string() == cycle
}

/// Makes the asking for every day so much older; when the oldest of them is then.
fn pass(account: &Account, time: TimeDelta) -> DateTime<Utc> {
    let store = rusqlite::Connection::open(account.store()).unwrap();
    let micros = time.num_microseconds().unwrap();
    assert!(store.execute("UPDATE bill_day SET asked_at = asked_at - ?1", [micros]).unwrap() > 0);
    let oldest = "SELECT min(asked_at) FROM bill_day";
    DateTime::from_timestamp_micros(store.query_row(oldest, [], |row| row.get(0)).unwrap()).unwrap()
}
