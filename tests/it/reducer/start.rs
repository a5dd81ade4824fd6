//! The first requests, with and without saved data.

use quotatop::domain::{calls::CallRange, request::QuotaReading};

use super::script::*;
use crate::support::state::calls;

#[test]
fn no_request_is_made_before_the_saved_data_are_read() {
    for source in [SourceKind::Alibaba, SourceKind::Snapshot, SourceKind::Demo] {
        let mut script = Script::raw(source, false);
        assert_eq!(script.wake(), [], "{source:?}");
        script.after(HOUR);
        assert_eq!(script.wake(), [], "{source:?}");
        script.begin(LastKnown::default());
        assert_ne!(script.wake(), [], "{source:?}");
    }
}

#[test]
fn without_saved_data_the_model_list_comes_first_and_the_quotas_follow() {
    let mut script = Script::new();
    assert!(script.state.is_first_load());
    assert_eq!(tasks(&script.wake()), [Task::Catalogue, Task::Account]);
    assert_eq!(script.wake(), [], "the requests are under way");

    let effects = script.catalogue(&["b", "a"]);
    let names = vec!["a".into(), "b".into()];
    let tag = script.tag();
    let (task, request) = (Task::Quotas, Request::Quotas(names.clone()));
    assert!(effects.contains(&Effect::Request { tag, task, request, force: false }), "{effects:?}");
    assert_eq!(tasks(&effects), [Task::Quotas]);
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Save(ProfileId(0), SaveData::Catalogue(saved)) if saved.value.len() == 2
    )));
    assert!(!script.state.is_first_load(), "the models are there to be shown");

    let effects = script.quotas(&[used("a", 500), used("b", 500)]);
    let (task, request) = (Task::Switches, Request::FreeQuotaOnly(names));
    assert!(effects.contains(&Effect::Request { tag, task, request, force: false }), "{effects:?}");
}

#[test]
fn switches_that_come_with_the_quotas_are_not_requested() {
    let mut script = Script::new();
    script.wake();
    script.catalogue(&["a", "b", "c"]);
    let quota = |left| Quota { read_at: script.now.utc, ..used("m", left).quota.unwrap() };
    let readings = [("a", Some(true)), ("b", Some(false)), ("c", None)]
        .map(|(name, free_quota_only)| (name.into(), QuotaReading { free_quota_only, ..quota(500).into() }));
    let rows = Rows { rows: readings.to_vec(), odd: 0, failed: None };
    let effects = script.answer(Task::Quotas, Ok(Response::Quotas(rows)));
    let (.., request, _) = requests(&effects).next().unwrap();
    assert_eq!(*request, Request::FreeQuotaOnly(vec!["c".into()]));
    for (name, switch) in [("a", Some(true)), ("b", Some(false)), ("c", None)] {
        assert_eq!(script.model(name).free_quota_only, switch);
        assert_eq!(script.model(name).free_quota_only_read_at, switch.map(|_| script.now.utc));
    }
}

#[test]
fn with_saved_data_everything_is_requested_at_once() {
    let mut known = saved(many(3), 5 * 60);
    known.catalogue = None;
    let mut script = Script::knowing(known);
    assert_eq!(script.listed(), ["m000", "m001", "m002"], "they are shown before any request");
    assert_eq!(script.fetched_at(FeedName::Quotas), Some(instant(-300)), "with their age");
    assert_eq!(tasks(&script.wake()), [Task::Catalogue, Task::Quotas, Task::Account]);
}

#[test]
fn the_model_list_is_requested_once_a_day() {
    let day = 24 * 3600;
    for (age, expected) in [
        (3600, vec![Task::Quotas, Task::Account]),
        (day - 1, vec![Task::Quotas, Task::Account]),
        (day, vec![Task::Catalogue, Task::Quotas, Task::Account]),
        // From the future: the clock was wrong, so the age is unknown.
        (-3600, vec![Task::Catalogue, Task::Quotas, Task::Account]),
    ] {
        assert_eq!(tasks(&Script::knowing(saved(many(1), age)).wake()), expected, "{age} s old");
    }
    let mut script = Script::knowing(saved(many(1), day - 60));
    script.wake();
    script.quotas(&many(1));
    assert!(tasks(&script.after(60).wake()).contains(&Task::Catalogue), "its day is over");
}

#[test]
fn only_wanted_feeds_are_requested() {
    for (wanted, expected) in [
        (vec![FeedName::Account], vec![Task::Account]),
        (vec![FeedName::Quotas], vec![Task::Catalogue]),
        (vec![], vec![]),
    ] {
        let mut script = Script::raw(SourceKind::Alibaba, false);
        script.state.begin(LastKnown::default(), &wanted, script.now);
        assert_eq!(tasks(&script.wake()), expected);
    }
}

#[test]
fn offline_no_request_is_made() {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.offline = true;
    script.begin(saved(many(3), 60));
    let mut effects = script.wake();
    effects.extend(script.type_in("r"));
    effects.extend(script.new_login(LastKnown::default()));
    effects.extend(script.after(HOUR).wake());
    effects.extend(script.type_in("r"));
    assert_eq!(beyond(effects), [], "saved data are read, and nothing else");
    assert!(!script.state.is_first_load(), "there is nothing to wait for");
}

#[test]
fn an_empty_model_list_is_requested_again_soon() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, Cause::NoModels);
    assert_eq!(script.failure(FeedName::Quotas).map(|failure| &failure.cause), Some(&Cause::NoModels));
    assert!(tasks(&script.after(67).wake()).contains(&Task::Catalogue));
    script.fail(Task::Catalogue, Cause::NoModels);
    assert!(tasks(&script.type_in("r")).contains(&Task::Catalogue), "and at once when the user presses r");
    script.catalogue(&["m"]);
    assert_eq!((script.failure(FeedName::Quotas), script.listed()), (None, vec!["m"]));
}

#[test]
fn an_empty_model_list_saved_by_an_earlier_version_is_requested_again() {
    let mut script = Script::knowing(saved(Vec::new(), 60));
    assert!(tasks(&script.wake()).contains(&Task::Catalogue));
}

#[test]
fn stored_calls_of_the_last_hour_correct_figures_from_the_start() {
    for (left, read_ago, is_corrected) in [
        (500, 60, true),
        // What is stored is old, and all there is until newer calls are requested.
        (500, 600, true),
        // Nothing has been used.
        (1000, 60, false),
    ] {
        let calls = Some(calls::read(CallRange::Hour, instant(-read_ago)));
        let known = LastKnown { calls, ..saved(vec![used("qwen-max", left)], 60) };
        let mut script = Script::knowing(known);
        assert_eq!(script.model("qwen-max").recent.is_some(), is_corrected, "{left} {read_ago}");
        let is_read = |effect: &Effect| matches!(effect, Effect::ReadCalls(_, CallRange::Hour));
        assert!(!script.wake().iter().any(is_read), "{left} {read_ago}: it was read");
    }
}
