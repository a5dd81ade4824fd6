//! A source whose Prometheus is configured, and samples under the vendor's names.

use std::fmt::Write as _;

pub(super) use chrono::{DateTime, TimeDelta, Utc};
pub(super) use quotatop::domain::{
    calls::{CallRange, CallRow, Calls},
    request::CallsReading,
};

pub(super) use super::super::fixture::*;
pub(super) use crate::support::standin::{Monitoring, PROMETHEUS_PATH, prometheus_error};

/// The end of all ranges.
pub(super) fn to() -> DateTime<Utc> {
    at("2026-11-28T06:00:00Z")
}

/// A source of the account whose Prometheus has this address, with a pair and no token.
pub(super) fn source(prometheus: &str) -> AlibabaSource {
    let logins = logins(&[], true);
    let endpoints = Endpoints { prometheus: Some(prometheus.to_owned()), ..Endpoints::default() };
    AlibabaSource::with_limits(
        Arc::new(move || logins.clone()),
        endpoints,
        Arc::new(now),
        Limits {
            request_time: Duration::from_mins(1),
            head_time: Duration::from_mins(1),
            ..Limits::default()
        },
    )
    .unwrap()
}

/// Samples in OpenMetrics' text format. All samples of a metric must come together, those of a series in their order.
#[derive(Default)]
pub(super) struct Samples(String);

impl Samples {
    pub(super) fn metric(&mut self, name: &str) {
        writeln!(self.0, "# TYPE {name} gauge").unwrap();
    }

    /// A sample with these labels: `model="a",…`.
    pub(super) fn sample(&mut self, name: &str, labels: &str, (value, at): (&str, DateTime<Utc>)) {
        writeln!(self.0, "{name}{{{labels}}} {value} {}", at.timestamp()).unwrap();
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// Two models and their calls in the last hour: 5 of `qwen-max`, 2 of them failed, with 70 tokens; 1 of `wan`.
pub(super) fn rows() -> BTreeMap<&'static str, (String, String)> {
    let at = to().timestamp();
    let key = |model: &str, more: &str| {
        format!(
            r#"{{"metric":{{"model":"{model}","apikey_id":"1110000","workspace_id":"llm-0abc","user_id":"5000000000000001"{more}}}"#
        )
    };
    let ok = r#","status_code":"200""#;
    let refused = r#","status_code":"403","error_code":"AllocationQuota.FreeTierOnly""#;
    let (tokens, images) = (r#","usage_type":"total_tokens""#, r#","usage_type":"image_count""#);
    let all = |parts: &[(&str, &str, &str)]| {
        let vector = |(model, more, value): &(&str, &str, &str)| {
            format!(r#"{},"value":[{at},"{value}"]}}"#, key(model, more))
        };
        let matrix = |(model, more, value): &(&str, &str, &str)| {
            format!(r#"{},"values":[[{},"{value}"]]}}"#, key(model, more), at - 600)
        };
        let join = |rows: Vec<String>| rows.join(",");
        (join(parts.iter().map(vector).collect()), join(parts.iter().map(matrix).collect()))
    };
    BTreeMap::from([
        ("model_call_count", all(&[("qwen-max", ok, "3"), ("qwen-max", refused, "2"), ("wan", ok, "1")])),
        ("model_usage", all(&[("qwen-max", tokens, "7e+01"), ("wan", images, "4")])),
        ("model_call_duration", all(&[("qwen-max", "", "812"), ("wan", "", "NaN")])),
        ("model_call_duration_p99", all(&[("qwen-max", "", "4100")])),
        ("model_first_token_duration", all(&[("qwen-max", "", "250.5")])),
    ])
}

/// A stand-in that delivers these rows to its own Prometheus, and is signed in.
pub(super) fn delivering() -> Bench {
    delivering_within(Limits::default())
}

pub(super) fn delivering_within(limits: Limits) -> Bench {
    let patient = Limits {
        request_time: limits.request_time.min(PATIENCE),
        head_time: limits.head_time.min(PATIENCE),
        ..limits
    };
    let bench = Bench::limited(Facts::default(), logins(&["standin-token"], true), patient);
    let monitoring = Monitoring { rows: rows(), ..Monitoring::delivered(&address(&bench)) };
    bench.standin.change(|facts| facts.monitoring = monitoring);
    bench
}

/// Where the stand-in has its Prometheus.
pub(super) fn address(bench: &Bench) -> String {
    format!("{}{PROMETHEUS_PATH}", bench.standin.url())
}

pub(super) async fn read(bench: &Bench) -> Result<CallsReading, Cause> {
    let reading = bench.source.calls_from_prometheus(CallRange::Hour, to());
    tokio::time::timeout(PATIENCE, reading).await.expect("the source hangs")
}

pub(super) async fn cause(bench: &Bench) -> Cause {
    read(bench).await.unwrap_err()
}
