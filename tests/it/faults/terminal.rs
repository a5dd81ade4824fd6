//! The terminal: resized without end, suspended, closed, or given back after a crash.

use crate::support::{
    random::Random,
    shown::{show, show_snapshot, snapshot},
    terminal::{Start, ends_when_its_terminal_vanishes},
};

#[test]
fn every_way_to_quit_restores_the_terminal() {
    for keys in ["q", "\x03"] {
        show_snapshot().leave_by(keys);
    }
    for signal in ["TERM", "HUP", "INT"] {
        show_snapshot().leave_by_signal(signal);
    }
}

#[test]
fn a_panic_restores_the_terminal_and_is_reported() {
    let mut terminal = show(Start { variables: &[("QUOTATOP_TEST_PANIC", "1")], ..Start::default() });
    terminal.press("!");
    assert_ne!(terminal.wait_for_end(), 0);
    terminal.assert_restored();
    terminal.wait_for("panicked");
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let file = tempfile::tempdir().unwrap();
    let path = file.path().join("quotas.json");
    std::fs::write(&path, snapshot()).unwrap();
    assert!(ends_when_its_terminal_vanishes(&path, "qwen-plus"));
}

#[test]
fn suspending_hands_the_terminal_to_the_shell_and_back() {
    let mut terminal = show_snapshot();
    terminal.press("\x1a");
    terminal.wait_for_absence("24,098/1,000,000");
    terminal.continue_until("24,098/1,000,000");
    terminal.leave();
}

/// Of every size, up to 400 × 150.
#[test]
fn ten_thousand_resizes() {
    let terminal = show_snapshot();
    let mut random = Random(1);
    for _ in 0..10_000 {
        let [columns, rows] = [400, 150].map(|most| u16::try_from(1 + random.below(most)).unwrap());
        terminal.resize(columns, rows);
    }
    terminal.resize(120, 36);
    terminal.wait_for("24,098/1,000,000");
    if let Some(peak) = terminal.peak_memory() {
        assert!(peak < 64 * 1024 * 1024, "{} KiB", peak / 1024);
    }
    terminal.leave();
}

#[test]
fn suspended_and_continued_many_times() {
    let mut terminal = show_snapshot();
    for (keys, selected) in
        [("j", "▌qwen-max"), ("j", "▌qwen-turbo"), ("k", "▌qwen-max"), ("k", "▌qwen-plus")]
    {
        terminal.press("\x1a");
        terminal.wait_for_absence("24,098/1,000,000");
        terminal.resize(100, 30);
        terminal.resize(120, 36);
        terminal.continue_until("24,098/1,000,000");
        terminal.press(keys);
        terminal.wait_for(selected);
    }
    terminal.leave();
}

/// Not only the terminal's own key suspends.
#[test]
fn suspended_by_a_signal_and_continued() {
    let terminal = show_snapshot();
    terminal.signal("TSTP");
    terminal.wait_for_absence("24,098/1,000,000");
    terminal.continue_until("24,098/1,000,000");
    terminal.leave();
}
