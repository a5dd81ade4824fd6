//! Disks and folders that cannot be written, and limits of the shell on file sizes: what is read is shown all the same,
//! and what is saved is still read.

use std::{fs, process::Command, thread};

use super::store::warning;
use crate::support::{
    account::{Account, run::Ran},
    dashboard::FIRST,
    environment,
    shown::show,
    standin::{Facts, Fault, On},
    terminal::Start,
    unprivileged::{protect, shared_binary, unprivileged},
};

/// Runs the program where no file may grow beyond this many blocks; unlike permissions, that applies to root too.
fn run_without_space(account: &Account, blocks: u32, arguments: &[&str]) -> Ran {
    account.run_in_shell(&format!("trap '' XFSZ; ulimit -f {blocks}"), arguments)
}

/// Whatever the command, and however little space there is.
fn full_disk(arguments: &[&str]) {
    let with_space = &Account::new(Facts::default()).run(arguments);
    thread::scope(|scope| {
        for blocks in [0, 1, 16] {
            scope.spawn(move || {
                let account = Account::new(Facts::default());
                let ran = run_without_space(&account, blocks, arguments);
                assert_eq!(ran.status, with_space.status, "{blocks} {arguments:?}: {ran:?}");
                assert_eq!(ran.out.lines().count(), with_space.out.lines().count(), "{blocks} {ran:?}");
                assert!(!warning(&ran).ends_with("; "), "{blocks} {ran:?}");
            });
        }
    });
}

#[test]
fn a_full_disk_hides_no_quotas() {
    full_disk(&["list", "-o", "json"]);
}

#[test]
fn a_full_disk_hides_no_bills() {
    full_disk(&["bills", "-o", "json"]);
}

#[test]
fn a_full_disk_hides_no_balance() {
    full_disk(&["account", "-o", "json"]);
}

#[test]
fn a_full_disk_spoils_no_check() {
    full_disk(&["check", "qwen-max"]);
}

#[test]
fn a_store_on_a_full_disk_is_still_read() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.run(&["bills"]).exits(0);
    account.standin.fault(On::Everything, Fault::status(500));
    warning(&run_without_space(&account, 0, &["list", "-o", "json"]).exits(1).has_left("qwen-max", "24098"));
}

#[test]
fn a_read_only_store_is_read() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let bills = account.run(&["bills", "-o", "json"]).json();
    // Not even root can write a store while there is a folder in place of its journal.
    let journal = account.path("data/quotatop/quotatop.db-journal");
    fs::create_dir(&journal).unwrap();
    account.run(&["list", "-o", "json", "--offline"]).exits(0).has_left("qwen-max", "24098");
    let ran = account.run(&["bills", "-o", "json", "--offline"]);
    assert_eq!((ran.status, &ran.json()["totals"]), (0, &bills["totals"]), "{ran:?}");
    assert!(warning(&ran).contains("move away"), "{ran:?}");
    for arguments in [&["history", "qwen-max"][..], &["events"]] {
        warning(&account.run(arguments).exits(0));
    }
    account.standin.set_remaining("qwen-max", "20000");
    warning(&account.list().exits(0).has_left("qwen-max", "20000"));
    fs::remove_dir(journal).unwrap();
    account.list().succeeds();
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
            .env_clear()
            .envs(environment(home.path()))
            .current_dir(home.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {:?}", output.status);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains("File too large"), "{arguments}: {errors}");
    }
}

#[test]
fn a_home_that_cannot_be_written_is_read() {
    let account = Account::new(Facts::default());
    let folder = tempfile::tempdir().unwrap();
    let binary = shared_binary(folder.path());
    account.list().succeeds();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&binary);
        command.env_clear().envs(account.variables()).current_dir("/").args(arguments);
        Ran::new(unprivileged(&mut command))
    };
    protect(account.home.path(), true);
    run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "24098");
    account.standin.set_remaining("qwen-max", "20000");
    let ran = run(&["list", "-o", "json"]).exits(0).has_left("qwen-max", "20000");
    assert!(warning(&ran).contains("writable, or set XDG_DATA_HOME"), "{ran:?}");
    account.standin.fault(On::Everything, Fault::status(500));
    warning(&run(&["list", "-o", "json"]).exits(1).has_left("qwen-max", "24098"));
    account.standin.heal();
    protect(account.home.path(), false);
    run(&["list", "-o", "json"]).succeeds().has_left("qwen-max", "20000");
    run(&["list", "--offline", "-o", "json"]).succeeds().has_left("qwen-max", "20000");
}

/// The dashboard goes on without a store that it can write, and saves again once it can.
#[test]
fn a_dashboard_saves_again_once_the_store_can_be_written() {
    let account = Account::new(Facts::default());
    account.list().succeeds();
    let journal = account.path("data/quotatop/quotatop.db-journal");
    fs::create_dir(&journal).unwrap();
    let mut terminal = account.terminal(Start { size: Some((240, 50)), ..Start::default() });
    terminal.wait_for(FIRST);
    terminal.wait_for("no data are saved");
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    fs::remove_dir(&journal).unwrap();
    terminal.wait_for_absence("no data are saved");
    terminal.leave();
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "20000");
}
