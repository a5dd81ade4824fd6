//! The page of the calls: when they are read, and what the keys do.

use quotatop::{
    app::account::calls::EVERY,
    domain::{
        Quantity, Request,
        calls::{CallGroup, CallGrouping, CallRange, RecentCalls},
        request::CallsReading,
    },
};

use super::script::*;
use crate::support::state::{bills::line, calls};

/// On a screen too small for a model's detail.
fn small() -> Script {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.size = Size { width: 80, height: 24 };
    script.begin(LastKnown::default());
    script.wake();
    script.catalogue(&["qwen-max"]);
    script.quotas(&[used("qwen-max", 500)]);
    script
}

/// The page without any calls yet.
fn opened() -> (Script, Vec<Effect>) {
    let mut script = small();
    let effects = script.type_in("2");
    (script, effects)
}

/// The page with the usual calls of a day.
fn with_calls() -> Script {
    let (mut script, _) = opened();
    script.say(Message::CallsRead(
        script.tag(),
        CallRange::Day,
        Some(calls::read(CallRange::Day, script.now.utc)),
    ));
    script
}

fn ranges_read(effects: &[Effect]) -> Vec<CallRange> {
    let read = |effect: &Effect| if let Effect::ReadCalls(_, range) = effect { Some(*range) } else { None };
    effects.iter().filter_map(read).collect()
}

fn requested(effects: &[Effect]) -> Vec<(Request, bool)> {
    let request = |effect: &Effect| match effect {
        Effect::Request { task: Task::Calls, request, force, .. } => Some((request.clone(), *force)),
        _ => None,
    };
    effects.iter().filter_map(request).collect()
}

fn nothing_stored(script: &mut Script, range: CallRange) -> Vec<Effect> {
    script.say(Message::CallsRead(script.tag(), range, None))
}

fn answered(script: &mut Script, range: CallRange) -> Vec<Effect> {
    let calls = calls::usual(range, script.now.utc);
    script.answer(Task::Calls, Ok(Response::Calls(CallsReading { calls, failed: None })))
}

fn keys(script: &Script) -> Vec<&str> {
    script.profile().calls.report.groups.iter().map(CallGroup::id).collect()
}

#[test]
fn the_store_is_searched_first_and_then_the_source_is_asked() {
    let (mut script, effects) = opened();
    assert_eq!((ranges_read(&effects), requested(&effects)), (vec![CallRange::Day], vec![]));
    // Even if another instance polls: it may read other ranges.
    let effects = nothing_stored(&mut script, CallRange::Day);
    assert_eq!(requested(&effects), [(Request::Calls(CallRange::Day), true)]);
    assert_eq!(requested(&script.after(100).wake()), [], "it is under way");
    let effects = answered(&mut script, CallRange::Day);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SaveCalls(..))), "{effects:?}");
    assert_eq!(keys(&script)[0], "qwen-max");
}

#[test]
fn stored_calls_that_are_recent_are_not_requested() {
    let script = with_calls();
    assert_eq!(keys(&script)[0], "qwen-max");
    assert!(!script.profile().schedule.is_planned(Task::Calls));
}

#[test]
fn calls_are_read_again_after_five_minutes_while_the_page_is_open() {
    let mut script = with_calls();
    let wake = quotatop::app::wake::Waking::new(&script.state, script.now).next(script.now);
    assert!(wake <= script.now.monotonic + EVERY);
    let effects = script.after(EVERY.as_secs()).wake();
    assert_eq!((ranges_read(&effects), requested(&effects)), (vec![CallRange::Day], vec![]));
    let effects = nothing_stored(&mut script, CallRange::Day);
    assert_eq!(
        requested(&effects),
        [(Request::Calls(CallRange::Day), false)],
        "an instance that polls goes first"
    );
    answered(&mut script, CallRange::Day);
    script.type_in("3");
    let effects = script.after(2 * EVERY.as_secs()).wake();
    assert_eq!((ranges_read(&effects), requested(&effects)), (vec![], vec![]), "nothing shows them");
}

