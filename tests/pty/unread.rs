//! A terminal that is not read: a frozen connection, a stopped multiplexer.

use crate::{
    snapshot, start_on_snapshot,
    terminal::{Start, Terminal},
};

/// More than a terminal takes without being read.
const LARGE: (u16, u16) = (300, 100);

#[test]
fn every_way_out_works_while_nothing_is_read_and_gives_the_terminal_back() {
    for (keys, signal) in [("q", ""), ("\x03", ""), ("", "TERM"), ("", "HUP")] {
        let mut terminal = start_on_snapshot(&[]);
        terminal.stop_reading();
        for _ in 0..4 {
            terminal.resize(LARGE.0 - 1, LARGE.1);
            terminal.resize(LARGE.0, LARGE.1);
        }
        if signal.is_empty() {
            terminal.press(keys);
        } else {
            terminal.signal(signal);
        }
        assert_eq!(terminal.wait_for_end(), 0, "{keys:?} {signal}");
        terminal.read_again();
        terminal.assert_given_back();
    }
}

#[test]
fn a_terminal_that_was_never_read_is_left_as_well() {
    let snapshot = snapshot();
    let mut terminal = Terminal::start(Start {
        arguments: &["--snapshot", "$HOME/quotas.json"],
        files: &[("quotas.json", &snapshot)],
        size: Some(LARGE),
        unread: true,
        ..Start::default()
    });
    assert_eq!(terminal.press_until_end("q"), 0);
    terminal.read_again();
    terminal.assert_given_back();
}

#[test]
fn what_is_read_after_a_pause_is_the_screen_as_it_is() {
    let mut terminal = start_on_snapshot(&[]);
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
    // The clock may go on between two looks, but nothing else is left over from what was not read.
    let shown = terminal.screen();
    terminal.signal("WINCH");
    let without_clock = |screen: &str| screen.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    terminal.wait_until("the same screen, drawn as a whole", |screen| {
        without_clock(screen) == without_clock(&shown)
    });
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}
