//! The answer of `ListApiKeys`. The keys themselves (`apiKeyValue`) are not read: no field takes them.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{raw, rows, text, texts, truth};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<'a> {
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) api_keys: Option<Vec<&'a RawValue>>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(crate) api_key_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    /// 0 or 1.
    #[serde(default, deserialize_with = "text")]
    pub(crate) disabled: Option<String>,
    /// Milliseconds.
    #[serde(default, deserialize_with = "text")]
    pub(crate) gmt_create: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) workspace_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) workspace_name: Option<String>,
    #[serde(borrow, default, deserialize_with = "raw")]
    pub(crate) auth: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Auth<'a> {
    #[serde(borrow, default, deserialize_with = "raw")]
    pub(crate) model_access_scope: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Scope {
    #[serde(default, deserialize_with = "truth")]
    pub(crate) allow_all_models: Option<bool>,
    #[serde(default, deserialize_with = "texts")]
    pub(crate) accessible_models: Vec<String>,
}
