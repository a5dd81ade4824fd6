//! The first frame is the one that stands: nothing comes or moves after it, except by an answer or with time.

use std::process::Command;

use super::*;
use crate::support::{
    shown::{snapshot, start_on},
    standin::{BillAccount, CallFact},
    today,
};

const SIZES: [(u16, u16); 4] = [(80, 24), (100, 30), (120, 36), (200, 60)];

/// The rows of a screen. A blank that was written is like one that was not.
fn rows(screen: &str) -> Vec<String> {
    screen.lines().map(|row| row.trim_end().to_owned()).collect()
}

/// Opens what is read after the first frame, and goes back: the screen has to be the first frame again. A full minute
/// in between changes ages, so that it is tried again.
fn assert_final(open: impl Fn() -> Terminal, pages: &[(&str, &str)]) {
    let clock = |screen: &[String]| screen.first().cloned();
    for _ in 0..5 {
        let mut terminal = open();
        let first = rows(&terminal.first_frame());
        for (key, text) in pages {
            terminal.press(key);
            terminal.wait_for(text);
        }
        terminal.press("1");
        let is_same = |screen: &str| rows(screen) == first;
        terminal.wait_until(&format!("this first frame: {first:#?}"), |screen| {
            is_same(screen) || clock(&rows(screen)) != clock(&first)
        });
        let is_same = is_same(&terminal.screen());
        terminal.leave();
        if is_same {
            return;
        }
    }
    panic!("a minute passes while the test looks, each time");
}

#[test]
fn of_a_snapshot() {
    for size in SIZES {
        let start = Start { size: Some(size), ..Start::default() };
        assert_final(|| start_on(&snapshot(), start), &[("?", "Tab sections"), ("?", FIRST)]);
    }
}

#[test]
fn of_the_demo() {
    let start = |size| Start { arguments: &["--demo=overdue"], size: Some(size), ..Start::default() };
    for size in SIZES {
        let terminal = Terminal::start(start(size));
        let first = terminal.first_frame();
        for text in ["OVERDUE", "qwen-max"] {
            assert!(first.contains(text), "{first}");
        }
        assert!(!first.contains("loading") && !first.contains("Loading"), "{first}");
        terminal.leave();
    }
}

fn call(model: &str, succeeded: u64) -> CallFact {
    let (input, output) = (succeeded * 100, succeeded * 10);
    let (workspace, key) = ("llm-default".into(), 1_110_000);
    CallFact { workspace, model: model.into(), key, succeeded, failed: 0, input, output }
}

/// An account of which everything was read, and whose servers never answer again.
fn account_with_stored_data() -> Account {
    let bills = BillAccount::generate(today(), 400, &["CNY"]);
    let facts = Facts::with_bills(bills.facts());
    let account = Account::new(Facts { calls: vec![call("qwen-max", 42), call("qwen-plus", 7)], ..facts });
    account.poll_once().exits(0);
    let mut terminal = account.terminal(Start { size: Some((200, 60)), ..Start::default() });
    terminal.wait_for("used by");
    // On the first of a month no day is complete yet.
    terminal.wait_for("to date");
    terminal.wait_for_absence("↻");
    terminal.press("2");
    terminal.wait_for("1110000");
    terminal.leave();
    account.standin.fault(On::Everything, Fault::Hang);
    account
}

#[test]
fn of_stored_data() {
    let account = account_with_stored_data();
    for size in SIZES {
        let open = || account.terminal(Start { size: Some(size), ..Start::default() });
        // Bills have the names of the models, too, but no column of failures.
        assert_final(open, &[("3", "CNY"), ("2", "FAILED"), ("4", "known at start")]);
    }
}

#[test]
fn of_an_account_whose_bills_were_never_read() {
    let account = Account::new(Facts::default());
    account.poll_once().exits(0);
    for size in SIZES {
        let start = Start { arguments: &["--offline"], size: Some(size), ..Start::default() };
        assert_final(|| account.terminal(start), &[("3", "not loaded")]);
    }
}

/// The system calls of the program up to its first frame, without their process.
fn calls_before_the_first_frame(account: &Account) -> Option<Vec<String>> {
    // Where it is installed, tracing may still be forbidden.
    let probe = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        eprintln!("skipped: there is no strace, or it may not trace");
        return None;
    }
    let script = r#"exec strace -f -o "$HOME/trace" -s 64 "$0" "$@""#;
    let terminal = account.terminal(Start { shell: Some(script), ..Start::default() });
    let first = terminal.first_frame();
    assert!(first.contains(FIRST), "{first}");
    terminal.leave();
    let trace = std::fs::read_to_string(account.path("trace")).unwrap();
    let calls = trace.lines().filter_map(|line| Some(line.split_once(' ')?.1.trim_start().to_owned()));
    Some(calls.take_while(|call| !(call.starts_with("write(") && call.contains("[?1049h"))).collect())
}

#[test]
fn nothing_is_written_and_no_thread_is_started_before_it() {
    let account = account_with_stored_data();
    let Some(calls) = calls_before_the_first_frame(&account) else { return };
    let text = calls.join("\n");
    assert!(text.contains("quotatop.db"), "{text}");
    for call in &calls {
        let creates = call.starts_with("open") && call.contains("O_CREAT");
        let is_store = call.starts_with("open") && (call.contains(".db-wal") || call.contains(".db-shm"));
        let changes =
            ["pwrite64(", "rename", "unlink", "mkdir", "ftruncate"].iter().any(|name| call.starts_with(name));
        assert!(!creates && !is_store && !changes, "{call}\n{text}");
    }
    assert!(!calls.iter().any(|call| call.starts_with("clone")), "{text}");
    let opened =
        |name: &str| calls.iter().filter(|call| call.starts_with("open") && call.contains(name)).count();
    assert_eq!((opened("config.toml"), opened("quotatop.db\"")), (1, 2), "{text}");
}

#[test]
fn reading_leaves_nothing_next_to_the_store() {
    let account = account_with_stored_data();
    for arguments in [&["list", "--offline"][..], &["status"]] {
        account.run(arguments).exits(0);
        assert_eq!(account.stored_files(), [account.store()], "{arguments:?}");
    }
}
