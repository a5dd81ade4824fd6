//! What is read of a real Prometheus, which has data under the vendor's names.

use std::collections::{BTreeMap, BTreeSet};

use quotatop::domain::{
    Quantity, Unit,
    calls::{CallGrouping, CallPoint, CallSeries, Caller, CallsSource, RecentCalls, UsageKind},
};

use super::fixture::*;
use crate::support::prometheus::Prometheus;

/// The calls of one caller within one minute.
struct Event {
    minutes_ago: i64,
    model: &'static str,
    key: &'static str,
    workspace: &'static str,
    /// `200`, or a status and an error code.
    outcome: (&'static str, &'static str),
    calls: u32,
    tokens: u32,
}

/// A month of calls: dense at its end, on the borders of all ranges and of their steps, with several outcomes.
fn events() -> Vec<Event> {
    let mut events = Vec::new();
    let hours =
        [0, 59, 60, 61, 24 * 60 - 1, 24 * 60, 7 * 24 * 60 - 1, 7 * 24 * 60, 30 * 24 * 60 - 1, 30 * 24 * 60];
    let minutes = (1..59).chain((90..24 * 60).step_by(37)).chain((24 * 60..30 * 24 * 60).step_by(377));
    let all: BTreeSet<i64> = hours.into_iter().chain(minutes).collect();
    for (number, minutes_ago) in all.into_iter().rev().enumerate() {
        let number = u32::try_from(number).unwrap();
        let mut add = |model, key, workspace, outcome, calls, tokens| {
            events.push(Event { minutes_ago, model, key, workspace, outcome, calls, tokens });
        };
        add("qwen-max", "1110000", "llm-0abc", ("200", ""), 3 + number % 5, 100 + number);
        if number % 3 == 0 {
            add("qwen-max", "1110000", "llm-0abc", ("403", "AllocationQuota.FreeTierOnly"), 1, 0);
        }
        if number % 4 == 0 {
            add("qwen-max", "-1", "llm-0abc", ("200", "Success"), 2, 7);
        }
        if number % 5 == 0 {
            add("qwen-plus", "1110001", "ws-0def", ("200", ""), 1, 1_000_000);
            add("qwen-plus", "1110001", "ws-0def", ("500", ""), 1, 0);
        }
    }
    events
}

/// The metrics of these events. Each series has all its samples in their order.
fn samples(events: &[Event]) -> Samples {
    let at = |event: &Event| to() - TimeDelta::minutes(event.minutes_ago);
    let caller = |event: &Event| {
        let Event { model, key, workspace, .. } = event;
        format!(
            "user_id=\"5000000000000001\",apikey_id=\"{key}\",workspace_id=\"{workspace}\",model=\"{model}\",protocol=\"HTTP\",sub_protocol=\"DEFAULT\""
        )
    };
    let mut samples = Samples::default();
    samples.metric("model_call_count");
    for event in events {
        let (status, code) = event.outcome;
        let labels = format!("{},status_code=\"{status}\",error_code=\"{code}\"", caller(event));
        samples.sample("model_call_count", &labels, (&event.calls.to_string(), at(event)));
    }
    samples.metric("model_usage");
    for event in events.iter().filter(|event| event.tokens > 0) {
        for (kind, part) in [("total_tokens", 1), ("input_tokens", 2), ("output_tokens", 2)] {
            let labels = format!("{},usage_type=\"{kind}\"", caller(event));
            let amount = format!(
                "{}",
                Quantity::from(u64::from(event.tokens)).decimal() / rust_decimal::Decimal::from(part)
            );
            samples.sample("model_usage", &labels, (&amount, at(event)));
        }
    }
    for (metric, value) in [
        ("model_call_duration", "812.5"),
        ("model_call_duration_p99", "4100"),
        ("model_first_token_duration", "NaN"),
    ] {
        samples.metric(metric);
        for event in events.iter().filter(|event| event.outcome.0 == "200") {
            let slow = if event.minutes_ago == 30 && metric.ends_with("p99") { "9000" } else { value };
            samples.sample(metric, &caller(event), (slow, at(event)));
        }
    }
    samples
}

/// Calls, failed ones, tokens.
type Counts = (u64, u64, u64);

