//! Statistics of calls: by API key, by model, over time; and the workspaces.

use serde_json::{Value, json};

use super::{
    facts::{CallFact, Facts},
    state::On,
};

pub(crate) const STATISTICS: &str = "zeldaEasy.bailian-telemetry.platform-model.listModelStatisticData";
pub(crate) const USAGE: &str = "zeldaEasy.bailian-telemetry.model.listModelUsageStatisticData";
pub(crate) const MONITOR: &str = "zeldaEasy.bailian-telemetry.monitor.getMonitorData";
pub(crate) const WORKSPACES: &str = "zeldaEasy.bailian-dash-workspace.space.listWorkspaces";

const PAGE: u64 = 50;
const HOUR: i64 = 3_600_000;
/// The lengths of a range, in milliseconds.
const RANGES: [i64; 4] = [HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR];

/// What is wrong with a request.
pub(crate) fn problem(on: &On, data: &Value) -> Option<String> {
    let request = &data["reqDTO"];
    let time = |name: &str| request[name].as_i64().unwrap_or_default();
    let length = time("endTime") - time("startTime");
    let is_paged = || request["maxResults"] == PAGE && request["skip"].as_u64().is_some();
    let wrong = match on {
        _ if !RANGES.contains(&length) => "its range",
        _ if time("endTime") % 60_000 != 0 => "no whole minute",
        On::CallStatistics if !is_paged() || request["sortField"] != "callCount" => "its page or order",
        On::ModelUsage if !is_paged() || request["sortField"] != "success_count" => "its page or order",
        On::ModelUsage if request["modelCallSource"] != "Online" => "its source",
        On::ModelUsage if request["filterWorkspaceId"].as_str().is_none_or(str::is_empty) => "no workspace",
        On::MonitorData if request["labelFilters"]["resourceType"] != "model" => "its resource",
        On::MonitorData if request["metricFilters"].as_array().is_none_or(Vec::is_empty) => "no metric",
        _ => return None,
    };
    Some(format!("{wrong}: {request}"))
}

/// The payload. A task is made for the first page of the usage of models, and answered at its second request.
pub(crate) fn answer(facts: &Facts, on: &On, data: &Value) -> String {
    let request = &data["reqDTO"];
    let text = |name: &str| request[name].as_str();
    let skip = usize::try_from(request["skip"].as_u64().unwrap_or_default()).unwrap();
    let calls = facts.calls.iter();
    match on {
        On::CallStatistics => {
            let is_shown = |call: &&CallFact| text("workspaceId").is_none_or(|id| call.workspace == id);
            page(calls.filter(is_shown).map(CallFact::by_key).collect(), skip)
        }
        On::ModelUsage if text("asyncTaskId").is_none() => json!({"taskId": "usage-1"}).to_string(),
        On::ModelUsage => {
            let is_shown = |call: &&CallFact| text("filterWorkspaceId") == Some(&call.workspace);
            page(calls.filter(is_shown).map(CallFact::by_model).collect(), skip)
        }
        On::MonitorData => {
            let model = request["labelFilters"]["resourceId"].as_str().unwrap_or_default();
            let from = request["startTime"].as_i64().unwrap();
            let of_model: Vec<&CallFact> = calls.filter(|call| call.model == model).collect();
            let metric = |name: &str, value: fn(&CallFact) -> u64| {
                let sum: u64 = of_model.iter().map(|call| value(call)).sum();
                let points = [json!({"value": sum, "timestamp": from + 60_000})];
                json!({"aggMethod": "sum", "metricName": name, "points": points})
            };
            json!([
                metric("model_call_count", |call| call.succeeded + call.failed),
                metric("model_call_failed_count", |call| call.failed),
                metric("model_total_amount", |call| call.input + call.output),
            ])
            .to_string()
        }
        _ => {
            let is_default = |id: &String| facts.default_workspace.as_ref() == Some(id);
            let row = |id: &String| json!({"workspaceId": id, "agentName": format!("team {id}"), "defaultAgent": is_default(id)});
            json!(facts.workspaces.iter().map(row).collect::<Vec<_>>()).to_string()
        }
    }
}

fn page(rows: Vec<Value>, skip: usize) -> String {
    let total = rows.len();
    let most = usize::try_from(PAGE).unwrap();
    let rows: Vec<Value> = rows.into_iter().skip(skip).take(most).collect();
    json!({"list": rows, "totalCount": total, "maxResults": PAGE}).to_string()
}

impl CallFact {
    fn by_key(&self) -> Value {
        json!({
            "workspaceId": self.workspace, "model": self.model, "apikeyId": self.key,
            "callCount": self.succeeded + self.failed, "callSuccessCount": self.succeeded,
            "callFailedCount": self.failed, "call4xxErrorCount": self.failed, "call5xxErrorCount": 0,
            "avgCallDuration": 812, "avgFirstTokenDuration": 250.5,
            "usages": [
                {"key": "input_token", "value": self.input, "unit": "token"},
                {"key": "output_token", "value": self.output, "unit": "token"},
            ],
        })
    }

    fn by_model(&self) -> Value {
        let usage = json!({"input_token": self.input, "output_token": self.output});
        json!({"model": self.model, "callSuccessCount": self.succeeded, "usage": usage})
    }
}
