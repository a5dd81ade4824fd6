//! Configuration files that change, break or vanish while the program runs.

use std::{fs, path::Path};

use crate::support::{
    account::Account,
    shown::snapshot,
    standin::{Facts, On},
    terminal::{Start, Terminal},
};

#[test]
fn a_changed_configuration_is_reloaded_and_an_invalid_one_reported() {
    let (snapshot, file) = (snapshot(), ".config/quotatop/config.toml");
    let configuration = |lang: &str, rest: &str| {
        format!(
            "lang = \"{lang}\"\n[profiles.default]\nsource = \"snapshot\"\nsnapshot = \"../../quotas.json\"\n{rest}"
        )
    };
    let terminal = Terminal::start(Start {
        arguments: &["watch"],
        files: &[("quotas.json", &snapshot), (file, &configuration("en", ""))],
        ..Start::default()
    });
    terminal.wait_for("1 urgent");
    let write = |text: &str| fs::write(terminal.path(file), text).unwrap();
    write(&configuration("zh", "[watch]\nturn = \"1s\"\n"));
    terminal.wait_for("config.toml:6:8: watch.turn: \"1s\" is not accepted; use a duration from 5s to 1h");
    terminal.wait_for("1 urgent");
    write(&configuration("zh", ""));
    terminal.wait_for("1 个紧急");
    terminal.wait_for_absence("is not accepted");
    terminal.leave();
}

const FILE: &str = ".config/quotatop/config.toml";

const ON_A_SNAPSHOT: &str = "[profiles.default]\nsource = \"snapshot\"\nsnapshot = \"../../quotas.json\"\n";

/// The wallboard on a configured snapshot, while something is done to the configuration: the data stay, and the
/// problem is named. That it is gone once the file is right again is in the tests above and below.
fn survives(damage: impl FnOnce(&Path), says: &str) {
    let snapshot = snapshot();
    let terminal = Terminal::start(Start {
        arguments: &["watch"],
        files: &[("quotas.json", &snapshot), (FILE, ON_A_SNAPSHOT)],
        size: Some((240, 50)),
        ..Start::default()
    });
    terminal.wait_for("24,098 of 1,000,000");
    let path = terminal.path(FILE);
    damage(&path);
    terminal.wait_for(&format!("config.toml{says}"));
    assert!(terminal.screen().contains("24,098 of 1,000,000"), "{}", terminal.screen());
    terminal.leave();
}

#[test]
fn half_written() {
    survives(
        |path| fs::write(path, "[profiles.default]\nsource = \"snap").unwrap(),
        ":2:15: this is not TOML",
    );
}

#[test]
fn not_utf8() {
    survives(|path| fs::write(path, b"lang = \"\xff\xfe\"\n").unwrap(), ":1:9: this is not UTF-8");
}

#[test]
fn a_folder_in_its_place() {
    let replace = |path: &Path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    };
    survives(replace, ": cannot be read: not a regular file");
}

/// What is reloaded does not cause requests without end.
#[test]
fn broken_and_right_again_on_an_account() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    let requests = account.standin.count(&On::Quotas);
    let text = account.configuration();
    account.set_configuration(&format!("{text}refresh = 7\n"));
    press_until(&mut terminal, |screen| screen.contains("config.toml:"));
    account.set_configuration(&text);
    press_until(&mut terminal, |screen| !screen.contains("config.toml:"));
    let shown = account.spend(21_000);
    terminal.press("r");
    terminal.wait_for(&shown);
    assert!(account.standin.count(&On::Quotas) <= requests + 2, "{}", account.standin.count(&On::Quotas));
    terminal.leave();
}

/// The file is looked at when something wakes the dashboard, but no more often than every few seconds.
fn press_until(terminal: &mut Terminal, is_so: impl Fn(&str) -> bool) {
    while !is_so(&terminal.screen()) {
        terminal.press("j");
        terminal.wait_for_absence("▌qwen-plus");
        terminal.press("k");
        terminal.wait_for("▌qwen-plus");
    }
}