fn counts<'a>(events: impl Iterator<Item = &'a Event>) -> BTreeMap<(&'a str, &'a str), Counts> {
    let mut counts: BTreeMap<_, Counts> = BTreeMap::new();
    for event in events {
        let of = counts.entry((event.model, event.key)).or_default();
        of.0 += u64::from(event.calls);
        of.1 += if event.outcome.0 == "200" { 0 } else { u64::from(event.calls) };
        of.2 += u64::from(event.tokens);
    }
    counts
}

fn total(series: &CallSeries) -> Counts {
    let add = |sum: Counts, point: &CallPoint| {
        let used: u64 = point.used.to_string().parse().unwrap();
        (sum.0 + u64::from(point.calls), sum.1 + u64::from(point.failed), sum.2 + used)
    };
    series.points().iter().fold((0, 0, 0), add)
}

fn row<'a>(calls: &'a Calls, model: &str, caller: &str) -> &'a CallRow {
    let is =
        |row: &&CallRow| row.model.as_str() == model && row.caller.as_ref().map(Caller::word) == Some(caller);
    calls.rows.iter().find(is).unwrap()
}

#[tokio::test]
async fn every_range_has_the_calls_that_lie_in_it() {
    let events = events();
    let Some(prometheus) = Prometheus::start(samples(&events).text()) else { return };
    let source = source(&prometheus.url());
    for range in [CallRange::Hour, CallRange::Day, CallRange::Week, CallRange::Month] {
        let CallsReading { calls, failed } =
            source.calls_from_prometheus(range, to() + TimeDelta::milliseconds(250)).await.unwrap();
        assert_eq!(failed, None, "{range:?}");
        assert_eq!((calls.source, calls.range), (CallsSource::Prometheus, range));
        assert_eq!((calls.from, calls.to), (range.begin(to()), to()));
        assert!(!calls.is_complete);
        let lies_in = |event: &&Event| event.minutes_ago < range.length().num_minutes();
        let expected = counts(events.iter().filter(lies_in));
        let found: BTreeMap<(&str, &str), Counts> = calls
            .rows
            .iter()
            .map(|row| {
                let key = match row.caller.as_ref().unwrap().word() {
                    "console" => "-1",
                    id => id,
                };
                let tokens =
                    row.stats.usage.get(&UsageKind::TotalTokens).unwrap().to_string().parse().unwrap();
                ((row.model.as_str(), key), (row.stats.calls.unwrap(), row.stats.failed.unwrap(), tokens))
            })
            .collect();
        assert_eq!(found, expected, "{range:?}");
        for row in &calls.rows {
            let series = row.series.as_ref().unwrap();
            assert_eq!((series.begin, series.step()), (calls.from, range.step()));
            let (calls, failed, tokens) = total(series);
            assert_eq!((Some(calls), Some(failed)), (row.stats.calls, row.stats.failed), "{range:?}");
            assert_eq!(row.stats.usage.counted_in(Unit::Tokens), Some(tokens.into()));
        }
    }
}

