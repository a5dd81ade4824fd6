//! Calls from the console's statistics: the newer ones, the older ones in their place, and over time.

use quotatop::domain::{
    Workspace,
    calls::{CallFailure, CallGrouping, CallRange, Caller, Calls, CallsSource, UsageKind},
    request::CallsReading,
};

use super::fixture::*;
use crate::support::standin::Monitoring;

fn call(model: &str, key: i64, workspace: &str, succeeded: u64) -> CallFact {
    CallFact {
        workspace: workspace.into(),
        model: model.into(),
        key,
        succeeded,
        failed: 2,
        input: succeeded * 100,
        output: succeeded * 10,
    }
}

fn facts() -> Facts {
    let calls = vec![
        call("qwen-max", 1_110_000, "llm-default", 42),
        call("qwen-max", -1, "llm-default", 1),
        call("qwen-plus", 1_110_000, "llm-other", 5),
    ];
    Facts { calls, ..Facts::default() }
}

fn keys(calls: &Calls, by: CallGrouping) -> Vec<(Option<String>, Option<u64>)> {
    let groups = calls.groups(by, |_| true).into_iter();
    groups.map(|group| (group.key, group.stats.at_least())).collect()
}

#[tokio::test]
async fn calls_are_read_by_model_caller_and_workspace_and_over_time() {
    let bench = Bench::new(facts());
    let CallsReading { calls, failed } = bench.calls(CallRange::Hour).await.unwrap();
    assert_eq!((failed, calls.is_complete, calls.source), (None, true, CallsSource::Console));
    assert_eq!((calls.from, calls.to), (at("2026-11-22T05:12:00Z"), at("2026-11-22T06:12:00Z")));
    let key = |text: &str| Some(text.to_owned());
    assert_eq!(keys(&calls, CallGrouping::Model), [(key("qwen-max"), Some(47)), (key("qwen-plus"), Some(7))]);
    assert_eq!(keys(&calls, CallGrouping::ApiKey), [(key("1110000"), Some(51)), (key("console"), Some(3))]);
    assert_eq!(
        keys(&calls, CallGrouping::Workspace),
        [(key("llm-default"), Some(47)), (key("llm-other"), Some(7))]
    );
    let row = calls.rows.iter().find(|row| row.caller == Some(Caller::Console)).unwrap();
    assert_eq!((row.stats.calls, row.stats.succeeded, row.stats.failed), (Some(3), Some(1), Some(2)));
    assert_eq!(row.stats.failures, [CallFailure { status: None, code: "4xx".into(), calls: 2 }]);
    assert_eq!(row.stats.usage.get(&UsageKind::InputTokens), Some(100.into()));
    assert_eq!(row.stats.first_token_ms.unwrap().to_string(), "250.5");
    let series = calls.series_of(&"qwen-max".into()).unwrap();
    assert_eq!(series.used_since(at("2026-11-22T05:12:00Z")), Some((43 * 110).into()));
    assert_eq!(series.last_call_at(), Some(at("2026-11-22T05:13:00Z")));
    assert_eq!((bench.standin.count(&On::CallStatistics), bench.standin.count(&On::MonitorData)), (1, 2));
}

#[tokio::test]
async fn the_configured_workspace_is_the_one_that_is_counted() {
    let mut logins = logins(&["standin-token"], false);
    logins.workspace_id = Some("llm-other".into());
    let bench = Bench::with(facts(), logins, PATIENCE);
    let calls = bench.calls(CallRange::Day).await.unwrap().calls;
    assert_eq!(keys(&calls, CallGrouping::Model), [(Some("qwen-plus".to_owned()), Some(7))]);
    assert_eq!((calls.is_complete, calls.workspace.as_deref()), (true, Some("llm-other")));
    assert!(!calls.has_all(), "another workspace may have called other models");
}

#[tokio::test]
async fn many_rows_come_in_pages_and_a_page_that_fails_keeps_the_others() {
    let calls =
        (0..120_u32).map(|n| call(&format!("model-{n}"), n.into(), "llm-default", u64::from(200 - n)));
    let calls = calls.collect();
    let bench = Bench::new(Facts { calls, ..Facts::default() });
    let read = bench.calls(CallRange::Week).await.unwrap();
    assert_eq!((read.calls.rows.len(), read.calls.is_complete), (120, true));
    assert_eq!(bench.standin.count(&On::CallStatistics), 3);
    // Those called most are read over time.
    assert_eq!((read.calls.by_model.len(), bench.standin.count(&On::MonitorData)), (12, 12));

    bench.standin.fault(On::CallStatisticsFrom("50"), Fault::status(500));
    let cut = bench.calls(CallRange::Week).await.unwrap();
    assert_eq!((cut.calls.rows.len(), cut.calls.is_complete), (50, false));
    assert!(matches!(cut.failed, Some(Cause::HttpStatus { status: 500, .. })), "{:?}", cut.failed);
}

#[tokio::test]
async fn an_account_without_a_call_has_no_rows() {
    let bench = Bench::new(Facts::default());
    let read = bench.calls(CallRange::Month).await.unwrap();
    assert_eq!((read.calls.rows.len(), read.calls.is_complete, read.failed), (0, true, None));
}

