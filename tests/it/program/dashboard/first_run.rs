//! First runs: without a login, with the first one, and with a damaged store.

use super::*;

#[test]
fn without_a_login_the_ways_to_sign_in_are_shown_and_the_demo_opens() {
    let account = Account::without_login(Facts::default());
    let mut terminal = account.open();
    terminal.wait_for("No login for Alibaba Cloud Model Studio found.");
    for text in ["bl auth login", "aliyun configure", "demo"] {
        terminal.wait_for(text);
    }
    terminal.press("d");
    terminal.wait_for("demo data");
    terminal.wait_for("qwen");
    assert_eq!(account.standin.count(&On::Quotas) + account.standin.count(&On::Balance), 0);
    terminal.leave();
}

#[test]
fn the_first_login_is_noticed() {
    let account = Account::without_login(Facts::default());
    let mut terminal = account.open();
    terminal.wait_for("No login for Alibaba Cloud Model Studio found.");
    account.sign_in(TOKEN);
    terminal.press("r");
    terminal.wait_for(FIRST);
    terminal.wait_for("account not checked");
    account.set_pair(None);
    terminal.press("r");
    wait_for_balance(&terminal);
    terminal.leave();
}

#[test]
fn a_refused_login_is_reported_until_a_valid_one_is_found() {
    let account = Account::new(Facts::default());
    account.sign_in("SECRET-TOKEN-old");
    account.standin.fault(On::Mint, Fault::refusal(403, "NoPermission", "no"));
    let mut terminal = account.open();
    terminal.wait_for("bl auth login");
    account.sign_in(TOKEN);
    terminal.press("r");
    terminal.wait_for(FIRST);
    terminal.wait_for_absence("bl auth login");
    terminal.leave();
}

#[test]
fn a_damaged_store_is_set_aside_and_reported() {
    let account = Account::new(Facts::default());
    account.damage_store();
    let terminal = account.open_on_data();
    terminal.wait_for("the saved data were damage");
    terminal.wait_for("the old file is now");
    assert!(
        account.stored_files().iter().any(|path| path.to_str().unwrap().contains("quotatop.db.damaged-"))
    );
    terminal.leave();
    account.standin.fault(On::Everything, Fault::status(500));
    let again = account.open();
    again.wait_for(FIRST);
    assert!(!again.screen().contains("damaged"), "{}", again.screen());
    again.leave();
}
