//! The answers of the console's statistics of calls: `listModelStatisticData`, `listModelUsageStatisticData`,
//! `getMonitorData`, `listWorkspaces`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{exact, rows, text, truth};
use crate::domain::Quantity;

/// A page of `listModelStatisticData` or `listModelUsageStatisticData`; the latter may be the ID of a task
/// instead.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatisticPage<'a> {
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) list: Option<Vec<&'a RawValue>>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) total_count: Option<Quantity>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) task_id: Option<String>,
}

/// A row of either; the newer interface has more fields.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatisticRow<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(crate) model: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) workspace_id: Option<String>,
    /// −1 for the console itself.
    #[serde(default, deserialize_with = "text")]
    pub(crate) apikey_id: Option<String>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) call_count: Option<Quantity>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) call_success_count: Option<Quantity>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) call_failed_count: Option<Quantity>,
    #[serde(default, rename = "call4xxErrorCount", deserialize_with = "exact")]
    pub(crate) call_4xx_error_count: Option<Quantity>,
    #[serde(default, rename = "call5xxErrorCount", deserialize_with = "exact")]
    pub(crate) call_5xx_error_count: Option<Quantity>,
    /// In milliseconds.
    #[serde(default, deserialize_with = "exact")]
    pub(crate) avg_call_duration: Option<Quantity>,
    /// In milliseconds.
    #[serde(default, deserialize_with = "exact")]
    pub(crate) avg_first_token_duration: Option<Quantity>,
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) usages: Option<Vec<&'a RawValue>>,
    /// The same as an object of numbers by key, in place of `usages`.
    #[serde(borrow, default)]
    pub(crate) usage: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(crate) struct UsageRow {
    #[serde(default, deserialize_with = "text")]
    pub(crate) key: Option<String>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) value: Option<Quantity>,
}

/// An element of the list that `getMonitorData` answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metric<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(crate) metric_name: Option<String>,
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) points: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
pub(crate) struct MetricPoint {
    #[serde(default, deserialize_with = "exact")]
    pub(crate) value: Option<Quantity>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) timestamp: Option<Quantity>,
}

/// An element of the list that `listWorkspaces` answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkspaceRow {
    #[serde(default, deserialize_with = "text")]
    pub(crate) workspace_id: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "text")]
    pub(crate) agent_name: Option<String>,
    /// Whether it is the account's default workspace.
    #[serde(default, deserialize_with = "truth")]
    pub(crate) default_agent: Option<bool>,
}