#[tokio::test]
async fn a_row_has_outcomes_usage_durations_and_its_last_call() {
    let events = events();
    let Some(prometheus) = Prometheus::start(samples(&events).text()) else { return };
    let CallsReading { calls, .. } =
        source(&prometheus.url()).calls_from_prometheus(CallRange::Hour, to()).await.unwrap();
    assert_eq!(calls.rows.len(), 3);
    let own = row(&calls, "qwen-max", "1110000");
    assert_eq!(own.workspace.as_deref(), Some("llm-0abc"));
    let failure = own.stats.failures.first().unwrap();
    assert_eq!((failure.status, &*failure.code), (Some(403), "AllocationQuota.FreeTierOnly"));
    assert_eq!(own.stats.failures.len(), 1);
    let half = own.stats.usage.get(&UsageKind::InputTokens).unwrap();
    assert_eq!(Some(half.plus(half)), own.stats.usage.get(&UsageKind::TotalTokens));
    assert_eq!(own.stats.duration_ms.map(|it| it.to_string()).as_deref(), Some("812.5"));
    assert_eq!(own.stats.p99_duration_ms.map(|it| it.to_string()).as_deref(), Some("9000"));
    assert_eq!(own.stats.first_token_ms, None);
    // The sample at the end of the range belongs to its last minute.
    assert_eq!(own.stats.last_call_at, Some(to() - TimeDelta::minutes(1)));
    let other = row(&calls, "qwen-plus", "1110001");
    assert_eq!((other.stats.failures[0].status, &*other.stats.failures[0].code), (Some(500), "500"));
    assert_eq!(row(&calls, "qwen-max", "console").stats.failed, Some(0));

    let recent = RecentCalls::of(&calls).unwrap();
    let recent = |model: &str| recent.use_of(&model.into(), calls.from);
    let tokens: u64 = counts(events.iter().filter(|it| it.minutes_ago < 60 && it.model == "qwen-max"))
        .values()
        .map(|it| it.2)
        .sum();
    assert_eq!(recent("qwen-max").since_count, Some(tokens.into()));
    // What is not delivered is unknown.
    assert_eq!(recent("qwen-turbo").since_count, None);
    assert!(recent("qwen-max").is_refused);
    let by_workspace = calls.groups(CallGrouping::Workspace, |_| true);
    assert_eq!(
        by_workspace.iter().map(|it| it.key.as_deref()).collect::<Vec<_>>(),
        [Some("llm-0abc"), Some("ws-0def")]
    );
}

#[tokio::test]
async fn an_empty_prometheus_has_no_rows() {
    let mut samples = Samples::default();
    samples.metric("up");
    samples.sample("up", "", ("1", to()));
    let Some(prometheus) = Prometheus::start(samples.text()) else { return };
    let CallsReading { calls, failed } =
        source(&prometheus.url()).calls_from_prometheus(CallRange::Day, to()).await.unwrap();
    assert_eq!((calls.rows.len(), failed), (0, None));
}

#[tokio::test]
async fn what_it_refuses_is_named() {
    let events = events();
    let text = samples(&events);
    let host = |prometheus: &Prometheus| prometheus.url().replace("http://", "");
    // A login that is not its own.
    let Some(prometheus) = Prometheus::start(text.text()) else { return };
    let mut other = logins(&[], true);
    other.pair.as_mut().unwrap().key.secret = "another-secret".into();
    let endpoints = Endpoints { prometheus: Some(prometheus.url()), ..Endpoints::default() };
    let wrong = AlibabaSource::with_limits(
        Arc::new(move || other.clone()),
        endpoints,
        Arc::new(now),
        Limits::default(),
    );
    let cause = wrong.unwrap().calls_from_prometheus(CallRange::Hour, to()).await.unwrap_err();
    assert!(matches!(&cause, Cause::KeyRefused { code, .. } if code == "HTTP 401"), "{cause:?}");
    assert_eq!(cause.kind(), FailureKind::SignIn);
    // No API at that address.
    let elsewhere = format!("{}/elsewhere", prometheus.url());
    let cause = source(&elsewhere).calls_from_prometheus(CallRange::Hour, to()).await.unwrap_err();
    assert_eq!(cause, Cause::NotPrometheus { host: host(&prometheus) });
    drop(prometheus);

    let few = Prometheus::with(text.text(), &["--query.max-samples=50"]).unwrap();
    let cause = source(&few.url()).calls_from_prometheus(CallRange::Month, to()).await.unwrap_err();
    let Cause::QueryFailed { message, is_late: false, .. } = &cause else { panic!("{cause:?}") };
    assert!(message.contains("too many samples"), "{message}");
    drop(few);

    let late = Prometheus::with(text.text(), &["--query.timeout=0s"]).unwrap();
    let cause = source(&late.url()).calls_from_prometheus(CallRange::Month, to()).await.unwrap_err();
    assert!(matches!(&cause, Cause::QueryFailed { is_late: true, .. }), "{cause:?}");
    assert_eq!(cause.kind(), FailureKind::Timeout);
    let gone = late.url();
    drop(late);
    let cause = source(&gone).calls_from_prometheus(CallRange::Hour, to()).await.unwrap_err();
    assert!(matches!(cause, Cause::Unreachable { .. }), "{cause:?}");
}
