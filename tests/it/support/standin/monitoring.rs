//! The delivery of monitoring data: what the console says of it, and the Prometheus that has them.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use axum::response::Response;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::DateTime;
use serde_json::{Value, json};

use super::{
    facts::Facts,
    state::{On, Received, Seen, Shared, response},
};

/// Where the API of the Prometheus begins.
pub(crate) const PATH: &str = "/prometheus/account/metrics";

#[derive(Clone)]
pub(crate) struct Monitoring {
    /// The payload of `getTelemetryServiceStatus`: JSON.
    pub(crate) delivery: String,
    /// How often the task's ID is returned before its result.
    pub(crate) tasks: usize,
    /// Rows of a vector and of a matrix, by metric.
    pub(crate) rows: BTreeMap<&'static str, (String, String)>,
    pub(crate) warnings: Vec<String>,
}

impl Default for Monitoring {
    /// Not delivered.
    fn default() -> Self {
        let delivery = json!({"openStatus": false, "instanceStatus": "NotExist", "instanceInfo": null});
        Self { delivery: delivery.to_string(), tasks: 0, rows: BTreeMap::new(), warnings: Vec::new() }
    }
}

impl Monitoring {
    /// Delivered to the Prometheus with this address.
    pub(crate) fn delivered(address: &str) -> Self {
        let instance = json!({"instanceId": "prom-1", "instanceUrl": address, "regionName": "Singapore"});
        let delivery = json!({"openStatus": true, "instanceStatus": "Ready", "instanceInfo": instance});
        Self { delivery: delivery.to_string(), ..Self::default() }
    }
}

/// What is wrong with a request for the state of the delivery.
pub(crate) fn wrong_request(request: &Value) -> Option<String> {
    let fields = request.as_object()?;
    let known = ["serviceType", "workspaceId", "asyncTaskId"];
    let is_right = request["serviceType"] == "ModelMonitor"
        && fields.iter().all(|(name, value)| known.contains(&name.as_str()) && value.is_string());
    (!is_right).then(|| format!("reqDTO {request}"))
}

/// The payload of `getTelemetryServiceStatus`.
pub(crate) fn delivery(shared: &Shared, request: &Value) -> String {
    let monitoring = &mut shared.lock().facts.monitoring;
    let is_first = request.get("asyncTaskId").is_none();
    assert!(is_first || request["asyncTaskId"] == "task-1", "{request}");
    if monitoring.tasks > 0 {
        monitoring.tasks -= 1;
        return json!({"taskId": "task-1"}).to_string();
    }
    monitoring.delivery.clone()
}

/// The HTTP API of the Prometheus.
pub(crate) async fn answer(shared: &Arc<Shared>, received: &Received) -> Response {
    let seen = understand(received);
    let fault = {
        let mut known = shared.lock();
        shared.note(&mut known, &seen);
        known.fault_for(&seen)
    };
    if let Some(problem) = &seen.problem {
        return failed(400, "bad_data", problem);
    }
    if let Some(fault) = fault
        && let Some(faulty) = fault.response(shared, error).await
    {
        return faulty;
    }
    let facts = shared.lock().facts.clone();
    if !facts.keys.iter().any(|key| seen.credential == Some(format!("{}:{}", key.id, key.secret))) {
        return response(401, "text/plain", "Unauthorized\n");
    }
    response(200, "application/json", found(&facts, &seen))
}

fn found(facts: &Facts, seen: &Seen) -> String {
    let (vector, matrix) = seen
        .models
        .first()
        .and_then(|metric| facts.monitoring.rows.get(metric.as_str()))
        .cloned()
        .unwrap_or_default();
    let (kind, rows) = if seen.query.contains_key("step") { ("matrix", matrix) } else { ("vector", vector) };
    let warnings = json!(facts.monitoring.warnings);
    format!(
        r#"{{"status":"success","data":{{"resultType":"{kind}","result":[{rows}]}},"warnings":{warnings}}}"#
    )
}

fn failed(status: u16, kind: &str, message: &str) -> Response {
    response(status, "application/json", error(kind, message))
}

/// An error in the words of Prometheus.
pub(crate) fn error(kind: &str, message: &str) -> String {
    json!({"status": "error", "errorType": kind, "error": message}).to_string()
}

fn understand(received: &Received) -> Seen {
    let mut wrong: Vec<String> = Vec::new();
    let mut demand = |is_met: bool, what: String| {
        if !is_met {
            wrong.push(what);
        }
    };
    let uri = &received.parts.uri;
    let mut url = reqwest::Url::parse("http://standin/").unwrap();
    url.set_query(uri.query());
    let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    let names: Vec<&str> = query.keys().map(String::as_str).collect();
    let expected: &[&str] = match uri.path().strip_prefix(PATH) {
        Some("/api/v1/query") => &["query", "time"],
        Some("/api/v1/query_range") => &["end", "query", "start", "step"],
        _ => &[],
    };
    demand(received.parts.method == "GET", format!("method {}", received.parts.method));
    demand(!expected.is_empty() && names == expected, format!("{} with {names:?}", uri.path()));
    for name in ["time", "start", "end"] {
        let is_time = query.get(name).is_none_or(|text| DateTime::parse_from_rfc3339(text).is_ok());
        demand(is_time, format!("{name} {:?}", query.get(name)));
    }
    demand(query.get("step").is_none_or(|step| step.parse::<u32>().is_ok_and(|it| it > 0)), "step".into());
    demand(received.body.is_empty(), "a body".into());
    demand(
        received.header("accept") == Some("application/json"),
        format!("accept {:?}", received.header("accept")),
    );
    let agent = received.header("user-agent").unwrap_or_default();
    demand(agent.starts_with("quotatop/"), format!("user agent {agent}"));
    let login = received.header("authorization").and_then(|value| value.strip_prefix("Basic "));
    let login = login.and_then(|text| String::from_utf8(STANDARD.decode(text).ok()?).ok());
    demand(login.is_some(), "no Basic authentication".into());
    let expr = query.get("query").cloned().unwrap_or_default();
    let metric = expr.split("_over_time(").nth(1).and_then(|rest| rest.split(['{', '[']).next());
    let models: Vec<String> = metric.map(str::to_owned).into_iter().collect();
    // A fleet asks for what quotatop itself exports, and for its alerts, which it does not have.
    let is_of_fleet = expr.contains("quotatop") || expr.contains("ALERTS{");
    demand(!models.is_empty() || is_of_fleet, format!("query {expr}"));
    let problem = (!wrong.is_empty()).then(|| format!("prometheus: {}", wrong.join("; ")));
    Seen { at: Instant::now(), on: On::Query, models, query, credential: login, switch_agent: None, problem }
}
