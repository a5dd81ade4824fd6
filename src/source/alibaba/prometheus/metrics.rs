//! The metrics that Model Studio delivers to a Prometheus of the account, and how their samples are read.
//!
//! - Stated by the vendor's page on model monitoring: the names of metrics and labels; that `model_call_count` and
//!   `model_usage` are sums, that of durations the plain name is the mean, `_p50` and `_p99` are percentiles; that
//!   `status_code` and `error_code` are labels of `model_call_count` only, `usage_type` of `model_usage` only; that
//!   `apikey_id` is −1 for calls from the console; a step of 60 s in its example.
//! - Inferred: **a sample holds what happened since the sample before, it is no counter**. Means and percentiles
//!   cannot be anything else, the sums are described beside them, have no `_total` in their name (of durations,
//!   `_total` is a metric of its own), and the console sums the metrics of the same names over each step. So
//!   values are added over time. If they were counters after all, this would show too much used, never too little.
//! - Inferred: durations are in milliseconds, as in the console.
//! - Unknown: whether a minute is at its beginning or at its end; where a minute without calls is a sample of 0 or
//!   none. Neither matters here.
//!
//! No other file decides what a sample means.

use chrono::TimeDelta;

use crate::{
    domain::Cause,
    source::prometheus::promql::{Compare, Fold, NotAName, PromQl, Selector, any_of},
};

const CALL_COUNT: &str = "model_call_count";
const USAGE: &str = "model_usage";
const DURATION: &str = "model_call_duration";
const DURATION_P99: &str = "model_call_duration_p99";
const FIRST_TOKEN: &str = "model_first_token_duration";

pub(super) const MODEL: &str = "model";
pub(super) const API_KEY_ID: &str = "apikey_id";
pub(super) const WORKSPACE_ID: &str = "workspace_id";
pub(super) const STATUS_CODE: &str = "status_code";
pub(super) const ERROR_CODE: &str = "error_code";
pub(super) const USAGE_TYPE: &str = "usage_type";

/// Calls in a window, by status and code of errors.
pub(super) fn calls(window: TimeDelta) -> Result<PromQl, Cause> {
    added(Selector::of(CALL_COUNT), window, &[STATUS_CODE, ERROR_CODE])
}

/// Usage in a window, of every kind.
pub(super) fn usage(window: TimeDelta) -> Result<PromQl, Cause> {
    added(Selector::of(USAGE), window, &[USAGE_TYPE])
}

/// Usage in a window, of these types.
pub(super) fn usage_of<'a>(
    types: impl IntoIterator<Item = &'a str>,
    window: TimeDelta,
) -> Result<PromQl, Cause> {
    let any = any_of(types);
    added(Selector::of(USAGE).with(USAGE_TYPE, Compare::Matches, &any), window, &[USAGE_TYPE])
}

/// The mean duration of calls: each minute counts alike, however many calls it had.
pub(super) fn mean_duration(window: TimeDelta) -> Result<PromQl, Cause> {
    over(Selector::of(DURATION), Fold::Avg, window)
}

/// The mean duration until the first token, in the same way.
pub(super) fn mean_first_token(window: TimeDelta) -> Result<PromQl, Cause> {
    over(Selector::of(FIRST_TOKEN), Fold::Avg, window)
}

/// The slowest minute's percentile: within the window, too, 99 of 100 calls took at most this.
pub(super) fn p99_duration(window: TimeDelta) -> Result<PromQl, Cause> {
    over(Selector::of(DURATION_P99), Fold::Max, window)
}

fn added(selector: Selector, window: TimeDelta, further: &[&str]) -> Result<PromQl, Cause> {
    let labels = [&[MODEL, API_KEY_ID, WORKSPACE_ID], further].concat();
    selector
        .over_time(Fold::Sum, window)
        .and_then(|expr| expr.by(Fold::Sum, &labels))
        .map_err(|wrong| internal(&wrong))
}

fn over(selector: Selector, how: Fold, window: TimeDelta) -> Result<PromQl, Cause> {
    let labels = [MODEL, API_KEY_ID, WORKSPACE_ID];
    selector.over_time(how, window).and_then(|expr| expr.by(how, &labels)).map_err(|wrong| internal(&wrong))
}

fn internal(error: &NotAName) -> Cause {
    Cause::Internal { detail: error.to_string() }
}

/// The HTTP status of a label; absent if it is none.
pub(super) fn status(text: &str) -> Option<u16> {
    text.trim().parse().ok()
}

/// Whether calls with these labels failed. A status of success is one of 1xx (a WebSocket) or 2xx; without a
/// status, an error code says that they failed.
pub(super) fn is_failure(status_code: Option<&str>, error_code: Option<&str>) -> bool {
    match status_code.map(status) {
        Some(Some(status)) => !(100..300).contains(&status),
        Some(None) | None => {
            error_code.is_some_and(|code| !["success", "ok"].contains(&&*code.to_lowercase()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_failed_by_its_status_or_else_by_its_code() {
        for (status_code, error_code, failed) in [
            (Some("200"), None, false),
            (Some("200"), Some("Success"), false),
            (Some("101"), None, false),
            (Some("403"), Some("AllocationQuota.FreeTierOnly"), true),
            (Some("429"), None, true),
            (Some("500"), None, true),
            (Some("44"), Some("TaskFailed"), true),
            (Some("4xx"), None, false),
            (Some("unknown"), Some("Timeout"), true),
            (None, Some("Timeout"), true),
            (None, Some("success"), false),
            (None, None, false),
        ] {
            assert_eq!(is_failure(status_code, error_code), failed, "{status_code:?} {error_code:?}");
        }
    }

    #[test]
    fn every_expression_is_one() {
        let day = TimeDelta::days(1);
        for (expression, text) in [
            (
                calls(day),
                "sum by (model, apikey_id, workspace_id, status_code, error_code) (sum_over_time(model_call_count[23h59m59s999ms]))",
            ),
            (
                usage_of(["total_tokens", "image_count"], day),
                "sum by (model, apikey_id, workspace_id, usage_type) (sum_over_time(model_usage{usage_type=~\"total_tokens|image_count\"}[23h59m59s999ms]))",
            ),
            (
                p99_duration(day),
                "max by (model, apikey_id, workspace_id) (max_over_time(model_call_duration_p99[23h59m59s999ms]))",
            ),
        ] {
            assert_eq!(expression.unwrap().to_string(), text);
        }
        assert!([usage(day), mean_duration(day), mean_first_token(day)].iter().all(Result::is_ok));
    }
}