#[test]
fn a_failure_is_retried_with_pauses_and_its_range_stays() {
    let mut script = with_calls();
    script.after(EVERY.as_secs()).wake();
    nothing_stored(&mut script, CallRange::Day);
    script.fail(Task::Calls, timed_out());
    assert_eq!(keys(&script)[0], "qwen-max", "what is known stays");
    assert!(script.failure(FeedName::Calls).is_some());
    assert_eq!(requested(&script.after(1).wake()), []);
    assert_eq!(requested(&script.after(HOUR).wake()).len(), 1);
}

#[test]
fn offline_only_the_store_is_read() {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.offline = true;
    script.begin(LastKnown::default());
    script.wake();
    script.type_in("2");
    let effects = nothing_stored(&mut script, CallRange::Day);
    assert_eq!(requested(&effects), []);
    assert_eq!(requested(&script.after(HOUR).wake()), []);
}

#[test]
fn another_instance_that_polls_leaves_them_in_the_store() {
    let mut script = with_calls();
    script.after(EVERY.as_secs()).wake();
    nothing_stored(&mut script, CallRange::Day);
    let effects = script.fetched_elsewhere(Task::Calls, LastKnown::default(), 100);
    assert_eq!(ranges_read(&effects), [CallRange::Day]);
    script.say(Message::CallsRead(
        script.tag(),
        CallRange::Day,
        Some(calls::read(CallRange::Day, script.now.utc)),
    ));
    assert!(
        script.profile().calls.get(CallRange::Day).is_some_and(|calls| calls.fetched_at == script.now.utc)
    );
}

#[test]
fn a_models_detail_needs_the_calls_of_a_day() {
    let mut script = small();
    assert_eq!(ranges_read(&script.wake()), []);
    assert_eq!(ranges_read(&script.press(Code::Enter)), [CallRange::Day]);
}

#[test]
fn keys_change_range_grouping_and_order() {
    let mut script = with_calls();
    for (key, range) in [
        (Code::Right, CallRange::Week),
        (Code::Right, CallRange::Month),
        (Code::Right, CallRange::Month),
        (Code::Left, CallRange::Week),
        (Code::Char('h'), CallRange::Day),
    ] {
        script.press(key);
        assert_eq!(script.state.view.calls.range, range, "{key:?}");
    }
    for (grouping, first) in [
        (CallGrouping::ApiKey, "1110000"),
        (CallGrouping::Workspace, "llm-a"),
        (CallGrouping::Model, "qwen-max"),
    ] {
        script.type_in("b");
        assert_eq!((script.state.view.calls.query.grouping, keys(&script)[0]), (grouping, first));
        assert_eq!(script.state.calls_cursor(), Some(0));
    }
    script.type_in("sf");
    assert_eq!(keys(&script)[0], "qwen-plus", "most failures first");
    script.type_in("S");
    assert_ne!(keys(&script)[0], "qwen-plus");
}

#[test]
fn a_search_narrows_the_groups_and_escape_ends_it() {
    let mut script = with_calls();
    script.type_in("/llm-a plus");
    script.press(Code::Enter);
    assert_eq!(keys(&script), ["qwen-plus"]);
    script.press(Code::Esc);
    assert_eq!(keys(&script).len(), 4);
}

#[test]
fn the_cursor_of_the_chart_moves_over_time_and_stays_within_it() {
    let mut script = with_calls();
    script.press(Code::Enter);
    let last = script.state.view.calls.step.unwrap();
    script.press(Code::Left);
    assert_eq!(script.state.view.calls.step, Some(last - 1));
    assert_eq!(script.state.view.calls.range, CallRange::Day, "the keys move over time now");
    script.press(Code::End);
    let end = script.state.view.calls.step.unwrap();
    script.press(Code::Right);
    assert_eq!(script.state.view.calls.step, Some(end));
    script.press(Code::Down);
    assert_eq!((script.state.calls_cursor(), script.state.view.calls.step), (Some(1), Some(end)));
    script.press(Code::Esc);
    assert_eq!(script.state.view.calls.step, None);
    script.press(Code::Right);
    assert_eq!(script.state.view.calls.range, CallRange::Week);
}