#[tokio::test]
async fn the_older_statistics_answer_where_the_newer_ones_do_not() {
    for fault in [
        Fault::refusal(200, "BailianGateway.Api.NotFound", "no such api"),
        Fault::refusal(200, "BailianGateway.AuthorityPolicies.NoPermission", "{}"),
        Fault::status(404),
        Fault::not_json(),
    ] {
        let bench = Bench::new(facts());
        bench.standin.fault(On::CallStatistics, fault.clone());
        let CallsReading { calls, failed } = bench.calls(CallRange::Day).await.unwrap();
        // Of the default workspace alone, so that other models may have been called, too.
        assert_eq!((failed, calls.is_complete), (None, false), "{fault:?}");
        assert_eq!(keys(&calls, CallGrouping::Workspace), [(Some("llm-default".to_owned()), Some(43))]);
        assert_eq!(keys(&calls, CallGrouping::ApiKey), [(None, Some(43))]);
        assert!(calls.rows.iter().all(|row| (row.stats.calls, row.stats.failed) == (None, None)));
        assert_eq!((bench.standin.count(&On::Workspaces), bench.standin.count(&On::ModelUsage)), (1, 2));
    }
}

#[tokio::test]
async fn of_several_workspaces_without_a_default_one_the_user_has_to_choose() {
    let workspaces = vec!["llm-other".to_owned(), "llm-default".to_owned()];
    let without =
        |workspaces: &[String]| Facts { workspaces: workspaces.to_vec(), default_workspace: None, ..facts() };
    let bench = Bench::new(without(&workspaces));
    bench.standin.fault(On::CallStatistics, Fault::status(404));
    let cause = bench.cause(Request::Calls(CallRange::Day)).await;
    let named = |id: &str| Workspace { id: id.to_owned(), name: Some(format!("team {id}")) };
    let workspaces_named = vec![named("llm-other"), named("llm-default")];
    assert_eq!(cause, Cause::NoDefaultWorkspace { workspaces: workspaces_named, more: 0 });
    assert_eq!(bench.standin.count(&On::ModelUsage), 0, "calls of a workspace that nobody has chosen");

    // The configuration chooses; a single one needs no choice.
    let mut chosen = logins(&["standin-token"], false);
    chosen.workspace_id = Some("llm-other".into());
    for bench in [Bench::with(without(&workspaces), chosen, PATIENCE), Bench::new(without(&workspaces[..1]))]
    {
        bench.standin.fault(On::CallStatistics, Fault::status(404));
        let calls = bench.calls(CallRange::Day).await.unwrap().calls;
        assert_eq!(calls.workspace.as_deref(), Some("llm-other"));
        assert_eq!(keys(&calls, CallGrouping::Model), [(Some("qwen-plus".to_owned()), Some(5))]);
    }
}

#[tokio::test]
async fn if_both_fail_the_newer_ones_say_why() {
    let bench = Bench::new(facts());
    bench.standin.fault(On::CallStatistics, Fault::refusal(200, "Newer.Refused", "newer"));
    bench.standin.fault(On::ModelUsage, Fault::refusal(200, "Older.Refused", "older"));
    let cause = bench.cause(Request::Calls(CallRange::Hour)).await;
    assert!(matches!(&cause, Cause::Refused { code, .. } if code == "Newer.Refused"), "{cause:?}");
}

#[tokio::test]
async fn nothing_else_is_requested_in_an_outage_or_against_the_servers_will() {
    for fault in [Fault::throttled(), Fault::not_logged_in()] {
        let bench = Bench::with(facts(), logins(&["standin-token"], false), PATIENCE);
        bench.standin.fault(On::CallStatistics, fault.clone());
        bench.cause(Request::Calls(CallRange::Hour)).await;
        assert_eq!(bench.standin.count(&On::ModelUsage), 0, "{fault:?}");
        assert_eq!(bench.standin.count(&On::MonitorData), 0, "{fault:?}");
    }
}

#[tokio::test]
async fn without_a_series_the_counts_are_good() {
    for (fault, fails) in [
        (Fault::refusal(200, "Cms.NotOpen", "switch it on"), false),
        (Fault::not_json(), false),
        (Fault::throttled(), true),
    ] {
        let bench = Bench::new(facts());
        bench.standin.fault(On::MonitorData, fault.clone());
        let CallsReading { calls, failed } = bench.calls(CallRange::Hour).await.unwrap();
        assert_eq!((calls.rows.len(), calls.by_model.len(), calls.is_complete), (3, 0, true), "{fault:?}");
        assert_eq!(failed.is_some(), fails, "{fault:?}");
        // One request shows that it is refused.
        assert_eq!(bench.standin.count(&On::MonitorData), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_prometheus_that_does_not_answer_costs_nothing_but_its_codes() {
    // Nothing listens there.
    let bench = Bench::new(Facts { monitoring: Monitoring::delivered("http://127.0.0.1:1/"), ..facts() });
    let CallsReading { calls, failed } = bench.calls(CallRange::Hour).await.unwrap();
    assert_eq!((calls.source, calls.rows.len(), failed), (CallsSource::Console, 3, None));
    let bench = Bench::new(facts());
    bench.standin.fault(On::Delivery, Fault::refusal(200, "Telemetry.Refused", "no"));
    assert_eq!(bench.calls(CallRange::Hour).await.unwrap().calls.source, CallsSource::Console);
}
