//! The answers of `batchActivateFreeTierOnly` and `batchDeactivateFreeTierOnly`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{rows, text, words};

/// The payload: the ID of a task, or its result.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Turned<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(crate) task_id: Option<String>,
    /// Empty if all is done.
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) failure_models: Option<Vec<&'a RawValue>>,
}

/// A model for which it was not done.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    #[serde(default, deserialize_with = "text")]
    pub(crate) failure_model_id: Option<String>,
    #[serde(default, deserialize_with = "words")]
    pub(crate) error_code: Option<String>,
}
