//! `getMonitorData`: calls over time, one model a request. The console does not divide them by caller.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{json, value::RawValue};

use crate::{
    domain::{
        Cause, FailureKind, ModelName, Quantity,
        calls::{CallGrouping, CallPoint, CallRange, CallSeries, Calls},
    },
    source::alibaba::{
        Live,
        console::Api,
        fetch::Fetch,
        wire::{
            lenient::object,
            telemetry::{Metric, MetricPoint},
        },
    },
};

const API: Api = Api {
    name: "zeldaEasy.bailian-telemetry.monitor.getMonitorData",
    what: "the calls over time",
    holds: &[],
    limit: 1024 * 1024,
};

const CALLS: &str = "model_call_count";
const FAILED: &str = "model_call_failed_count";
const USED: &str = "model_total_amount";

/// The most models that are read over time: a request each. Those called most come first.
const MODELS: usize = 12;

/// An epoch below this is in seconds, else in milliseconds: the year 5138, or 1973.
const MILLISECONDS: i64 = 100_000_000_000;

/// Adds the series of the models that were called most. Returns a failure after which nothing more should be
/// requested for now; without a series, the counts are good all the same.
pub(super) async fn add(live: &Live, fetch: &Fetch, calls: &mut Calls) -> Option<Cause> {
    let groups = calls.groups(CallGrouping::Model, |_| true);
    let models: Vec<ModelName> = groups.into_iter().filter_map(|group| group.model).take(MODELS).collect();
    let (first, rest) = models.split_first()?;
    // One goes ahead: if it is refused, so are the others.
    let mut all = vec![(first.clone(), of_model(live, fetch, calls, first).await)];
    if all.iter().all(|(_, read)| read.is_ok()) {
        let read = async |model: &ModelName| (model.clone(), of_model(live, fetch, calls, model).await);
        all.extend(join_all(rest.iter().map(read)).await);
    }
    let mut failed = None;
    for (model, read) in all {
        match read {
            Ok(series) => calls.by_model.push((model, series)),
            Err(cause) if matches!(cause.kind(), FailureKind::RateLimited | FailureKind::SignIn) => {
                failed = failed.or(Some(cause));
            }
            Err(_) => {}
        }
    }
    failed
}

async fn of_model(live: &Live, fetch: &Fetch, calls: &Calls, model: &ModelName) -> Result<CallSeries, Cause> {
    let metric = |name| json!({"aggMethod": "sum", "metricName": name});
    let data = json!({"reqDTO": {
        "monitorType": "Advanced",
        "metricFilters": [metric(CALLS), metric(FAILED), metric(USED)],
        "labelFilters": {"resourceId": model.as_str(), "resourceType": "model"},
        "startTime": calls.from.timestamp_millis(),
        "endTime": calls.to.timestamp_millis(),
    }});
    let payload = live.console_slot().await?.signed_in(fetch, API, &data).await?;
    series(&payload.raw, calls).ok_or_else(|| Cause::Undecodable {
        what: API.what.to_owned(),
        detail: format!("no points of {CALLS}"),
    })
}

/// The console chooses the step by the length of the range: a minute up to 12 hours, an hour up to 7 days, else
/// a day.
fn step(range: CallRange) -> TimeDelta {
    let length = range.length();
    let step = match () {
        () if length <= TimeDelta::hours(12) => TimeDelta::minutes(1),
        () if length <= TimeDelta::days(7) => TimeDelta::hours(1),
        () => TimeDelta::days(1),
    };
    step.max(range.step())
}

/// Absent unless the number of calls is among the metrics.
fn series(raw: &RawValue, calls: &Calls) -> Option<CallSeries> {
    let metrics: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    let mut series = CallSeries::silent(calls.from, calls.to, step(calls.range));
    let mut has_calls = false;
    for metric in metrics.into_iter().filter_map(|raw| object::<Metric<'_>>(raw.get()).ok()) {
        let name = metric.metric_name.unwrap_or_default();
        has_calls |= name == CALLS && metric.points.is_some();
        for raw in metric.points.into_iter().flatten() {
            if let Some((at, value)) = point(raw) {
                series.add(at, of_metric(&name, value));
            }
        }
    }
    has_calls.then_some(series)
}

