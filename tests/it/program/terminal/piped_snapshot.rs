//! A snapshot on standard input, and keys from the terminal.

use super::*;

fn start(input: &str) -> Terminal {
    let script = format!("{{ {input}; }} | \"$0\" \"$@\"");
    Terminal::start(Start {
        arguments: &["--snapshot", "-"],
        files: &[("quotas.json", &snapshot())],
        shell: Some(&script),
        ..Start::default()
    })
}

#[test]
fn a_snapshot_on_standard_input_is_shown_and_keys_come_from_the_terminal() {
    let mut terminal = start("cat quotas.json");
    terminal.wait_for("24,098/1,000,000");
    terminal.press("/turbo");
    terminal.wait_for_absence("qwen-max");
    terminal.leave_by("\x03");
}

/// Writers that do not end: with no output, and after the beginning of a snapshot.
#[test]
fn unfinished_standard_input_is_reported_and_keys_work() {
    for (input, keys) in [
        ("until [ -e done ]; do sleep 0.1; done", "q"),
        ("head -c 200 quotas.json; until [ -e done ]; do sleep 0.1; done", "\x03"),
    ] {
        let mut terminal = start(input);
        terminal.wait_for("Reading a snapshot from standard input or a pipe.");
        terminal.press("?");
        terminal.wait_for("Tab");
        terminal.press("?");
        terminal.wait_for("Reading a snapshot from standard input or a pipe.");
        // The shell waits for both ends of the pipe.
        std::fs::write(terminal.path("done"), "").unwrap();
        terminal.wait_until("the end of reading", |screen| !screen.contains("Reading a snapshot"));
        terminal.leave_by(keys);
    }
}

#[test]
fn late_standard_input_is_shown() {
    let terminal = start("until [ -e done ]; do sleep 0.1; done; cat quotas.json");
    terminal.wait_for("Reading a snapshot from standard input");
    std::fs::write(terminal.path("done"), "").unwrap();
    terminal.wait_for("24,098/1,000,000");
    terminal.leave();
}

#[test]
fn endless_standard_input_is_refused_with_the_reason() {
    let terminal = start("yes");
    terminal.wait_for("standard input: larger than 256 MiB");
    terminal.leave();
}

#[test]
fn a_pipe_without_a_writer_does_not_block_the_screen() {
    let terminal = Terminal::start(Start {
        arguments: &["--snapshot", "quotas.pipe"],
        shell: Some("mkfifo quotas.pipe; exec \"$0\" \"$@\""),
        ..Start::default()
    });
    terminal.wait_for("Reading a snapshot from standard input or a pipe.");
    std::fs::write(terminal.path("quotas.pipe"), snapshot()).unwrap();
    terminal.wait_for("24,098/1,000,000");
    terminal.leave();
}
