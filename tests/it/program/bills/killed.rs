//! The program is killed while a cycle loads: no complete day is lost, and none counted twice.

use std::{process::Stdio, time::Duration};

use super::fixture::*;

/// How many days are fetched at once; they are stored before the next ones.
const AT_ONCE: usize = 4;

#[test]
fn a_killed_program_loses_and_doubles_nothing() {
    let bills = BillAccount::generate(today(), 3000, &["CNY"]);
    let cycle = &bills.cycles()[0];
    let account = Account::billed(&bills);
    let mut whole: BTreeSet<NaiveDate> = BTreeSet::new();
    for more in [1, 6, 11, 9] {
        let before = account.standin.count(&On::Bills);
        kill_after(&account, cycle, more);
        let requested = account.requested_days_in_order(before);
        let again: Vec<_> = requested.iter().filter(|day| whole.contains(day)).collect();
        assert!(again.is_empty(), "{again:?} were whole");
        // All days but those of the last fetch were stored.
        let stored = requested.len().saturating_sub(1) / AT_ONCE * AT_ONCE;
        whole.extend(&requested[..stored]);
    }
    assert!(whole.len() >= AT_ONCE * 2, "{whole:?}");
    let before = account.standin.count(&On::Bills);
    account.bills(cycle, &[]).succeeds();
    let requested = account.requested_days(before);
    assert!(requested.is_disjoint(&whole), "{requested:?} {whole:?}");
    let rows: Vec<&RowFact> = bills.of_cycle(cycle).collect();
    assert_stored(&account, cycle, &rows, Tax::Before);
}

/// Starts fetching a cycle, and kills the program after this many answers, while it waits for the next.
fn kill_after(account: &Account, cycle: &str, answers: usize) {
    let before = account.standin.count(&On::Bills);
    account.standin.fault(On::Bills, Fault::Hang);
    account.standin.fault_times(answers, On::Bills, Fault::Slow(Duration::ZERO));
    let mut child = account
        .command()
        .args(["bills", "--cycle", cycle])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    account.standin.wait_for(before + answers + 1, &On::Bills);
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it had ended before it was killed");
    account.standin.heal();
}
