//! A closed cycle that is not paid, as the dashboard tells it.

use super::fixture::*;
use crate::support::terminal::{Start, Terminal};

#[test]
fn a_closed_cycle_that_is_not_paid_is_told_whatever_the_balance() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    account.standin.set_balance("0.00");
    let variables = account.variables();
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut terminal = Terminal::start(Start { variables: &variables, ..Start::default() });
    terminal.wait_for(&format!("the bill of {} is not paid", bills.cycles()[1]));
    assert!(account.standin.count(&On::Overview) > 0);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    account.assert_well_formed();
}