fn of_metric(name: &str, value: Quantity) -> CallPoint {
    let count = || value.decimal().to_u32().unwrap_or_default();
    match name {
        CALLS => CallPoint { calls: count(), ..CallPoint::default() },
        FAILED => CallPoint { failed: count(), ..CallPoint::default() },
        USED if value.is_positive() => CallPoint { used: value, ..CallPoint::default() },
        _ => CallPoint::default(),
    }
}

fn point(raw: &RawValue) -> Option<(DateTime<Utc>, Quantity)> {
    let MetricPoint { value, timestamp } = object(raw.get()).ok()?;
    let epoch = timestamp?.decimal().to_i64()?;
    let at = if epoch < MILLISECONDS {
        DateTime::from_timestamp(epoch, 0)
    } else {
        DateTime::from_timestamp_millis(epoch)
    };
    Some((at?, value?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::alibaba::telemetry::empty;

    fn calls(range: CallRange) -> Calls {
        empty(range, "2026-11-28T06:00:00Z".parse().unwrap())
    }

    fn read(json: &str, range: CallRange) -> Option<CallSeries> {
        series(&RawValue::from_string(json.to_owned()).unwrap(), &calls(range))
    }

    #[test]
    fn metrics_of_one_instant_are_one_step() {
        let at = "2026-11-28T05:30:00Z".parse::<DateTime<Utc>>().unwrap();
        let (seconds, milliseconds) = (at.timestamp(), at.timestamp_millis());
        let json = format!(
            r#"[{{"metricName":"model_call_count","points":[{{"value":3,"timestamp":{milliseconds}}},7]}},
                {{"metricName":"model_call_failed_count","points":[{{"value":"1.0","timestamp":"{seconds}"}}]}},
                {{"metricName":"model_total_amount","points":[{{"value":120.5,"timestamp":{milliseconds}}}]}},
                {{"metricName":"another","points":[{{"value":9,"timestamp":{milliseconds}}}]}}]"#
        );
        let series = read(&json, CallRange::Hour).unwrap();
        let used: Vec<_> = series.iter().filter(|(_, point)| *point != CallPoint::default()).collect();
        assert_eq!(used, [(at, CallPoint { calls: 3, failed: 1, used: "120.5".parse().unwrap() })]);
    }

    #[test]
    fn an_answer_without_the_number_of_calls_is_no_series() {
        for json in ["[]", "{}", "null", r#"[{"metricName":"model_total_amount","points":[]}]"#] {
            assert_eq!(read(json, CallRange::Hour), None, "{json}");
        }
        let silent = read(r#"[{"metricName":"model_call_count","points":[]}]"#, CallRange::Month).unwrap();
        assert_eq!((silent.points().len(), silent.step()), (30, TimeDelta::days(1)));
    }

    proptest! {
        #[test]
        fn any_answer_is_survived(value in ".*") {
            for json in [
                value.clone(),
                format!(r#"[{{"metricName":"model_call_count","points":[{{"value":{value},"timestamp":{value}}}]}}]"#),
                serde_json::json!([{"metricName": "model_call_count", "points": [{"value": value, "timestamp": value}]}])
                    .to_string(),
            ] {
                if let Ok(raw) = RawValue::from_string(json) {
                    let _ = series(&raw, &calls(CallRange::Hour));
                }
            }
        }

        #[test]
        fn any_number_is_survived(value: i128, timestamp: i128) {
            let json = serde_json::json!([{"metricName": "model_call_count",
                "points": [{"value": value.to_string(), "timestamp": timestamp.to_string()}]}]);
            let raw = RawValue::from_string(json.to_string()).unwrap();
            let _ = series(&raw, &calls(CallRange::Week));
        }
    }
}
