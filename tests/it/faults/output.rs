//! A terminal whose output is not read, such as a frozen connection or a stopped multiplexer: the program goes on, ends
//! when it is to, and shows the present state afterwards.

use crate::support::{
    account::Account,
    receiver::Receiver,
    shown::{snapshot_with, start_on},
    standin::{Facts, ModelFact, On},
    terminal::{Start, Terminal},
};

/// A frame of this size is more than a terminal buffers.
const LARGE: (u16, u16) = (300, 400);

/// Otherwise a snapshot is as old as its file.
const TAKEN: &str = r#"{"taken_at": "2026-11-01T00:00:00Z", "#;

fn snapshot() -> String {
    let names: Vec<String> = (0..400).map(|number| format!("model-{number}")).collect();
    snapshot_with(&names).replacen('{', TAKEN, 1)
}

fn open_on(snapshot: &str) -> Terminal {
    let terminal = start_on(snapshot, Start::default());
    terminal.wait_for("24,098/1,000,000");
    terminal
}

#[test]
fn every_way_to_quit_works_while_output_is_blocked() {
    for (keys, signal) in [("q", ""), ("\x03", ""), ("", "TERM"), ("", "HUP")] {
        let mut terminal = open_on(&snapshot());
        terminal.stop_reading();
        terminal.resize(LARGE.0, LARGE.1);
        if signal.is_empty() {
            terminal.press(keys);
        } else {
            terminal.signal(signal);
        }
        assert_eq!(terminal.wait_for_end(), 0, "{keys:?} {signal}");
        terminal.read_again();
        terminal.assert_restored();
    }
}

#[test]
fn a_terminal_that_was_never_read_is_restored_too() {
    let start = Start { size: Some(LARGE), unread: true, ..Start::default() };
    let mut terminal = start_on(&snapshot(), start);
    assert_eq!(terminal.press_until_end("q"), 0);
    terminal.read_again();
    terminal.assert_restored();
}

#[test]
fn the_current_screen_is_drawn_after_a_pause() {
    let snapshot = snapshot();
    let mut terminal = open_on(&snapshot);
    terminal.stop_reading();
    for _ in 0..4 {
        terminal.resize(LARGE.0, LARGE.1);
        terminal.resize(120, 36);
        terminal.press("?");
        terminal.press("?");
    }
    terminal.press("/turbo\r");
    terminal.read_again();
    terminal.wait_for_absence("qwen-max");
    terminal.wait_for("640,000/1,000,000");
    let mut other = open_on(&snapshot);
    other.press("/turbo\r");
    other.wait_for_absence("qwen-max");
    other.wait_for("640,000/1,000,000");
    // The clock may advance, and written blanks look like cleared cells.
    let without_clock =
        |screen: &str| screen.lines().skip(1).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    terminal.wait_until("the same screen", |screen| without_clock(screen) == without_clock(&other.screen()));
    terminal.leave();
}

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
