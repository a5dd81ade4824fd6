//! Free Quota Only from the dashboard, by the server's log.

use super::*;

/// Presses keys until the cursor is on `qwen-max`: its detail shows its name.
fn open_dialog(terminal: &mut Terminal) {
    // By name, so that the order does not matter.
    terminal.press("/qwen-max\r");
    terminal.wait_for("Models 1 of 3");
    terminal.press("f");
    terminal.wait_for("turn on Free Quota Only");
}

#[test]
fn the_typed_word_turns_it_on_and_the_state_is_read_again() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_on_data();
    open_dialog(&mut terminal);
    terminal.press("yes\r");
    terminal.wait_for("That was not on; nothing was sent.");
    assert_eq!(account.standin.count(&On::Writes), 0);
    let read = account.standin.count(&On::Switches);
    terminal.press("on\r");
    terminal.wait_for("done");
    account.standin.wait_for(read + 1, &On::Switches);
    assert_eq!(account.standin.count(&On::Activate), 1);
    terminal.press("\r");
    terminal.wait_for_absence("Free Quota Only ──");
    // It is on now, so the key turns it off.
    terminal.wait_for("Free Quota Only is ON");
    terminal.press("f");
    terminal.wait_for("turn off Free Quota Only");
    terminal.press("\u{1b}");
    terminal.leave_by("\u{3}");
    assert_eq!(account.standin.count(&On::Writes), 1);
}

#[test]
fn a_refusal_is_shown_with_its_code() {
    let mut facts = Facts::default();
    facts.switching.refused = vec![("qwen-max".to_owned(), "FreeTier.Odd".to_owned())];
    let account = Account::new(facts);
    let mut terminal = account.open_on_data();
    open_dialog(&mut terminal);
    terminal.press("on\r");
    terminal.wait_for("failed: the server refused: FreeTier.Odd");
    terminal.leave_by("\u{3}");
}

#[test]
fn a_read_only_profile_offers_nothing() {
    let account = Account::new(Facts::default());
    account.set_configuration(&account.configuration().replacen("refresh", "read_only = true\nrefresh", 1));
    let mut terminal = account.open_on_data();
    terminal.press("/qwen-max\r");
    terminal.wait_for("Models 1 of 3");
    terminal.press("f");
    // Had a dialog opened, it would take these keys, and the help would not come.
    terminal.press("?");
    terminal.wait_for("EVERYWHERE");
    assert!(!terminal.screen().contains("turn Free Quota Only on or off"), "{}", terminal.screen());
    terminal.leave_by("\u{3}");
    assert_eq!(account.standin.count(&On::Writes), 0);
}

#[test]
fn all_with_quota_left_are_turned_on_one_by_one() {
    let mut facts = Facts::default();
    facts.switching.refused = vec![("qwen-max".to_owned(), "FreeTier.Odd".to_owned())];
    let account = Account::new(facts);
    let mut terminal = account.open_on_data();
    open_dialog(&mut terminal);
    terminal.press("\t");
    terminal.wait_for("All with quota left");
    terminal.press("on\r");
    terminal.wait_for("1 done, 1 failed");
    terminal.wait_for("qwen-max: failed: the server refused: FreeTier.Odd");
    terminal.leave_by("\u{3}");
    assert_eq!(account.standin.count(&On::Activate), 2);
}
