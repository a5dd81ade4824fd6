//! An unpaid closed cycle on the dashboard.

use super::fixture::*;
use crate::support::terminal::Start;

#[test]
fn an_unpaid_closed_cycle_is_shown_whatever_the_balance() {
    let bills = small_bills();
    let account = Account::billed(&bills);
    account.standin.set_balance("0.00");
    let terminal = account.terminal(Start::default());
    terminal.wait_for(&format!("the {} bill is unpaid", bills.cycles()[1]));
    assert!(account.standin.count(&On::Overview) > 0);
    terminal.leave();
}
