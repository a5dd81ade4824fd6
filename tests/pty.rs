//! End to end: the real binary in a real pseudo-terminal, waited for by what is on the screen.

#[cfg(test)]
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
    let file = tempfile::tempdir().unwrap();
    let path = file.path().join("quotas.json");
    std::fs::write(&path, snapshot()).unwrap();
    assert!(terminal::ends_when_its_terminal_vanishes(&path, "qwen-plus"));
}

#[test]
fn nothing_is_written_while_nothing_visible_changes() {
    let mut terminal = start_on_snapshot(&[]);
    // A key that means nothing is taken in and drawn for, and must not cost a byte.
    terminal.press("?");
    terminal.wait_for("Tab");
    terminal.press("?");
    terminal.wait_for("24,098/1,000,000");
    let clock = |terminal: &Terminal| terminal.screen().lines().next().map(str::to_owned);
    // The movements of the cursor prove that every key before them was taken in.
    let mut costs_of = |keys: &str| loop {
        let (before, bytes) = (clock(&terminal), terminal.bytes());
        terminal.press(keys);
        terminal.press("j");
        terminal.wait_for("▌qwen-plus");
        terminal.press("k");
        terminal.wait_for("▌qwen-max");
        let cost = terminal.bytes() - bytes;
        if clock(&terminal) == before {
            return cost;
        }
    };
    costs_of("");
    let (alone, among_many) = (costs_of(""), costs_of(&"x".repeat(200)));
    assert_eq!(among_many, alone, "keys that mean nothing were written for");
    terminal.press("q");
    terminal.wait_for_end();
}

/// The terminal is told what to copy before the frame that says so.
#[test]
fn what_the_cursor_is_on_is_copied_by_the_terminal() {
    let mut terminal = start_on_snapshot(&[]);
    terminal.press("y");
    terminal.wait_for("copied: qwen-max");
    assert_eq!(terminal.clipboard(), Some(("c".to_owned(), "cXdlbi1tYXg=".to_owned())));
    terminal.press("j");
    terminal.wait_for_absence("copied");
    terminal.press("y");
    terminal.wait_for("copied: qwen-plus");
    assert_eq!(terminal.clipboard(), Some(("c".to_owned(), "cXdlbi1wbHVz".to_owned())));
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
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
    terminal.continue_until("24,098/1,000,000");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}
