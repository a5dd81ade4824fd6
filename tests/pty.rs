//! End to end: the real binary in a real pseudo-terminal, waited for by what is on the screen.

mod terminal;

use terminal::{Start, Terminal};

/// A snapshot whose countdowns are all far away: nothing on screen changes but once a minute.
fn snapshot() -> String {
    let model = |name: &str, remaining: u64, days: u32| {
        format!(
            r#"{{"model": "{name}", "kind": "text", "unit": "tokens", "total": 1000000, "remaining": {remaining},
                "expires_at": "2199-12-{days:02}T00:00:00Z", "quota_status": "VALID", "free_quota_only": false}}"#
        )
    };
    let models =
        [model("qwen-max", 24_098, 4), model("qwen-plus", 0, 4), model("qwen-turbo", 640_000, 9)].join(",");
    format!(
        r#"{{"schema": "quotatop.snapshot/1", "account": {{"state": "good", "available": "1.00", "currency": "USD"}},
            "models": [{models}]}}"#
    )
}

fn start_on_snapshot(variables: &[(&str, &str)]) -> Terminal {
    let snapshot = snapshot();
    let terminal = Terminal::start(Start {
        arguments: &["--snapshot", "$HOME/quotas.json"],
        files: &[("quotas.json", &snapshot)],
        variables,
        ..Start::default()
    });
    terminal.wait_for("24,098/1,000,000");
    terminal
}

#[test]
fn a_snapshot_is_shown_moved_through_filtered_and_left() {
    let mut terminal = start_on_snapshot(&[]);
    terminal.press("/turbo");
    terminal.wait_for_absence("qwen-plus");
    terminal.wait_for("640,000/1,000,000");
    terminal.press("\x1b");
    terminal.wait_for("qwen-plus");
    terminal.press("?");
    terminal.wait_for("Tab");
    terminal.wait_for_absence("qwen-plus");
    terminal.press("?");
    terminal.wait_for("qwen-plus");
    terminal.resize(80, 24);
    terminal.wait_for("24,098/1,000,000");
    terminal.resize(30, 5);
    terminal.wait_for_absence("24,098/1,000,000");
    terminal.resize(120, 36);
    terminal.wait_for("24,098/1,000,000");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn every_way_out_gives_the_terminal_back() {
    for way_out in ["q", "\x03"] {
        let mut terminal = start_on_snapshot(&[]);
        terminal.press(way_out);
        assert_eq!(terminal.wait_for_end(), 0, "{way_out:?}");
        terminal.assert_given_back();
    }
    for signal in ["TERM", "HUP", "INT"] {
        let mut terminal = start_on_snapshot(&[]);
        terminal.signal(signal);
        assert_eq!(terminal.wait_for_end(), 0, "{signal}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_reported() {
    let mut terminal = start_on_snapshot(&[("QUOTATOP_TEST_PANIC", "1")]);
    terminal.press("!");
    assert_ne!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
    terminal.wait_for("panicked");
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let mut terminal = start_on_snapshot(&[]);
    terminal.vanish();
    terminal.wait_for_end();
}

#[test]
fn nothing_is_written_while_nothing_visible_changes() {
    let mut terminal = start_on_snapshot(&[]);
    // A key that means nothing is taken in and drawn for, and must not cost a byte.
    terminal.press("?");
    terminal.wait_for("Tab");
    terminal.press("?");
    terminal.wait_for("24,098/1,000,000");
    let minute = |terminal: &Terminal| terminal.screen().lines().next().map(str::to_owned);
    loop {
        let (before, bytes) = (minute(&terminal), terminal.bytes());
        for _ in 0..50 {
            terminal.press("x");
        }
        // The answer to this key proves that all before were taken in.
        terminal.press("j");
        terminal.wait_until("the cursor's movement", |_| terminal.bytes() > bytes);
        let moved = terminal.bytes() - bytes;
        if minute(&terminal) == before {
            assert!(moved < 2_000, "{moved} bytes for one movement of the cursor");
            break;
        }
    }
    terminal.press("q");
    terminal.wait_for_end();
}

#[test]
fn a_changed_file_is_read_again() {
    let mut terminal = start_on_snapshot(&[]);
    let changed = snapshot().replace("640000", "512345");
    std::fs::write(terminal.path("quotas.json"), changed).unwrap();
    terminal.press("r");
    terminal.wait_for("512,345/1,000,000");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn names_cannot_touch_the_terminal() {
    let snapshot = snapshot().replace("qwen-turbo", "evil\\u001b]0;owned\\u0007\\u001b[2J\\n\\u202etxt");
    let mut terminal = Terminal::start(Start {
        arguments: &["--snapshot", "$HOME/quotas.json"],
        files: &[("quotas.json", &snapshot)],
        ..Start::default()
    });
    terminal.wait_for("24,098/1,000,000");
    terminal.wait_for("evil\\u001b");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_takes_it_back() {
    let mut terminal = start_on_snapshot(&[]);
    terminal.press("\x1a");
    terminal.wait_for_absence("24,098/1,000,000");
    terminal.signal("CONT");
    terminal.wait_for("24,098/1,000,000");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}
