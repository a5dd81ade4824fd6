//! The dashboard continues while its output is blocked: it polls, raises alerts, and ends on a signal.

use super::*;
use crate::support::{receiver::Receiver, standin::ModelFact};

/// Enough models to fill a screen larger than a terminal buffers.
fn many_models() -> Facts {
    let mut facts = Facts::default();
    facts
        .models
        .extend((0..400).map(|number| ModelFact::text(&format!("model-{number}"), "1000000", "500000")));
    facts
}

#[test]
fn a_dashboard_whose_output_is_blocked_polls_raises_alerts_and_ends_on_a_signal() {
    let account = Account::new(many_models());
    account.standin.set_balance("-12.40");
    let receiver = Receiver::start("/hook");
    account.add_webhook(&receiver.url);
    let start = Start { size: Some((300, 400)), unread: true, ..Start::default() };
    let mut terminal = account.terminal(start);
    // The quotas may be answered before the account.
    receiver.wait_for_text("overdue");
    let requests = account.standin.count(&On::Quotas);
    terminal.press("r");
    account.standin.wait_for(requests + 1, &On::Quotas);
    terminal.signal("TERM");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.read_again();
    terminal.assert_restored();
}

#[test]
fn data_fetched_while_output_was_blocked_are_shown_afterwards() {
    let account = Account::new(many_models());
    let mut terminal = account.open_on_data();
    terminal.stop_reading();
    terminal.resize(300, 400);
    let shown = account.spend(12_345);
    let requests = account.standin.count(&On::Quotas);
    terminal.press("r");
    account.standin.wait_for(requests + 1, &On::Quotas);
    terminal.read_again();
    terminal.wait_for(&shown);
    terminal.leave();
}

/// The log's own errors would be written into the screen.
#[test]
fn a_log_on_a_full_disk_leaves_the_screen_alone() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_with(&["--verbose", "--log-file", "/dev/full"]);
    terminal.wait_for(FIRST);
    let shown = account.spend(321);
    terminal.press("r");
    terminal.wait_for(&shown);
    assert!(!terminal.has_sent("Unable to write"), "{}", terminal.screen());
    terminal.leave();
}

/// SIGXFSZ would kill it and leave the terminal raw.
#[test]
fn a_limit_on_file_sizes_does_not_end_the_dashboard() {
    let account = Account::new(Facts::default());
    let terminal = account.terminal(Start {
        arguments: &["--log-file", "log"],
        shell: Some("ulimit -f 0; exec \"$0\" \"$@\""),
        ..Start::default()
    });
    terminal.wait_for(FIRST);
    terminal.leave();
}