#[test]
fn a_key_leads_to_its_bill_and_back() {
    let mut script = with_calls();
    let charge = line("1110000;llm-a;qwen-max;input_token;;0", "tokens").costs("1", "1").end();
    script.read_bill(&november_bill().line(3, charge));
    script.type_in("b");
    assert_eq!(script.state.calls_group().map(CallGroup::id), Some("1110000"));
    script.type_in("m");
    assert_eq!(script.state.view.page, Page::Bills);
    assert_eq!(script.state.bills_group().map(|group| &*group.key), Some("1110000"));
    script.type_in("m");
    assert_eq!(script.state.view.page, Page::Calls);
    assert_eq!(script.state.calls_group().map(CallGroup::id), Some("1110000"));
    script.type_in("bbm");
    assert_eq!(script.state.view.page, Page::Bills, "a model leads to its bill");
}

#[test]
fn a_snapshot_has_no_such_page() {
    let mut script = Script::begun(SourceKind::Snapshot, false, LastKnown::default());
    script.type_in("2");
    assert_eq!(script.state.view.page, Page::Models);
}

/// Effects after the quotas have arrived, of which `remaining` of 1,000 is left.
fn with_quota(remaining: u64) -> (Script, Vec<Effect>) {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.size = Size { width: 80, height: 24 };
    script.begin(LastKnown::default());
    script.wake();
    script.catalogue(&["qwen-max"]);
    let effects = script.quotas(&[used("qwen-max", remaining)]);
    (script, effects)
}

#[test]
fn the_last_hour_is_read_while_a_quota_is_in_use_whatever_is_shown() {
    for remaining in [0, 1_000] {
        assert_eq!(ranges_read(&with_quota(remaining).1), [], "{remaining}");
    }
    let (mut script, effects) = with_quota(500);
    assert_eq!(ranges_read(&effects), [CallRange::Hour]);
    let effects = nothing_stored(&mut script, CallRange::Hour);
    assert_eq!(requested(&effects), [(Request::Calls(CallRange::Hour), true)]);
    assert!(script.profile().snapshot.models[0].recent.is_none());
    answered(&mut script, CallRange::Hour);
    // The usual calls used more than the 500 that the figure shows.
    let model = &script.profile().snapshot.models[0];
    assert_eq!(model.about_left(), Some(0.into()));
    assert_eq!(model.quota.as_ref().unwrap().remaining, Some(500.into()), "the vendor's figure stays");
    assert_eq!(requested(&script.after(60).type_in("r")), [], "the user need not wait for it");
    script.type_in("3");
    let effects = script.after(EVERY.as_secs()).wake();
    assert_eq!(ranges_read(&effects), [CallRange::Hour], "for the alerts");
}

#[test]
fn a_figure_that_is_read_again_unchanged_counts_from_when_it_was_first_seen() {
    let (mut script, _) = with_quota(900_000);
    script.quotas(&[used("qwen-max", 800_000)]);
    let first_seen = script.now.utc;
    for _ in 0..20 {
        script.after(60).quotas(&[used("qwen-max", 800_000)]);
    }
    let calls = calls::usual(CallRange::Hour, script.now.utc);
    let expected = RecentCalls::of(&calls).unwrap().use_of(&"qwen-max".into(), first_seen);
    script.say(Message::CallsRead(
        script.tag(),
        CallRange::Hour,
        Some(calls::read(CallRange::Hour, script.now.utc)),
    ));
    assert_eq!(script.profile().snapshot.models[0].recent.as_deref(), Some(&expected));
    assert!(expected.since_count.is_some_and(Quantity::is_positive));
}
