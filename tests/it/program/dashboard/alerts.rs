//! The dashboard watches while it runs: what its polls find goes over the channels, and the bell rings in it.

use std::{fs, path::Path, thread};

use super::*;

/// Adds a command that moves each event to a file of its own, named after its rule.
fn add_channels(account: &Account, folder: &Path) {
    let script = r#"cat > "$0/part" && mv "$0/part" "$0/$QUOTATOP_CHANGE-$QUOTATOP_RULE""#;
    let file = account.path("config/quotatop/config.toml");
    let config = fs::read_to_string(&file).unwrap();
    let channels = format!(
        "[channels.file]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", '{script}', \"{}\"]\n\
         [channels.bell]\nkind = \"bell\"\n[channels.desktop]\nkind = \"desktop\"\n",
        folder.display()
    );
    fs::write(file, format!("{config}{channels}")).unwrap();
}

/// Waits for an event; a minute is far more than it takes.
fn wait_for(event: &Path) {
    let since = std::time::Instant::now();
    while !event.exists() {
        assert!(since.elapsed() < Duration::from_mins(1), "{} was not delivered", event.display());
        thread::yield_now();
    }
}

#[test]
fn what_a_poll_finds_is_told_once_and_the_screen_stays() {
    let account = Account::new(Facts::default());
    let delivered = tempfile::tempdir().unwrap();
    add_channels(&account, delivered.path());
    let terminal = account.open_on_data();
    // The gravest of the first look: qwen-plus is over, and the next call costs money.
    wait_for(&delivered.path().join("found-billed"));
    assert!(terminal.screen().contains("24,098/1,000,000") && !terminal.screen().contains("]9;"));
    leave(terminal);

    account.standin.set_balance("-12.40");
    let terminal = account.open();
    terminal.wait_for("OVERDUE");
    wait_for(&delivered.path().join("raised-overdue"));
    leave(terminal);
    assert_eq!(fs::read_dir(delivered.path()).unwrap().count(), 2);
}

#[test]
fn the_title_counts_what_is_active_and_is_given_back() {
    let account = Account::new(Facts::default());
    account.standin.set_balance("-12.40");
    let mut terminal = account.open();
    // What is over since before the watch began is noted already: the account is overdue, and qwen-max is low.
    terminal.wait_for_title("quotatop: 2 alerts");
    terminal.press("3");
    terminal.wait_for("acknowledged");
    terminal.press("x");
    terminal.wait_for_title("quotatop: 1 alert");
    terminal.press("x");
    terminal.wait_for_title("quotatop: 2 alerts");
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
    // Also where it is ended from outside, and by the next run, which knows at once.
    let mut terminal = account.open();
    terminal.wait_for_title("quotatop: 2 alerts");
    terminal.signal("TERM");
    terminal.wait_for_end();
    terminal.assert_given_back();
}
