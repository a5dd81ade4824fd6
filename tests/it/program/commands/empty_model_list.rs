//! A model list without models is reported, and fetched again by the next run.

use super::*;

fn without_models() -> Account {
    Account::new(Facts { models: Vec::new(), ..Facts::default() })
}

#[test]
fn an_empty_list_is_reported_with_a_remedy() {
    let account = without_models();
    for arguments in [&["list"][..], &["check", "qwen-max"], &["poll", "--once"]] {
        let remedies = ["region", "workspace_id", "activated"];
        account.run(arguments).fails(1).reports("lists no models").reports_all(&remedies);
    }
    let ran = account.list().exits(1);
    assert_eq!(ran.json()["feeds"]["quotas"]["error"]["kind"], "server", "{ran:?}");
    assert_eq!(account.standin.count(&On::Quotas), 0, "there is no model to request");
}

#[test]
fn models_that_appear_later_are_listed_by_the_next_run() {
    let account = without_models();
    account.list().exits(1);
    account.list().exits(1);
    assert_eq!(account.standin.count(&On::Catalogue), 2, "fetched again");
    account.standin.change(|facts| facts.models = Facts::default().models);
    account.list().succeeds().has_left("qwen-max", "24098");
}

#[test]
fn an_empty_list_stored_by_an_earlier_version_is_fetched_again() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    let store = account.database();
    let emptied = "UPDATE last_known SET payload = '' WHERE part = 'catalogue'";
    assert_eq!(store.execute(emptied, []).unwrap(), 1);
    assert_eq!(store.execute("DELETE FROM last_known WHERE part = 'models'", []).unwrap(), 1);
    account.list().succeeds();
    assert_eq!(account.standin.count(&On::Catalogue), 2, "although the first one is not a day old");
}

#[test]
fn a_list_that_becomes_empty_leaves_known_models_alone() {
    let account = Account::new(Facts::default());
    account.list().exits(0);
    account.database().execute("UPDATE last_known SET fetched_at = 0 WHERE part = 'catalogue'", []).unwrap();
    account.standin.change(|facts| facts.models.clear());
    let ran = account.list().has_left("qwen-max", "24098");
    assert!(!ran.errors.contains("lists no models"), "{ran:?}");
}
