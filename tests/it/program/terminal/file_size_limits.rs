//! Limits of the shell on the size of files: reaching one is an error like a full disk, not the end.

use std::process::Command;

use super::*;

/// The log is written on the same thread as the screen is drawn.
#[test]
fn the_dashboard_survives_a_limit_on_file_sizes_and_gives_the_terminal_back() {
    let snapshot = snapshot();
    for size in ["0", "1"] {
        let mut terminal = Terminal::start(Start {
            arguments: &["--snapshot", "$HOME/quotas.json", "--log-file", "$HOME/log"],
            files: &[("quotas.json", &snapshot)],
            shell: Some(&format!("ulimit -f {size}; exec \"$0\" \"$@\"")),
            ..Start::default()
        });
        terminal.wait_for("24,098/1,000,000");
        terminal.press("q");
        assert_eq!(terminal.wait_for_end(), 0);
        terminal.assert_given_back();
    }
}

#[test]
fn a_command_whose_output_reaches_the_limit_fails_as_on_a_full_disk() {
    for arguments in ["list --demo -o json", "list --demo", "man", "completions bash"] {
        let home = tempfile::tempdir().unwrap();
        let script = format!("ulimit -f 0; exec \"$0\" {arguments} > output");
        let output = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_quotatop")])
            .env("HOME", home.path())
            .current_dir(home.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {:?}", output.status);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains("File too large"), "{arguments}: {errors}");
    }
}
