//! The answers of `queryFreeTierQuota`, `queryFreeTierQuotaAsyn` and `queryFreeTierOnlyStatus`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{exact, rows, text, truth};
use crate::domain::Quantity;

/// The payload of `queryFreeTierQuota`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Quotas<'a> {
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) free_tier_quotas: Option<Vec<&'a RawValue>>,
}

/// The payload of `queryFreeTierQuotaAsyn`: the ID of a task, or its result.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Category<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(crate) task_id: Option<String>,
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) free_tier_quotas: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuotaRow {
    #[serde(default, deserialize_with = "text")]
    pub(crate) model: Option<String>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) quota_init_total: Option<Quantity>,
    /// What is left, despite its name.
    #[serde(default, deserialize_with = "exact")]
    pub(crate) quota_total: Option<Quantity>,
    #[serde(default, deserialize_with = "exact")]
    pub(crate) quota_validity_period: Option<Quantity>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) quota_status: Option<String>,
    /// Rarely there unless a category was requested.
    #[serde(default, deserialize_with = "truth")]
    pub(crate) free_tier_only: Option<bool>,
}

/// The payload of `queryFreeTierOnlyStatus`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Switches<'a> {
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) free_tier_only_statuses: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SwitchRow {
    #[serde(default, deserialize_with = "text")]
    pub(crate) model: Option<String>,
    #[serde(default, deserialize_with = "truth")]
    pub(crate) free_tier_only: Option<bool>,
}
