//! A store that cannot be written, is locked or is damaged: data are shown all the same, and one line reports the
//! problem.

use std::{fs, path::PathBuf, process::Command, thread};

use serde_json::json;

use crate::support::{
    account::{Account, run::Ran},
    dashboard::FIRST,
    random::Random,
    standin::{Facts, Fault, On},
    terminal::Start,
};

const COMMANDS: [&[&str]; 4] =
    [&["list", "-o", "json"], &["bills", "-o", "json"], &["account", "-o", "json"], &["check", "qwen-max"]];

/// The one line about the store.
pub(super) fn warning(ran: &Ran) -> &str {
    let lines: Vec<&str> = ran.errors.lines().filter(|line| line.contains("no data are saved")).collect();
    assert_eq!(lines.len(), 1, "{ran:?}");
    lines[0]
}

/// Commands run into what is in the store's place.
fn in_place_of_the_store(commands: &[&'static [&'static str]], put: impl FnOnce(&PathBuf)) {
    let account = &Account::new(Facts::default());
    fs::create_dir_all(account.path("data/quotatop")).unwrap();
    put(&account.store());
    thread::scope(|scope| {
        for arguments in commands {
            scope.spawn(move || {
                let ran = account.run(arguments);
                assert!(ran.status == 0 || arguments[0] == "check", "{ran:?}");
                assert!(warning(&ran).contains("not a regular file"), "{ran:?}");
            });
        }
        for arguments in [&["list", "--offline"][..], &["events"], &["history", "qwen-max"]] {
            scope.spawn(move || warning(&account.run(arguments).exits(1)).len());
        }
    });
    assert_ne!(account.run(&["doctor"]).status, 0);
}

#[test]
fn a_pipe_in_place_of_the_store_hangs_no_command() {
    in_place_of_the_store(&COMMANDS, |path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    });
}

#[test]
fn a_device_in_place_of_the_store_hangs_no_command() {
    in_place_of_the_store(&COMMANDS[2..], |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap());
}

#[test]
fn a_folder_in_place_of_the_store_hangs_no_command() {
    in_place_of_the_store(&COMMANDS[2..], |path| fs::create_dir(path).unwrap());
}

#[test]
fn a_locked_store_is_reported() {
    let account = &Account::new(Facts::default());
    account.list().exits(0);
    let other = account.database();
    other.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    thread::scope(|scope| {
        for arguments in COMMANDS {
            scope.spawn(move || {
                let ran = account.run(arguments);
                assert!(ran.status == 0 || arguments[0] == "check", "{ran:?}");
                assert!(warning(&ran).contains("locked"), "{ran:?}");
            });
        }
        for arguments in [&["list", "--offline"][..], &["events"]] {
            scope.spawn(move || {
                let ran = account.run(arguments).exits(1);
                assert!(warning(&ran).contains("locked"), "{ran:?}");
            });
        }
    });
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

/// A store of a newer quotatop is left alone.
#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.database().pragma_update(None, "user_version", 999).unwrap();
    let before = stored(&account);
    for arguments in COMMANDS {
        let ran = account.run(arguments);
        assert!(ran.status == 0 || arguments[0] == "check", "{ran:?}");
        assert!(warning(&ran).contains("update quotatop"), "{ran:?}");
    }
    let mut terminal = account.terminal(Start { size: Some((240, 50)), ..Start::default() });
    terminal.wait_for(FIRST);
    terminal.wait_for("a newer quotatop wrote the file");
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    terminal.leave();
    assert_eq!(stored(&account), before);
}

fn stored(account: &Account) -> Vec<u8> {
    fs::read(account.store()).unwrap()
}

/// The dashboard goes on while another program locks the store, and saves what it has read once it can.
#[test]
fn a_dashboard_on_a_locked_store_saves_later() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let other = account.database();
    other.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let mut terminal = account.terminal(Start { size: Some((240, 50)), ..Start::default() });
    terminal.wait_for(FIRST);
    terminal.wait_for("another program has locked the file");
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    terminal.wait_for_absence("another program has locked the file");
    terminal.leave();
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "20000");
}

/// As by a synchronised folder, or a backup that is put back.
#[test]
fn a_store_that_is_replaced_while_it_is_used_gets_what_is_read_next() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let backup = account.path("backup.db");
    fs::copy(account.store(), &backup).unwrap();
    let mut terminal = account.open_on_data();
    let shown = account.spend(22_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    for file in account.stored_files() {
        fs::remove_file(file).unwrap();
    }
    fs::rename(&backup, account.store()).unwrap();
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    terminal.leave();
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "20000");
}

#[test]
fn a_store_that_is_deleted_while_it_is_used_is_begun_again() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    fs::remove_dir_all(account.path("data")).unwrap();
    let shown = account.spend(20_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    terminal.leave();
    account.run(&["list", "--offline", "-o", "json"]).exits(0).has_left("qwen-max", "20000");
}

/// Damages a copy of a good file: bytes, a page, the end, or what follows it.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    match random.below(4) {
        0 => {
            for _ in 0..=random.below(40) {
                let at = random.below(bytes.len());
                bytes[at] ^= u8::try_from(1 + random.below(255)).unwrap();
            }
        }
        1 => {
            let page = random.below(bytes.len() / 4096);
            bytes[page * 4096..(page + 1) * 4096].fill(u8::try_from(random.below(256)).unwrap());
        }
        2 => bytes.truncate(random.below(bytes.len())),
        _ => {
            let at = random.below(bytes.len());
            let more: Vec<u8> = (0..random.below(9_000)).map(|_| b'x').collect();
            bytes.splice(at..at, more);
        }
    }
}

/// Whatever is damaged: commands end, data are read, and they are saved again or a warning says why not.
fn variants(count: usize) {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.poll_once().exits(0);
    account.database().pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    let good = stored(&account);
    let mut random = Random(4);
    for variant in 0..count {
        for file in account.stored_files() {
            fs::remove_file(file).unwrap();
        }
        let mut bytes = good.clone();
        damage(&mut bytes, &mut random);
        fs::write(account.store(), bytes).unwrap();
        let ran = account.run(&["list", "--offline", "-o", "json"]);
        assert!([0, 1].contains(&ran.status), "{variant}: {ran:?}");
        ran.json();
        let fetched = account.list().exits(0).has_left("qwen-max", "24098");
        account.standin.fault(On::Everything, Fault::status(500));
        let ran = account.list().exits(1);
        account.standin.heal();
        let is_saved = ran.model("qwen-max")["remaining"] == json!(24098);
        let is_reported = [&fetched, &ran].iter().any(|ran| ran.errors.contains("no data are saved"));
        assert!(is_saved || is_reported, "{variant}: {fetched:?} {ran:?}");
    }
}

#[test]
fn damaged_at_random() {
    variants(12);
}

#[test]
#[ignore = "takes 30 s"]
fn damaged_at_random_two_hundred_times() {
    variants(200);
}
