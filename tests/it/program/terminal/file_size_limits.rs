//! Limits of the shell on file sizes: reaching one is an error like a full disk, and ends nothing.

use std::process::Command;

use super::*;

/// The log is written on the thread that draws the screen.
#[test]
fn the_dashboard_survives_a_limit_on_file_sizes() {
    for size in ["0", "1"] {
        let shell = format!("ulimit -f {size}; exec \"$0\" \"$@\"");
        let arguments = &["--log-file", "$HOME/log"];
        show(Start { arguments, shell: Some(&shell), ..Start::default() }).leave();
    }
}

#[test]
fn output_beyond_the_file_size_limit_fails_as_on_a_full_disk() {
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
