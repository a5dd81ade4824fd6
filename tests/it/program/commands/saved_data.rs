//! Data that one run stores for the next.

use super::*;

#[test]
fn offline_sends_no_requests() {
    let account = Account::new(Facts::default());
    account.run(&["list", "--offline"]).exits(1);
    assert_eq!(account.standin.count(&On::Everything), 0);
    account.list().exits(0);
    let requests = account.standin.count(&On::Everything);
    for command in ["list", "account"] {
        account.run(&[command, "--offline"]).succeeds();
    }
    account.run(&["list", "--offline"]).prints("24,098/1,000,000");
    assert_eq!(account.standin.count(&On::Everything), requests);
}

#[test]
fn each_run_adds_to_the_history_what_changed() {
    let account = Account::new(Facts::default());
    for left in ["24098", "24098", "20000.5"] {
        account.standin.set_remaining("qwen-max", left);
        account.list().exits(0);
    }
    let requests = account.standin.count(&On::Everything);
    let figures = |arguments: &[&str]| {
        let ran = account.run(arguments);
        let points = ran.json()["points"].as_array().unwrap().clone();
        points.iter().map(|point| point["remaining"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(figures(&["history", "qwen-max", "-o", "json"]), ["24098", "20000.5"]);
    assert_eq!(figures(&["history", "qwen-plus", "-o", "json", "--offline"]).len(), 1);
    account.run(&["history", "qwen-mxa"]).exits(1).reports("similar: qwen-max");
    assert_eq!(account.standin.count(&On::Everything), requests, "history sends no requests");

    // A renewed login of the same account continues its history.
    account.sign_in(OTHER_TOKEN);
    account.run(&["history", "qwen-max"]).exits(1);
    account.list().exits(0);
    assert_eq!(figures(&["history", "qwen-max", "-o", "json"]), ["24098", "20000.5"]);
}

#[test]
fn another_login_shows_no_data_of_the_previous_one() {
    let account = Account::new(Facts::default());
    account.run(&["list"]).prints("24,098");
    account.sign_in(OTHER_TOKEN);
    let ran = account.run(&["list", "--offline"]);
    assert!(!ran.out.contains("qwen") && ran.status == 1, "{ran:?}");
    account.standin.fault(On::Everything, Fault::status(500));
    let ran = account.list();
    assert!(!ran.out.contains("24098") && ran.status == 1, "{ran:?}");
    account.sign_in(TOKEN);
    account.run(&["list", "--offline"]).prints("24,098");
}

#[test]
fn the_catalogue_is_fetched_once_a_day() {
    let account = Account::new(Facts::default());
    for _ in 0..3 {
        account.list().exits(0);
    }
    assert_eq!(account.standin.count(&On::Catalogue), 1);
    assert_eq!(account.standin.count(&On::Quotas), 3);
    a_day_passes(&account);
    account.list().exits(0);
    assert_eq!(account.standin.count(&On::Catalogue), 2);
}

#[test]
fn a_model_that_left_the_catalogue_stays_listed() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.standin.change(|facts| facts.models.retain(|model| model.name != "qwen-max"));
    a_day_passes(&account);
    for _ in 0..2 {
        account.list().exits(0).has_left("qwen-max", "24098");
        assert_eq!(account.standin.count(&On::Catalogue), 2);
    }
}

/// Makes the stored catalogue 25 hours older.
fn a_day_passes(account: &Account) {
    let sql = "UPDATE last_known SET fetched_at = fetched_at - 90000000000 WHERE part = 'catalogue'";
    assert_eq!(account.database().execute(sql, []).unwrap(), 1);
}
