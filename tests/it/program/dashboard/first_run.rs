//! Beginnings: without a login, with the first one, with a store that is damaged.

use super::*;

#[test]
fn without_a_login_the_ways_forward_are_told_and_the_demo_opens() {
    let account = Account::without_login(Facts::default());
    let mut terminal = account.open();
    terminal.wait_for("No login for Alibaba Cloud Model Studio was found.");
    for text in ["bl auth login", "aliyun configure", "demo"] {
        terminal.wait_for(text);
    }
    terminal.press("d");
    terminal.wait_for("demo data");
    terminal.wait_for("qwen");
    assert_eq!(account.standin.count(&On::Quotas) + account.standin.count(&On::Balance), 0);
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn the_first_login_is_noticed() {
    let account = Account::without_login(Facts::default());
    let mut terminal = account.open();
    terminal.wait_for("No login for Alibaba Cloud Model Studio was found.");
    account.sign_in(TOKEN);
    terminal.press("r");
    terminal.wait_for(FIRST);
    terminal.wait_for("account not checked");
    account.set_pair(None);
    terminal.press("r");
    crate::program::dashboard::wait_for_balance(&terminal);
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn a_login_that_is_refused_at_first_says_so_until_it_is_mended() {
    let account = Account::new(Facts::default());
    account.sign_in("SECRET-TOKEN-old");
    account.standin.fault(On::Mint, Fault::refusal(403, "NoPermission", "no"));
    let mut terminal = account.open();
    terminal.wait_for("bl auth login");
    account.sign_in(TOKEN);
    terminal.press("r");
    terminal.wait_for(FIRST);
    terminal.wait_for_absence("bl auth login");
    leave(terminal);
    account.assert_well_formed();
}

#[test]
fn a_damaged_store_is_set_aside_and_told() {
    let account = Account::new(Facts::default());
    account.write("data/quotatop/quotatop.db", &"no database ".repeat(1000));
    let terminal = account.open_on_data();
    terminal.wait_for("the stored data were damage");
    terminal.wait_for("the old file is now");
    assert!(account.kept_files().iter().any(|path| path.to_str().unwrap().contains("quotatop.db.damaged-")));
    leave(terminal);
    account.standin.fault(On::Everything, Fault::status(500, Vec::new()));
    let again = account.open();
    again.wait_for(FIRST);
    assert!(!again.screen().contains("damaged"), "{}", again.screen());
    leave(again);
}
