//! A store that cannot be written, is locked or is damaged: data are shown all the same, and one line reports the
//! problem.

use std::process::Command;

use super::*;

const COMMANDS: [&[&str]; 4] =
    [&["list", "-o", "json"], &["bills", "-o", "json"], &["account", "-o", "json"], &["check", "qwen-max"]];

/// Runs the program where no file may grow beyond this many blocks; unlike permissions, that applies to root too.
fn run_without_space(account: &Account, blocks: u32, arguments: &[&str]) -> Ran {
    account.run_in_shell(&format!("trap '' XFSZ; ulimit -f {blocks}"), arguments)
}

/// The one line about the store.
fn warning(ran: &Ran) -> &str {
    let lines: Vec<&str> = ran.errors.lines().filter(|line| line.contains("no data are saved")).collect();
    assert_eq!(lines.len(), 1, "{ran:?}");
    lines[0]
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
            assert!(!warning(&ran).ends_with("; "), "{blocks} {ran:?}");
        }
    }
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

#[test]
fn a_pipe_device_or_folder_in_place_of_the_store_hangs_no_command() {
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
            assert!(warning(&ran).contains("not a regular file"), "{ran:?}");
        }
        for arguments in [&["list", "--offline"][..], &["events"], &["history", "qwen-max"]] {
            warning(&account.run(arguments).exits(1));
        }
        assert_ne!(account.run(&["doctor"]).status, 0);
    }
}

#[test]
fn a_locked_store_is_reported() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let other = account.database();
    other.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    for arguments in COMMANDS {
        let ran = account.run(arguments);
        assert!(ran.status == 0 || arguments[0] == "check", "{ran:?}");
        assert!(warning(&ran).contains("locked"), "{ran:?}");
    }
    for arguments in [&["list", "--offline"][..], &["events"]] {
        let ran = account.run(arguments).exits(1);
        assert!(warning(&ran).contains("locked"), "{ran:?}");
    }
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    assert_eq!(account.list().errors, "");
}

#[test]
fn every_command_says_that_a_damaged_store_was_set_aside() {
    for (arguments, status) in [
        (&["list", "--offline", "-o", "json"][..], 1),
        (&["account", "--offline", "-o", "json"], 1),
        (&["bills", "--offline", "-o", "json"], 1),
        (&["events", "-o", "json"], 1),
        (&["history", "qwen-max", "-o", "json"], 1),
        (&["list", "-o", "json"], 0),
    ] {
        let account = Account::new(Facts::default());
        account.damage_store();
        let ran = account.run(arguments).exits(status).reports_all(&["were damaged", ".damaged-"]);
        if arguments[0] == "events" {
            assert_eq!(ran.json()["events"], json!([]));
        }
        let aside =
            account.stored_files().into_iter().find(|path| path.to_str().unwrap().contains(".damaged-"));
        assert!(fs::read_to_string(aside.unwrap()).unwrap().starts_with("no database"));
        account.list().succeeds();
        assert_eq!(account.standin.count(&On::Catalogue), 1, "the new file is used");
    }
}

#[test]
fn a_file_in_place_of_the_data_folder_is_not_an_empty_store() {
    let account = Account::new(Facts::default());
    account.write("data/quotatop", "a file");
    let json = ["events", "-o", "json"];
    for arguments in [&["events"][..], &json, &["history", "qwen-max"], &["list", "--offline"]] {
        warning(&account.run(arguments).exits(1));
    }
}
