//! The account of the history: a renewed login continues it, another account begins its own.

use super::fixture::*;

fn models(minute: i64, left: i64) -> Vec<Model> {
    ["a", "bb", "ccc", "dddd"].map(|name| model(name, left, minute)).into()
}

#[test]
fn a_renewed_token_continues_the_history_of_its_account() {
    let mut desk = Desk::new();
    desk.poll(0, models(0, 900));
    desk.login = "b";
    assert_eq!(desk.spans("a"), [], "before the account is known");
    desk.poll(1, models(1, 800));
    assert_eq!(desk.spans("a"), [(0, 0, 900), (1, 1, 800)]);
    desk.login = "a";
    assert_eq!(desk.spans("a").len(), 2, "the old login has the same history");
}

#[test]
fn another_account_begins_its_own() {
    let mut desk = Desk::new();
    desk.poll(0, models(0, 900));
    desk.login = "b";
    let mut others = models(1, 900);
    for model in &mut others {
        let quota = model.quota.as_mut().unwrap();
        quota.expires_at = quota.expires_at.map(|at| at + chrono::TimeDelta::seconds(1));
    }
    desk.poll(1, others);
    assert_eq!(desk.spans("a"), [(1, 1, 900)]);
    desk.login = "a";
    desk.poll(2, models(2, 850));
    assert_eq!(desk.spans("a"), [(0, 0, 900), (2, 2, 850)]);
}

#[test]
fn an_incomplete_first_poll_does_not_decide_the_account() {
    let mut desk = Desk::new();
    desk.poll(0, models(0, 900));
    desk.login = "b";
    desk.poll(1, models(1, 800).split_off(2));
    assert_eq!(desk.spans("dddd"), []);
    desk.poll(2, models(2, 700));
    assert_eq!(desk.spans("dddd"), [(0, 0, 900), (2, 2, 700)]);
}

#[test]
fn other_profiles_and_regions_are_separate() {
    let desk = Desk::new();
    desk.poll(0, models(0, 900));
    for change in ["profile", "region", "site"] {
        let mut identity = desk.identity();
        let key = identity.quotas.as_mut().unwrap();
        match change {
            "profile" => key.profile = "other".to_owned(),
            "region" => key.fingerprint = "cn-beijing/a".to_owned(),
            _ => key.site = Site::China,
        }
        desk.set_clock(1);
        desk.store
            .save(&identity, SaveData::Models(Dated { value: models(1, 800).into(), fetched_at: at(1) }));
        desk.flush();
        let seen: Vec<_> = desk.store.read_history(&identity, "a".into(), at(-1), |it| it).wait();
        assert_eq!(spans(&seen), [(1, 1, 800)], "{change}");
    }
    assert_eq!(desk.spans("a"), [(0, 0, 900)]);
}
