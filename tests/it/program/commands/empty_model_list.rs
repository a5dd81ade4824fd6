//! A model list without models: that is said, and it is asked for again.

use super::*;

fn without_models() -> Account {
    Account::new(Facts { models: Vec::new(), ..Facts::default() })
}

#[test]
fn an_empty_list_is_said_with_what_to_do() {
    let account = without_models();
    for arguments in [&["list"][..], &["check", "qwen-max"], &["poll", "--once"]] {
        let ran = account.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
        assert!(ran.errors.contains("lists no models"), "{arguments:?}: {ran:?}");
        for fix in ["region", "workspace_id", "https://modelstudio.console.alibabacloud.com"] {
            assert!(ran.errors.contains(fix), "{arguments:?}: {ran:?}");
        }
    }
    let ran = account.list();
    let error = &ran.json()["feeds"]["quotas"]["error"];
    assert_eq!((ran.status, &error["kind"]), (1, &"server".into()), "{ran:?}");
    assert_eq!(account.standin.count(&On::Quotas), 0, "there is nothing to ask for");
}

#[test]
fn models_that_appear_later_are_shown_at_the_next_question() {
    let account = without_models();
    assert_eq!(account.list().status, 1);
    assert_eq!(account.list().status, 1);
    assert_eq!(account.standin.count(&On::Catalogue), 2, "asked for again");
    account.standin.change(|facts| facts.models = Facts::default().models);
    let ran = account.list();
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098");
}

#[test]
fn an_empty_list_of_an_earlier_version_is_no_list() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    let store = rusqlite::Connection::open(account.store()).unwrap();
    let emptied = "UPDATE last_known SET payload = '' WHERE part = 'catalogue'";
    assert_eq!(store.execute(emptied, []).unwrap(), 1);
    assert_eq!(store.execute("DELETE FROM last_known WHERE part = 'models'", []).unwrap(), 1);
    let ran = account.list();
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
    assert_eq!(account.standin.count(&On::Catalogue), 2, "the day is not over");
}

#[test]
fn a_list_that_becomes_empty_leaves_the_models_that_are_known() {
    let account = Account::new(Facts::default());
    assert_eq!(account.list().status, 0);
    let store = rusqlite::Connection::open(account.store()).unwrap();
    store.execute("UPDATE last_known SET fetched_at = 0 WHERE part = 'catalogue'", []).unwrap();
    account.standin.change(|facts| facts.models.clear());
    let ran = account.list();
    assert_eq!(ran.model("qwen-max")["remaining"].to_string(), "24098", "{ran:?}");
    assert!(!ran.errors.contains("lists no models"), "{ran:?}");
}
