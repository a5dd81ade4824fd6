//! The page of the calls.

use std::sync::Arc;

use chrono::TimeDelta;

use quotatop::{
    app::{Effect, account::schedule::Task, copied::Copied},
    domain::{
        Dated, Quantity, Workspace,
        calls::{CallPoint, CallRange, CallSeries, Calls},
    },
};

use super::{fixture::*, snapshot, snapshots};
use crate::support::state::calls;

/// Opens the page with these calls of a day.
fn with(mut state: State, calls: Calls) -> State {
    type_text(&mut state, "2");
    let tag = state.profile().tag(state.current());
    let calls = Dated { value: Arc::new(calls), fetched_at: now().utc };
    let _ = update(&mut state, Message::CallsRead(tag, CallRange::Day, Some(calls)), now());
    state
}

pub(crate) fn usual(size: (u16, u16)) -> State {
    with(with_alerts(size), calls::usual(CallRange::Day, now().utc))
}

#[test]
fn who_called_what() {
    snapshots("calls", usual);
}

/// The time until the first token gives way to the whole reason, the other columns do not. Long names of models next to
/// API keys do not take the shares' room.
#[test]
fn a_wide_screen_has_whole_reasons_and_next_to_the_groups_shares() {
    for (width, is_whole, has_first_token) in
        [(120, false, false), (180, false, false), (200, true, false), (240, true, false), (159, true, true)]
    {
        let mut state = usual((width, 60));
        let by_model = text(&drawn(&state));
        assert_eq!(by_model.contains("403 AllocationQuota.FreeTierOnly"), is_whole, "{width}: {by_model}");
        assert_eq!(by_model.contains("1ST TOKEN"), has_first_token, "{width}: {by_model}");
        assert!(by_model.contains("OVER TIME"), "{width}: {by_model}");
        type_text(&mut state, "b");
        let by_key = text(&drawn(&state));
        assert!(by_key.contains("SHARE"), "{width}: {by_key}");
    }
}

#[test]
fn by_api_key_with_the_cursor_in_the_chart() {
    snapshots("calls-chart", |size| {
        let mut state = usual(size);
        type_text(&mut state, "b");
        press(&mut state, [Code::Enter, Code::Left]);
        state
    });
}

#[test]
fn without_a_series_the_chart_says_so() {
    let mut calls = calls::usual(CallRange::Day, now().utc);
    calls.is_complete = false;
    calls.rows.iter_mut().for_each(|row| row.series = None);
    snapshot("calls-no-series", &drawn(&with(with_alerts((120, 36)), calls)));
}

#[test]
fn what_is_missing_says_why() {
    let none = Calls { rows: Vec::new(), ..calls::usual(CallRange::Day, now().utc) };
    snapshot("calls-none", &drawn(&with(with_alerts((80, 24)), none)));
    let mut waits = with_alerts((80, 24));
    type_text(&mut waits, "2");
    snapshot("calls-reading", &drawn(&waits));
    let mut failed = waits.clone();
    let tag = failed.profile().tag(failed.current());
    let _ = update(&mut failed, Message::CallsRead(tag, CallRange::Day, None), now());
    let cause = Cause::Forbidden { action: None, code: "BailianGateway.Workspace.NotAuthorised".into() };
    let _ = update(&mut failed, Message::Fetched(tag, Task::Calls, Err(cause).into()), now());
    snapshot("calls-failed", &drawn(&failed));
}

#[test]
fn of_several_workspaces_the_line_that_chooses_one_is_shown_and_copied() {
    let mut state = with_alerts((80, 24));
    type_text(&mut state, "2");
    let tag = state.profile().tag(state.current());
    let _ = update(&mut state, Message::CallsRead(tag, CallRange::Day, None), now());
    let workspace = |id: &str, name: &str| Workspace { id: id.into(), name: Some(name.into()) };
    let workspaces =
        vec![workspace("llm-0123456789abcdef", "Production"), workspace("llm-1123456789abcdef", "Test")];
    let cause = Cause::NoDefaultWorkspace { workspaces, more: 1 };
    let _ = update(&mut state, Message::Fetched(tag, Task::Calls, Err(cause).into()), now());
    let text = text(&drawn(&state));
    let line = r#"workspace_id = "llm-0123456789abcdef""#;
    for shown in ["llm-0123456789abcdef (Production)", "llm-1123456789abcdef (Test)", line] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let effects = update(&mut state, Message::Key(Key::char('Y')), now());
    let copied = Effect::Copy(Copied::Remedy(line.to_owned()));
    assert!(effects.contains(&copied), "{effects:?}");
}

#[test]
fn the_detail_of_a_model_says_who_used_it() {
    let mut state = with_alerts((120, 36));
    let tag = state.profile().tag(state.current());
    let calls = calls::read(CallRange::Day, now().utc);
    let _ = update(&mut state, Message::CallsRead(tag, CallRange::Day, Some(calls)), now());
    state.view.selected = Some("qwen-max".into());
    press(&mut state, [Code::Enter]);
    let text = text(&drawn(&state));
    assert!(text.contains("in the last 24 hours: API key 1110000 78 %, API key 2220000 22 %"), "{text}");
}

#[test]
fn the_detail_of_a_model_says_what_is_left_by_its_calls() {
    let mut state = with_alerts((120, 36));
    let tag = state.profile().tag(state.current());
    let mut calls = calls::usual(CallRange::Hour, now().utc);
    for row in &mut calls.rows {
        let mut series = CallSeries::silent(calls.from, calls.to, CallRange::Hour.step());
        let used = if row.stats.failures.is_empty() { 98.into() } else { Quantity::ZERO };
        series.add(now().utc - TimeDelta::minutes(2), CallPoint { calls: 1, failed: 0, used });
        row.series = Some(series);
    }
    let calls = Dated { value: Arc::new(calls), fetched_at: now().utc };
    let _ = update(&mut state, Message::CallsRead(tag, CallRange::Hour, Some(calls)), now());
    state.view.selected = Some("qwen-max".into());
    press(&mut state, [Code::Enter]);
    snapshot("calls-about", &drawn(&state));
    let text = text(&drawn(&state));
    assert!(text.contains("24,098 of 1,000,000 tokens left"), "{text}");
    assert!(text.contains("about 24,000 by the calls until"), "{text}");
}
