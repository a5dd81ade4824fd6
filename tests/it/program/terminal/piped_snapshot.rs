//! A snapshot on standard input, and keys from the terminal.

use super::*;

fn start(input: &str) -> Terminal {
    let snapshot = snapshot();
    let script = format!("{{ {input}; }} | \"$0\" \"$@\"");
    Terminal::start(Start {
        arguments: &["--snapshot", "-"],
        files: &[("quotas.json", &snapshot)],
        shell: Some(&script),
        ..Start::default()
    })
}

fn leave(mut terminal: Terminal, keys: &str) {
    terminal.press(keys);
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn a_snapshot_on_standard_input_is_shown_and_keys_come_from_the_terminal() {
    let mut terminal = start("cat quotas.json");
    terminal.wait_for("24,098/1,000,000");
    terminal.press("/turbo");
    terminal.wait_for_absence("qwen-max");
    leave(terminal, "\x03");
}

/// What writes never ends: nothing yet, and the beginning of a snapshot.
#[test]
fn while_standard_input_has_not_ended_the_screen_says_so_and_keys_work() {
    for (input, keys) in [
        ("until [ -e done ]; do sleep 0.1; done", "q"),
        ("head -c 200 quotas.json; until [ -e done ]; do sleep 0.1; done", "\x03"),
    ] {
        let mut terminal = start(input);
        terminal.wait_for("Reading a snapshot from standard input or a pipe, to its end.");
        terminal.press("?");
        terminal.wait_for("Tab");
        terminal.press("?");
        terminal.wait_for("Reading a snapshot from standard input or a pipe, to its end.");
        // The shell waits for both ends of the pipe.
        std::fs::write(terminal.path("done"), "").unwrap();
        terminal.wait_until("the end of reading", |screen| !screen.contains("Reading a snapshot"));
        leave(terminal, keys);
    }
}

#[test]
fn what_comes_late_on_standard_input_is_shown() {
    let terminal = start("until [ -e done ]; do sleep 0.1; done; cat quotas.json");
    terminal.wait_for("Reading a snapshot from standard input");
    std::fs::write(terminal.path("done"), "").unwrap();
    terminal.wait_for("24,098/1,000,000");
    leave(terminal, "q");
}

#[test]
fn what_has_no_end_is_refused_and_the_screen_says_why() {
    let terminal = start("yes");
    terminal.wait_for("standard input: larger than 256 MiB");
    leave(terminal, "q");
}

#[test]
fn a_pipe_that_nobody_writes_to_does_not_hide_the_screen() {
    let terminal = Terminal::start(Start {
        arguments: &["--snapshot", "quotas.pipe"],
        shell: Some("mkfifo quotas.pipe; exec \"$0\" \"$@\""),
        ..Start::default()
    });
    terminal.wait_for("Reading a snapshot from standard input or a pipe, to its end.");
    std::fs::write(terminal.path("quotas.pipe"), snapshot()).unwrap();
    terminal.wait_for("24,098/1,000,000");
    leave(terminal, "q");
}
