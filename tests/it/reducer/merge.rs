//! What an answer changes, and what it does not.

use quotatop::domain::{
    Site, Status,
    price::{Charge, PriceList, list_price},
};

use super::script::*;

fn left(script: &Script, name: &str) -> u64 {
    script.model(name).quota.as_ref().unwrap().remaining.unwrap().to_string().parse().unwrap()
}

#[test]
fn a_partial_answer_changes_only_its_own_models() {
    let mut script = Script::running(&[used("a", 500), used("b", 500)]);
    script.after(67).wake();
    let effects = script.quotas_in_part(&[used("a", 400)], timed_out());
    assert_eq!((left(&script, "a"), left(&script, "b")), (400, 500));
    assert_eq!(script.model("a").quota.as_ref().unwrap().read_at, instant(67));
    assert_eq!(script.model("b").quota.as_ref().unwrap().read_at, instant(0));
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(0)), "not all were read");
    assert_eq!(script.failure(FeedName::Quotas).unwrap().cause, timed_out());
    assert_eq!(saved_models(&effects), [(2, instant(0))]);
}

#[test]
fn a_model_stays_though_an_answer_or_the_model_list_omits_it() {
    let mut script = Script::running(&[used("a", 500), used("gone", 300)]);
    script.after(67).wake();
    script.quotas(&[used("a", 450)]);
    assert_eq!(left(&script, "gone"), 300);
    assert_eq!(script.model("gone").quota.as_ref().unwrap().read_at, instant(0), "with its age");
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(67)));
    assert_eq!(script.failure(FeedName::Quotas), None);
    script.after(27 * HOUR).wake();
    script.catalogue(&["a", "fresh"]);
    assert_eq!(script.listed(), ["gone", "a", "fresh"]);
    assert_eq!(left(&script, "gone"), 300);
}

#[test]
fn the_quota_of_a_new_model_is_requested_at_once() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(27 * HOUR).wake();
    script.quotas(&[used("a", 500)]);
    script.switches(&[]);
    assert_eq!(tasks(&script.catalogue(&["a", "fresh"])), [Task::Quotas]);
    let effects = script.quotas(&[used("a", 500), used("fresh", 1000)]);
    assert_eq!(tasks(&effects), [Task::Switches]);
    assert_eq!(script.profile().model(&"fresh".into()).unwrap().1.status, Status::Ok);
}

/// When a grant came that was new.
fn came_at(script: &Script, name: &str) -> Option<i64> {
    let came_at = script.model(name).grant.as_ref()?.came_at?;
    Some((came_at - instant(0)).num_seconds())
}

#[test]
fn a_grant_that_grows_or_comes_to_a_known_account_is_new() {
    let mut script = Script::running(&[used("a", 500), used("b", 500)]);
    for name in ["a", "b"] {
        assert_eq!(came_at(&script, name), None, "the account was first seen with it");
    }
    script.after(67).wake();
    let mut more = used("a", 1500);
    more.quota.as_mut().unwrap().total = Some(2000.into());
    script.quotas(&[more.clone(), used("b", 500)]);
    assert_eq!([came_at(&script, "a"), came_at(&script, "b")], [Some(67), None]);
    // Later figures of the same grant do not change that.
    script.after(67).wake();
    more.quota.as_mut().unwrap().remaining = Some(1400.into());
    script.quotas(&[more, used("unlisted", 900)]);
    assert_eq!([came_at(&script, "a"), came_at(&script, "unlisted")], [Some(67), None]);
    // A model of a later list.
    script.after(27 * HOUR).wake();
    script.catalogue(&["a", "b", "later"]);
    let read = (script.now.utc - instant(0)).num_seconds();
    script.quotas(&[used("later", 1000)]);
    assert_eq!(came_at(&script, "later"), Some(read));
}

#[test]
fn models_that_could_not_be_read_at_first_are_not_new() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b"]);
    script.quotas_in_part(&[used("a", 500)], timed_out());
    script.after(67).wake();
    script.quotas(&[used("a", 500), used("b", 500)]);
    assert_eq!([came_at(&script, "a"), came_at(&script, "b")], [None, None]);
}

#[test]
fn the_model_list_changes_the_kind_of_a_model_and_not_its_quota() {
    let mut script = Script::running(&[used("a", 500)]);
    script.switches(&[("a", true)]);
    let entry = Catalogued { kind: Kind::Vision, ..entry("a") };
    script.answer(Task::Catalogue, Ok(Response::Catalogue(vec![entry].into())));
    assert_eq!(script.model("a").kind, Kind::Vision);
    assert_eq!((left(&script, "a"), script.model("a").free_quota_only), (500, Some(true)));
}

