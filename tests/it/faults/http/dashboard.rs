//! Servers that fail while the dashboard runs: one feed waits and the others do not, and keys always work.

use std::time::{Duration, Instant};

use crate::support::{
    account::Account,
    dashboard::FIRST,
    standin::{Facts, Fault, On},
    terminal::Terminal,
    waiting::until,
};

#[test]
fn a_rate_limit_delays_the_refresh_of_quotas_but_not_of_the_account() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    account.standin.fault(On::Quotas, Fault::too_many("3600"));
    terminal.press("r");
    terminal.wait_for("retry in");
    terminal.wait_for("quotas: rate-limited");
    account.standin.heal();
    account.spend(1);
    let of_quotas = || [On::Catalogue, On::Quotas].map(|on| account.standin.count(&on));
    let requests = of_quotas();
    for owed in ["1.00", "2.00"] {
        account.standin.set_balance(&format!("-{owed}"));
        terminal.press("r");
        terminal.wait_for(&format!("owes {owed}"));
    }
    assert_eq!(of_quotas(), requests, "requested during the rate limit");
    assert!(terminal.screen().contains(FIRST));
    terminal.leave();
    // The rate limit holds for the next run too.
    let again = account.open();
    again.wait_for("quotas: rate-limited");
    again.wait_for(FIRST);
    again.wait_for("owes 2.00");
    assert_eq!(of_quotas(), requests, "requested during the rate limit of an earlier run");
    again.leave();
}

#[test]
fn quotas_are_fetched_again_when_a_rate_limit_is_over() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    account.standin.fault_times(1, On::Quotas, Fault::too_many("2"));
    let next = account.spend(17);
    terminal.press("r");
    terminal.wait_for("rate-limited");
    terminal.press("r");
    terminal.wait_for(&next);
    terminal.wait_for_absence("rate-limited");
    terminal.leave();
}

#[test]
fn a_failing_balance_leaves_the_quotas_and_the_banner_alone() {
    let account = Account::new(Facts::default());
    account.standin.set_balance("-3.00");
    let mut terminal = account.open_on_data();
    terminal.wait_for("OVERDUE");
    account.standin.fault(On::Balance, Fault::refusal(403, "NotAuthorized", "no"));
    let next = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&next);
    terminal.wait_for("needs bss:DescribeAcccount");
    assert!(terminal.screen().contains("owes 3.00"), "{}", terminal.screen());
    account.standin.heal();
    account.standin.set_balance("5.00");
    terminal.press("r");
    terminal.wait_for_absence("OVERDUE");
    terminal.wait_for_absence("bss:DescribeAcccount");
    terminal.leave();
}

#[test]
fn a_hanging_server_delays_no_key_and_no_exit() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    account.standin.fault(On::Everything, Fault::Hang);
    let requests = account.standin.count(&On::Everything);
    terminal.press("r");
    until("a request", || account.standin.count(&On::Everything) > requests);
    terminal.wait_for("▌qwen-plus");
    terminal.press("j");
    terminal.wait_for("▌qwen-max");
    assert!(leaves_without_waiting(terminal));
    // Stored data are shown although no answer ever comes.
    let again = account.open();
    again.wait_for(FIRST);
    assert!(leaves_without_waiting(again));
    // Without stored data.
    std::fs::remove_dir_all(account.path("data")).unwrap();
    let first = account.open();
    first.wait_for("Loading models");
    assert!(leaves_without_waiting(first));
}

/// Whether it quits well before any request would time out (15 s).
fn leaves_without_waiting(terminal: Terminal) -> bool {
    let begun = Instant::now();
    terminal.leave();
    begun.elapsed() < Duration::from_secs(10)
}
