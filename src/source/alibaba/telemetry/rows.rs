//! Turns the rows of the console's statistics into calls. A row that makes no sense costs that row only.

use std::collections::HashMap;

use rust_decimal::prelude::ToPrimitive;
use serde_json::value::RawValue;

use crate::{
    domain::{
        ModelName, Quantity,
        calls::{CallFailure, CallRow, CallStats, Caller, Usage, UsageKind},
    },
    source::alibaba::wire::{
        lenient::object,
        telemetry::{StatisticRow, UsageRow},
    },
};

/// Absent if the row was not understood, or names no model.
pub(super) fn row(raw: &RawValue) -> Option<CallRow> {
    let row: StatisticRow<'_> = object(raw.get()).ok()?;
    let model = row.model.filter(|model| !model.is_empty()).map(ModelName::new)?;
    let usage = row.usages.as_ref().map_or_else(|| by_key(row.usage), |rows| listed(rows));
    let mut stats = CallStats {
        calls: row.call_count.and_then(whole),
        succeeded: row.call_success_count.and_then(whole),
        failed: row.call_failed_count.and_then(whole),
        usage,
        duration_ms: row.avg_call_duration.map(Quantity::decimal),
        first_token_ms: row.avg_first_token_duration.map(Quantity::decimal),
        ..CallStats::default()
    }
    .completed();
    for (code, calls) in [("4xx", row.call_4xx_error_count), ("5xx", row.call_5xx_error_count)] {
        if let Some(calls) = calls.and_then(whole).filter(|calls| *calls > 0) {
            stats.add_failure(CallFailure { status: None, code: code.into(), calls });
        }
    }
    Some(CallRow {
        model,
        caller: row.apikey_id.as_deref().and_then(Caller::of),
        workspace: row.workspace_id.filter(|id| !id.is_empty()).map(Into::into),
        stats,
        series: None,
    })
}

fn whole(count: Quantity) -> Option<u64> {
    count.decimal().to_u64()
}

fn listed(rows: &[&RawValue]) -> Usage {
    let read = |raw: &&RawValue| {
        let UsageRow { key, value } = object(raw.get()).ok()?;
        Some((UsageKind::of(&key?)?, value?))
    };
    rows.iter().filter_map(read).collect()
}

fn by_key(usage: Option<&RawValue>) -> Usage {
    let amounts: HashMap<String, &RawValue> =
        usage.and_then(|raw| object(raw.get()).ok()).unwrap_or_default();
    let read = |(key, value): (String, &RawValue)| {
        Some((UsageKind::of(&key)?, value.get().trim_matches('"').parse().ok()?))
    };
    amounts.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str) -> Option<CallRow> {
        row(&RawValue::from_string(json.to_owned()).unwrap())
    }

    #[test]
    fn a_row_by_api_key_has_counts_classes_and_usage() {
        let read = read(
            r#"{"workspaceId":"llm-abc","model":"qwen3-max","apikeyId":1110000,"callCount":"44","callSuccessCount":42,
               "callFailedCount":2,"callFailedPercent":0.045,"call4xxErrorCount":2,"call5xxErrorCount":0,"avgCallDuration":812.5,
               "avgFirstTokenDuration":null,"usages":[{"key":"input_token","value":21000,"unit":"token"},
               {"key":"total_token_avg","value":3},{"key":"output_token","value":"6300"},7]}"#,
        )
        .unwrap();
        assert_eq!(read.caller, Some(Caller::ApiKey("1110000".into())));
        assert_eq!(read.workspace.as_deref(), Some("llm-abc"));
        assert_eq!(
            (read.stats.calls, read.stats.succeeded, read.stats.failed),
            (Some(44), Some(42), Some(2))
        );
        let failure = CallFailure { status: None, code: "4xx".into(), calls: 2 };
        assert_eq!(read.stats.failures, [failure]);
        assert_eq!(read.stats.duration_ms.map(|ms| ms.to_string()).as_deref(), Some("812.5"));
        assert_eq!(read.stats.first_token_ms, None);
        let usage: Usage = [(UsageKind::InputTokens, 21000.into()), (UsageKind::OutputTokens, 6300.into())]
            .into_iter()
            .collect();
        assert_eq!(read.stats.usage, usage);
    }

    #[test]
    fn an_older_row_knows_only_what_succeeded() {
        let read = read(r#"{"model":"qwen-image","callSuccessCount":3,"usage":{"image_number":3,"odd":[]}}"#)
            .unwrap();
        assert_eq!((read.stats.calls, read.stats.succeeded, read.stats.failed), (None, Some(3), None));
        assert_eq!((read.caller, read.workspace), (None, None));
        assert_eq!(read.stats.usage.get(&UsageKind::Images), Some(3.into()));
    }

    #[test]
    fn a_row_without_a_model_or_with_an_odd_count_is_left_out() {
        for json in ["{}", r#"{"model":""}"#, r#"{"model":"m","callCount":"many"}"#, "[]", "null", "7"] {
            assert_eq!(read(json), None, "{json}");
        }
        let negative = read(r#"{"model":"m","callCount":-1,"callFailedCount":1.0}"#).unwrap();
        assert_eq!((negative.stats.calls, negative.stats.failed), (None, Some(1)));
    }

    proptest! {
        #[test]
        fn any_row_is_survived(value in ".*", field in "(model|apikeyId|callCount|usages|usage|avgCallDuration)") {
            for json in [
                value.clone(),
                format!(r#"{{"model":"m","{field}":{value}}}"#),
                serde_json::json!({"model": "m", field.as_str(): value}).to_string(),
                serde_json::json!({"model": "m", field: [{"key": value.clone(), "value": value}]}).to_string(),
            ] {
                if let Ok(raw) = RawValue::from_string(json) {
                    let _ = row(&raw);
                }
            }
        }
    }
}