#[test]
fn the_price_of_the_newest_model_list_is_used() {
    let listed = |amount: i64| Catalogued {
        charge: Some(Charge::Tokens { input: Some(amount.into()), output: None }),
        ..entry("a")
    };
    let mut script = Script::raw(SourceKind::Alibaba, false);
    let catalogue = Some(Dated { value: vec![listed(1)], fetched_at: instant(-60) });
    script.begin(LastKnown { catalogue, ..saved(vec![used("a", 500)], 60) });
    let price = |script: &Script| script.profile().price(&"a".into()).map(|price| (price.charge, price.list));
    let expected =
        |amount, seconds| (listed(amount).charge.unwrap(), PriceList::Server { read_at: instant(seconds) });
    assert_eq!(price(&script), Some(expected(1, -60)), "as it was saved");
    script.answer(Task::Catalogue, Ok(Response::Catalogue(vec![listed(2)].into())));
    assert_eq!(price(&script), Some(expected(2, 0)));
    script.answer(Task::Catalogue, Ok(Response::Catalogue(vec![entry("a")].into())));
    assert_eq!(price(&script), None, "no price any more, and none that is older");
    let built_in = list_price("qwen-max", Some(Site::International));
    let history = ModelHistory { model: "a".into(), seen: vec![], cone: vec![], price: built_in.clone() };
    script.say(Message::HistoryRead(script.tag(), Box::new(history)));
    assert_eq!(script.profile().price(&"a".into()), built_in, "then that of the built-in list");
    script.answer(Task::Catalogue, Ok(Response::Catalogue(vec![listed(3)].into())));
    assert_eq!(price(&script), Some(expected(3, 0)));
}

#[test]
fn a_switch_that_an_answer_omits_stays_as_it_was() {
    let mut script = Script::running(&[used("a", 0), used("b", 0)]);
    script.switches(&[("a", true), ("b", false), ("never-heard-of", true)]);
    script.switches(&[("a", false)]);
    assert_eq!(script.model("a").free_quota_only, Some(false));
    assert_eq!(script.model("b").free_quota_only, Some(false));
    assert_eq!(script.listed().len(), 2);
}

#[test]
fn a_switch_without_a_state_becomes_unknown() {
    let mut script = Script::running(&[used("a", 0), used("b", 5)]);
    script.after(1).switches(&[("a", true), ("b", true)]);
    let switch = |script: &Script, name: &str| {
        (script.model(name).free_quota_only, script.model(name).free_quota_only_read_at)
    };
    assert_eq!(switch(&script, "b"), (Some(true), Some(instant(1))));
    assert_eq!(script.next_call("b"), NextCall::Free);
    let rows = vec![("a".into(), None), ("b".into(), None)];
    let answer = Response::FreeQuotaOnly(Rows { rows, odd: 0, failed: None });
    script.after(1).answer(Task::Switches, Ok(answer));
    assert_eq!((switch(&script, "a"), switch(&script, "b")), ((None, None), (None, None)));
    assert_eq!((script.next_call("a"), script.next_call("b")), (NextCall::Unknown, NextCall::Unknown));
}

#[test]
fn a_call_is_free_no_longer_than_an_hour_after_the_switch_was_read() {
    let mut script = Script::running(&[used("a", 5)]);
    script.switches(&[("a", true)]);
    script.after(HOUR).wake();
    script.quotas(&[used("a", 5)]);
    assert_eq!(script.next_call("a"), NextCall::Free);
    script.after(1).wake();
    script.quotas(&[used("a", 5)]);
    assert_eq!(script.next_call("a"), NextCall::Unknown);
}

#[test]
fn a_repeated_name_is_one_model() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b", "a"]);
    script.quotas(&[used("b", 5), used("new", 6), used("new", 7)]);
    assert_eq!(script.listed().len(), 3);
}

#[test]
fn an_overdue_account_gets_its_banner_from_the_newest_balance() {
    let mut script = Script::running(&many(1));
    let banner = |script: &Script| layout(&script.state).banner.height;
    assert_eq!(banner(&script), 0);
    script.balance("-12.40");
    assert_eq!(banner(&script), 1);
    script.after(67).wake();
    script.fail(Task::Account, Cause::KeyRefused { credential: "env".to_owned(), code: "x".to_owned() });
    assert_eq!(banner(&script), 1, "the last known balance counts");
    script.balance("0");
    assert_eq!(banner(&script), 0);
}
