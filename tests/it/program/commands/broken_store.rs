//! A store that cannot be written, is locked or is damaged: what is known and what was read are shown, and one line says
//! what is wrong with it.

use std::process::Command;

use rusqlite::Connection;

use super::*;

const COMMANDS: [&[&str]; 4] =
    [&["list", "-o", "json"], &["bills", "-o", "json"], &["account", "-o", "json"], &["check", "qwen-max"]];

/// Runs the program where no file may grow beyond this many blocks: the system says that a file is too large, to root
/// as well.
fn run_without_space(account: &Account, blocks: u32, arguments: &[&str]) -> Ran {
    account.run_in_shell(&format!("trap '' XFSZ; ulimit -f {blocks}"), arguments)
}

fn said(ran: &Ran) -> &str {
    let lines: Vec<&str> = ran.errors.lines().filter(|line| line.contains("nothing is stored")).collect();
    assert_eq!(lines.len(), 1, "{ran:?}");
    lines[0]
}

/// What a pipe or a folder in the place of the journal does to the store: it can be read, but not written, by root
/// neither.
fn in_the_way(account: &Account) -> PathBuf {
    account.path("data/quotatop/quotatop.db-journal")
}

#[test]
fn a_full_disk_hides_nothing_that_was_read() {
    for blocks in [0, 1, 16] {
        let account = Account::new(Facts::default());
        for arguments in COMMANDS {
            let with_space = Account::new(Facts::default()).run(arguments);
            let ran = run_without_space(&account, blocks, arguments);
            assert_eq!(ran.status, with_space.status, "{blocks} {arguments:?}: {ran:?}");
            assert_eq!(ran.out.lines().count(), with_space.out.lines().count(), "{blocks} {ran:?}");
            assert!(!said(&ran).ends_with("; "), "{blocks} {ran:?}");
        }
    }
}

#[test]
fn a_store_that_became_full_gives_what_it_has() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    assert_eq!(account.run(&["bills"]).status, 0);
    account.standin.fault(On::Everything, Fault::status(500, Vec::new()));
    let ran = run_without_space(&account, 0, &["list", "-o", "json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098", "{ran:?}");
    said(&ran);
}

#[test]
fn a_store_that_cannot_be_written_is_read() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    let bills = account.run(&["bills", "-o", "json"]).json();
    fs::create_dir(in_the_way(&account)).unwrap();
    let ran = account.run(&["list", "-o", "json", "--offline"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098");
    let ran = account.run(&["bills", "-o", "json", "--offline"]);
    assert_eq!((ran.status, &ran.json()["totals"]), (0, &bills["totals"]), "{ran:?}");
    assert!(said(&ran).contains("move away"), "{ran:?}");
    for arguments in [&["history", "qwen-max"][..], &["events"]] {
        let ran = account.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        said(&ran);
    }
    account.standin.change(|facts| facts.quota("qwen-max").remaining = "20000".to_owned());
    let ran = account.list();
    assert_eq!((ran.status, ran.model("qwen-max")["remaining"].to_string()), (0, "20000".to_owned()));
    said(&ran);
    fs::remove_dir(in_the_way(&account)).unwrap();
    let ran = account.list();
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "it is over: {ran:?}");
}

#[test]
fn a_pipe_or_a_device_in_the_place_of_the_store_hangs_no_command() {
    let pipe = |path: &PathBuf| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let device = |path: &PathBuf| std::os::unix::fs::symlink("/dev/zero", path).unwrap();
    let folder = |path: &PathBuf| fs::create_dir(path).unwrap();
    for put in [&pipe as &dyn Fn(&PathBuf), &device, &folder] {
        let account = Account::new(Facts::default());
        fs::create_dir_all(account.path("data/quotatop")).unwrap();
        put(&account.store());
        for arguments in COMMANDS {
            let ran = account.run(arguments);
            assert!(ran.status == 0 || arguments[0] == "check", "{ran:?}");
            assert!(said(&ran).contains("not a regular file"), "{ran:?}");
        }
        for arguments in [&["list", "--offline"][..], &["events"], &["history", "qwen-max"]] {
            let ran = account.run(arguments);
            assert_eq!(ran.status, 1, "{ran:?}");
            said(&ran);
        }
        assert_ne!(account.run(&["doctor"]).status, 0);
    }
}

#[test]
fn a_locked_store_is_said_to_be_locked() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    let other = Connection::open(account.store()).unwrap();
    other.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    for arguments in COMMANDS {
        let ran = account.run(arguments);
        assert!(ran.status == 0 || arguments[0] == "check", "{ran:?}");
        assert!(said(&ran).contains("locked"), "{ran:?}");
    }
    for arguments in [&["list", "--offline"][..], &["events"]] {
        let ran = account.run(arguments);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(said(&ran).contains("locked"), "{ran:?}");
    }
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    assert_eq!(account.list().errors, "");
}

#[test]
fn every_command_says_that_a_damaged_store_was_set_aside() {
    for arguments in [
        &["list", "--offline", "-o", "json"][..],
        &["account", "--offline", "-o", "json"],
        &["bills", "--offline", "-o", "json"],
        &["events", "-o", "json"],
        &["history", "qwen-max", "-o", "json"],
        &["list", "-o", "json"],
    ] {
        let account = Account::new(Facts::default());
        account.write("data/quotatop/quotatop.db", &"no database ".repeat(1000));
        let ran = account.run(arguments);
        assert!(
            ran.errors.contains("were damaged") && ran.errors.contains(".damaged-"),
            "{arguments:?} {ran:?}"
        );
        let status = i32::from(arguments != ["list", "-o", "json"]);
        assert_eq!(ran.status, status, "{arguments:?} {ran:?}");
        if arguments[0] == "events" {
            assert_eq!(ran.json()["events"], json!([]));
        }
    }
}

#[test]
fn what_stands_on_the_way_to_the_store_is_no_empty_store() {
    let account = Account::new(Facts::default());
    fs::create_dir_all(account.path("data")).unwrap();
    fs::write(account.path("data/quotatop"), "a file").unwrap();
    for arguments in
        [&["events"][..], &["events", "-o", "json"], &["history", "qwen-max"], &["list", "--offline"]]
    {
        let ran = account.run(arguments);
        assert_eq!(ran.status, 1, "{arguments:?}: {ran:?}");
        said(&ran);
    }
}
