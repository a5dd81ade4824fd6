//! What one run leaves to the next.

use super::*;

#[test]
fn offline_asks_nothing() {
    let account = Account::new(Facts::default());
    assert_eq!(account.run(&["list", "--offline"]).status, 1, "nothing is known yet");
    assert_eq!(account.standin.count(&On::Everything), 0);
    assert_eq!(account.list().status, 0);
    let asked = account.standin.count(&On::Everything);
    for command in ["list", "account"] {
        let ran = account.run(&[command, "--offline"]);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    }
    assert!(account.run(&["list", "--offline"]).out.contains("24,098/1,000,000"));
    assert_eq!(account.standin.count(&On::Everything), asked);
}

#[test]
fn each_run_adds_to_the_history_what_changed() {
    let account = Account::new(Facts::default());
    for left in ["24098", "24098", "20000.5"] {
        account.standin.change(|facts| facts.quota("qwen-max").remaining = left.to_owned());
        assert_eq!(account.list().status, 0);
    }
    let asked = account.standin.count(&On::Everything);
    let figures = |arguments: &[&str]| {
        let ran = account.run(arguments);
        let points = ran.json()["points"].as_array().unwrap().clone();
        points.iter().map(|point| point["remaining"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(figures(&["history", "qwen-max", "-o", "json"]), ["24098", "20000.5"]);
    assert_eq!(figures(&["history", "qwen-plus", "-o", "json", "--offline"]).len(), 1);
    let ran = account.run(&["history", "qwen-mxa"]);
    assert!(ran.status == 1 && ran.errors.contains("near: qwen-max"), "{ran:?}");
    assert_eq!(account.standin.count(&On::Everything), asked, "a history asks nothing");

    // A renewed login of the same account goes on.
    account.sign_in(OTHER_TOKEN);
    assert_eq!(account.run(&["history", "qwen-max"]).status, 1);
    assert_eq!(account.list().status, 0);
    assert_eq!(figures(&["history", "qwen-max", "-o", "json"]), ["24098", "20000.5"]);
}

#[test]
fn another_login_shows_nothing_of_the_one_before() {
    let account = Account::new(Facts::default());
    assert!(account.run(&["list"]).out.contains("24,098"));
    account.sign_in(OTHER_TOKEN);
    let ran = account.run(&["list", "--offline"]);
    assert!(!ran.out.contains("qwen") && ran.status == 1, "{ran:?}");
    account.standin.fault(On::Everything, Fault::status(500, Vec::new()));
    let ran = account.list();
    assert!(!ran.out.contains("24098") && ran.status == 1, "{ran:?}");
    account.sign_in(crate::support::account::TOKEN);
    assert!(account.run(&["list", "--offline"]).out.contains("24,098"), "and it comes back with its login");
}

#[test]
fn the_catalogue_is_asked_for_once_a_day() {
    let account = Account::new(Facts::default());
    for _ in 0..3 {
        assert_eq!(account.list().status, 0);
    }
    assert_eq!(account.standin.count(&On::Catalogue), 1);
    assert_eq!(account.standin.count(&On::Quotas), 3);
    a_day_passes(&account);
    assert_eq!(account.list().status, 0);
    assert_eq!(account.standin.count(&On::Catalogue), 2);
}

#[test]
fn a_model_that_left_the_catalogue_stays_listed() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    account.standin.change(|facts| facts.models.retain(|model| model.name != "qwen-max"));
    a_day_passes(&account);
    for _ in 0..2 {
        let ran = account.list();
        assert_eq!((ran.status, account.standin.count(&On::Catalogue)), (0, 2), "{ran:?}");
        assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098", "{ran:?}");
    }
}

#[test]
fn a_damaged_store_is_set_aside_and_told_and_costs_nothing_else() {
    let account = Account::new(Facts::default());
    account.write("data/quotatop/quotatop.db", &"no database ".repeat(1000));
    let ran = account.list();
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.errors.contains("damaged"), "{ran:?}");
    let aside = account.kept_files().into_iter().find(|path| path.to_str().unwrap().contains(".damaged-"));
    assert!(std::fs::read_to_string(aside.unwrap()).unwrap().starts_with("no database"));
    let again = account.list();
    assert_eq!((again.status, again.errors.as_str()), (0, ""), "{again:?}");
    assert_eq!(account.standin.count(&On::Catalogue), 1, "the new file keeps");
}

/// Makes the catalogue that was kept 25 hours older.
fn a_day_passes(account: &Account) {
    let store = rusqlite::Connection::open(account.store()).unwrap();
    let sql = "UPDATE last_known SET fetched_at = fetched_at - 90000000000 WHERE part = 'catalogue'";
    assert_eq!(store.execute(sql, []).unwrap(), 1);
}
