//! The program is killed while a cycle loads: nothing that was whole is lost, nothing doubled.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use super::fixture::*;

/// How many days are asked for in one question; each question is kept before the next.
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
        let asked = account.days_in_order(before);
        let again: Vec<_> = asked.iter().filter(|day| whole.contains(day)).collect();
        assert!(again.is_empty(), "{again:?} were whole");
        // Every question but the last one was kept.
        let kept = asked.len().saturating_sub(1) / AT_ONCE * AT_ONCE;
        whole.extend(&asked[..kept]);
    }
    assert!(whole.len() >= AT_ONCE * 2, "{whole:?}");
    let before = account.standin.count(&On::Bills);
    let ran = account.bills(cycle, &[]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    let asked = account.days_asked(before);
    assert!(asked.is_disjoint(&whole), "{asked:?} {whole:?}");
    let rows: Vec<&RowFact> = bills.of_cycle(cycle).collect();
    assert_kept(&account, cycle, &rows, Tax::Before);
    account.assert_well_formed();
}

/// Starts reading a cycle, and kills the program while it waits for the answer after so many of them.
fn kill_after(account: &Account, cycle: &str, answers: usize) {
    let before = account.standin.count(&On::Bills);
    account.standin.fault(On::Bills, Fault::Hang);
    account.standin.fault_times(answers, On::Bills, Fault::Slow(Duration::ZERO));
    let mut child = Command::new(env!("CARGO_BIN_EXE_quotatop"))
        .env_clear()
        .envs(account.variables())
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
