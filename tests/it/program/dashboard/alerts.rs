//! The dashboard delivers alerts over the channels while it runs.

use std::{fs, path::Path};

use super::*;
use crate::support::waiting::until;

/// Adds a command that writes each event to its own file, named after its rule.
fn add_channels(account: &Account, folder: &Path) {
    let script = r#"cat > "$0/part" && mv "$0/part" "$0/$QUOTATOP_CHANGE-$QUOTATOP_RULE""#;
    account.configure(&format!(
        "[channels.file]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", '{script}', \"{}\"]\n\
         [channels.bell]\nkind = \"bell\"\n[channels.desktop]\nkind = \"desktop\"\n",
        folder.display()
    ));
}

/// Waits for an event.
fn wait_for(event: &Path) {
    until(&event.display().to_string(), || event.exists());
}

#[test]
fn alerts_found_by_a_poll_are_delivered_once() {
    let account = Account::new(Facts::default());
    let delivered = tempfile::tempdir().unwrap();
    add_channels(&account, delivered.path());
    let terminal = account.open_on_data();
    // The most severe event of the first look: qwen-plus is used up, and the next call is billed.
    wait_for(&delivered.path().join("found-billed"));
    assert!(terminal.screen().contains("24,098/1,000,000") && !terminal.screen().contains("]9;"));
    terminal.leave();

    account.standin.set_balance("-12.40");
    let terminal = account.open();
    terminal.wait_for("OVERDUE");
    wait_for(&delivered.path().join("raised-overdue"));
    terminal.leave();
    assert_eq!(fs::read_dir(delivered.path()).unwrap().count(), 2);
}

#[test]
fn the_title_counts_active_alerts_and_is_restored() {
    let account = Account::new(Facts::default());
    account.standin.set_balance("-12.40");
    let mut terminal = account.open();
    // What was used up before is known at the start; these are the overdue account and the low qwen-max.
    terminal.wait_for_title("quotatop: 2 alerts");
    terminal.press("4");
    terminal.wait_for("known at start");
    terminal.press("x");
    terminal.wait_for_title("quotatop: 1 alert");
    terminal.press("x");
    terminal.wait_for_title("quotatop: 2 alerts");
    terminal.leave();
    let terminal = account.open();
    let first = terminal.first_frame();
    assert!(first.contains("Alerts 2 new"), "nothing comes later that was known: {first}");
    terminal.wait_for_title("quotatop: 2 alerts");
    terminal.leave_by_signal("TERM");
}
