//! Calls to start from.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use quotatop::domain::{
    Dated,
    calls::{
        CallFailure, CallPoint, CallRange, CallRow, CallSeries, CallStats, Caller, Calls, CallsSource,
        UsageKind,
    },
};

/// Calls of `range` that end at `to`: models, callers, workspaces, failures, kinds of usage of every sort.
pub(crate) fn usual(range: CallRange, to: DateTime<Utc>) -> Calls {
    let row =
        |model: &str, key: &str, workspace: &str, calls: u32| row(model, key, workspace, calls, (range, to));
    let mut refused = row("qwen-plus", "1110000", "llm-a", 12);
    refused.stats.failed = Some(12);
    refused.stats.failures =
        vec![CallFailure { status: Some(403), code: "AllocationQuota.FreeTierOnly".into(), calls: 12 }];
    let mut limited = row("qwen-max", "2220000", "ws-b", 340);
    limited.stats.failed = Some(9);
    limited.stats.failures = vec![
        CallFailure { status: Some(429), code: "limit_requests".into(), calls: 7 },
        CallFailure { status: None, code: "5xx".into(), calls: 2 },
    ];
    let mut images = row("wan2.7-t2v", "-1", "llm-a", 3);
    images.stats.usage = [(UsageKind::Seconds, 15.into())].into_iter().collect();
    images.stats.first_token_ms = None;
    let mut unknown = row("通义千问-长名称的模型", "", "", 40);
    unknown.stats = CallStats { calls: None, succeeded: Some(40), ..CallStats::default() };
    Calls {
        source: CallsSource::Prometheus,
        range,
        from: range.begin(to),
        to,
        is_complete: true,
        workspace: None,
        rows: vec![row("qwen-max", "1110000", "llm-a", 1_210), limited, refused, images, unknown],
        by_model: Vec::new(),
    }
}

/// As just read.
pub(crate) fn read(range: CallRange, at: DateTime<Utc>) -> Dated<Arc<Calls>> {
    Dated { value: Arc::new(usual(range, at)), fetched_at: at }
}

fn row(
    model: &str,
    key: &str,
    workspace: &str,
    calls: u32,
    (range, to): (CallRange, DateTime<Utc>),
) -> CallRow {
    let mut series = CallSeries::silent(range.begin(to), to, range.step());
    let begins: Vec<DateTime<Utc>> = series.iter().map(|(begin, _)| begin).collect();
    for (at, begin) in begins.into_iter().enumerate() {
        // A wave, with a quiet stretch.
        let level = u32::try_from(at * 7 % 23).unwrap();
        let of_step = if (20..30).contains(&at) { 0 } else { calls * level / 1000 };
        series.add(
            begin,
            CallPoint { calls: of_step, failed: of_step / 9, used: u64::from(of_step * 500).into() },
        );
    }
    let used = u64::from(calls) * 500;
    CallRow {
        model: model.into(),
        caller: Caller::of(key),
        workspace: Some(workspace).filter(|id| !id.is_empty()).map(Into::into),
        stats: CallStats {
            calls: Some(calls.into()),
            failed: Some(0),
            usage: [
                (UsageKind::TotalTokens, used.into()),
                (UsageKind::InputTokens, (used / 10 * 7).into()),
                (UsageKind::OutputTokens, (used / 10 * 3).into()),
                (UsageKind::CachedTokens, (used / 5).into()),
            ]
            .into_iter()
            .collect(),
            duration_ms: Some(812.into()),
            p99_duration_ms: Some(4_100.into()),
            first_token_ms: Some(250.into()),
            last_call_at: to.checked_sub_signed(TimeDelta::minutes(3)),
            ..CallStats::default()
        }
        .completed(),
        series: Some(series),
    }
}
