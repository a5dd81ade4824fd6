//! What is exported of the state.

use std::sync::Arc;

use quotatop::{
    app::metrics::{
        FeedMetrics, ProfileMetrics,
        float::{instant as instant_of, number},
    },
    domain::Quantity,
};

use super::script::*;

fn metrics(script: &Script) -> ProfileMetrics {
    ProfileMetrics::of(&script.state, script.profile())
}

fn exported(script: &Script) -> Vec<String> {
    metrics(script).models.exported().map(|model| model.model.name.to_string()).collect()
}

fn feed(script: &Script, name: FeedName) -> FeedMetrics {
    let found = metrics(script).feeds.into_iter().find(|feed| feed.feed == name);
    found.unwrap()
}

/// A day and an hour pass, and only these models are left.
fn a_day_later(script: &mut Script, left: &[Model]) {
    for _ in 0..5 {
        script.after(5 * HOUR).wake();
        script.quotas(left);
    }
}

#[test]
fn a_model_that_vanished_is_exported_for_a_day() {
    let mut script = Script::running(&[used("gone", 300), used("stays", 500)]);
    script.after(20 * HOUR).wake();
    script.quotas(&[used("stays", 500)]);
    assert_eq!(exported(&script), ["gone", "stays"]);
    a_day_later(&mut script, &[used("stays", 500)]);
    assert_eq!(exported(&script), ["stays"]);
    assert_eq!(script.listed().len(), 2, "the list never forgets");
}

#[test]
fn a_model_without_a_quota_is_exported_as_long_as_it_is_listed() {
    let mut script = Script::running(&[used("a", 500)]);
    script.after(27 * HOUR).wake();
    script.quotas(&[used("a", 500)]);
    script.catalogue(&["a", "new"]);
    assert_eq!(exported(&script), ["a", "new"]);
    script.after(27 * HOUR).wake();
    script.quotas(&[used("a", 500)]);
    script.catalogue(&["a"]);
    assert_eq!(exported(&script), ["a"]);
}

#[test]
fn an_outage_removes_nothing_and_shows_the_age() {
    let mut script = Script::running(&[used("a", 500), used("b", 500)]);
    for _ in 0..10 {
        script.after(10 * HOUR).wake();
        script.fail(Task::Quotas, timed_out());
    }
    assert_eq!(exported(&script), ["a", "b"]);
    let expected = FeedMetrics { feed: FeedName::Quotas, fetched_at: Some(instant(0)), is_up: Some(false) };
    assert_eq!(feed(&script, FeedName::Quotas), expected);
    assert_eq!(feed(&script, FeedName::Account).is_up, Some(true));
}

#[test]
fn what_was_never_requested_is_neither_up_nor_down() {
    let mut script = Script::new();
    assert_eq!(feed(&script, FeedName::Quotas).is_up, None);
    script.wake();
    script.fail(Task::Account, Cause::NoAccessKey { looked_for: vec![] });
    script.fail(Task::Catalogue, timed_out());
    assert_eq!(feed(&script, FeedName::Account).is_up, None, "there is nothing to request it with");
    assert_eq!(feed(&script, FeedName::Quotas).is_up, Some(false));
    let metrics = metrics(&script);
    assert_eq!((metrics.is_overdue, metrics.available(), &metrics.inference), (None, None, &None));
}

#[test]
fn figures_and_judgement_are_those_of_the_list() {
    let mut script = Script::running(&[used("a", 500)]);
    script.balance("-12.40");
    let metrics = metrics(&script);
    let (model, row) = script.profile().model(&"a".into()).unwrap();
    let quota = model.quota.as_ref().unwrap();
    let exported = metrics.models.exported().next().unwrap();
    let amount = |amount: Option<Quantity>| amount.map(|amount| number(amount.decimal()));
    assert_eq!((exported.total(), exported.remaining()), (amount(quota.total), amount(quota.remaining)));
    assert_eq!(exported.remaining(), Some(500.0));
    assert_eq!(exported.expires_at(), quota.expires_at.map(instant_of));
    assert_eq!((exported.next_call, exported.next_call), (NextCall::Refused, row.next_call));
    assert_eq!(metrics.is_overdue, Some(true));
    assert_eq!(metrics.available().map(|(amount, _)| amount.to_string()).as_deref(), Some("-12.40"));
}

#[test]
fn what_is_being_read_stays_as_it_was() {
    let mut script = Script::running(&[used("a", 500)]);
    let remaining = |metrics: &ProfileMetrics| metrics.models.exported().next().unwrap().remaining();
    let before = metrics(&script);
    script.after(MINUTE).wake();
    script.quotas(&[used("a", 400)]);
    assert_eq!([remaining(&before), remaining(&metrics(&script))], [Some(500.0), Some(400.0)]);
}

#[test]
fn models_of_which_nothing_is_new_are_no_second_copy() {
    let mut script = Script::running(&[used("a", 500)]);
    let before = metrics(&script);
    script.balance("-12.40");
    let after = metrics(&script);
    assert!(Arc::ptr_eq(&before.models.models, &after.models.models));
    let next_call = |metrics: &ProfileMetrics| metrics.models.exported().next().unwrap().next_call;
    assert_ne!(next_call(&before), next_call(&after));
}
