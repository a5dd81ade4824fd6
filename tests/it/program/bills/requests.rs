//! Which days are fetched, and which are not fetched again.

use super::fixture::*;

#[test]
fn only_days_that_may_have_changed_are_fetched_again() {
    // Requests are paced, so that two cycles are fetched in parallel.
    std::thread::scope(|scope| {
        scope.spawn(a_final_cycle_is_fetched_once_and_stored_for_good);
        scope.spawn(unsettled_days_of_the_current_cycle_are_fetched_again_after_a_while);
    });
}

fn a_final_cycle_is_fetched_once_and_stored_for_good() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    let cycle = &bills.cycles()[0];
    account.bills(cycle, &["--offline"]).exits(1).reports("without --offline");
    assert_eq!(account.standin.count(&On::Everything), 0);
    let first = account.bills(cycle, &[]).succeeds();
    assert_eq!(account.requested_days(0), bills.days_of(cycle));
    let requests = account.standin.count(&On::Everything);
    let offline = account.bills(cycle, &["--offline"]).succeeds();
    assert_eq!(account.standin.count(&On::Everything), requests);
    let requests = account.standin.count(&On::Bills);
    pass(&account, TimeDelta::days(20));
    let again = account.bills(cycle, &[]).exits(0);
    assert_eq!(account.standin.count(&On::Bills), requests);
    for ran in [offline, again] {
        assert_eq!(printed(&ran.json()), printed(&first.json()));
        assert_eq!(ran.json()["feed"]["state"], "fresh");
    }
}

fn unsettled_days_of_the_current_cycle_are_fetched_again_after_a_while() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    let cycle = &bills.cycles()[2];
    let began = today();
    account.bills(cycle, &[]).exits(0);
    let up_to = |days: BTreeSet<NaiveDate>| -> BTreeSet<NaiveDate> {
        days.into_iter().filter(|day| *day <= began).collect()
    };
    let days = bills.days_of(cycle);
    assert_eq!(up_to(account.requested_days(0)), days);
    let requests = account.standin.count(&On::Bills);
    account.bills(cycle, &[]).exits(0);
    assert!(up_to(account.requested_days(requests)).is_empty(), "fetched again at once");
    let requests = account.standin.count(&On::Bills);
    let by_then = pass(&account, TimeDelta::minutes(16));
    account.bills(cycle, &[]).exits(0);
    // A day is settled 72 hours after it is over.
    let unsettled = |day: &NaiveDate| {
        let over = (*day + TimeDelta::days(1)).and_hms_opt(0, 0, 0).unwrap().and_utc() - TimeDelta::hours(8);
        by_then < over + TimeDelta::hours(72)
    };
    assert_eq!(up_to(account.requested_days(requests)), days.into_iter().filter(unsettled).collect());
}

/// Makes the last fetch of every day older by this time, and returns when the oldest then was.
fn pass(account: &Account, time: TimeDelta) -> DateTime<Utc> {
    let store = account.database();
    let micros = time.num_microseconds().unwrap();
    assert!(store.execute("UPDATE bill_day SET asked_at = asked_at - ?1", [micros]).unwrap() > 0);
    let oldest = "SELECT min(asked_at) FROM bill_day";
    DateTime::from_timestamp_micros(store.query_row(oldest, [], |row| row.get(0)).unwrap()).unwrap()
}
