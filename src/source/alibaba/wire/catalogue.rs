//! The answer of `listFoundationModels`: pages of families, each with its models.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{exact, raw, rows, text, texts};
use crate::domain::Quantity;

#[derive(Deserialize)]
pub(crate) struct Page<'a> {
    /// How many rows (families, where they are grouped) all pages hold.
    #[serde(default, deserialize_with = "text")]
    pub(crate) total: Option<String>,
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) list: Option<Vec<&'a RawValue>>,
}

/// A family; a model that comes ungrouped has no `items`.
#[derive(Deserialize)]
pub(crate) struct Family<'a> {
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) items: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
pub(crate) struct Item<'a> {
    #[serde(default, deserialize_with = "text")]
    pub(crate) model: Option<String>,
    #[serde(default, deserialize_with = "texts")]
    pub(crate) capabilities: Vec<String>,
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) prices: Option<Vec<&'a RawValue>>,
    /// A [`SpeedLimits`].
    #[serde(borrow, default, deserialize_with = "raw", rename = "qpmInfo")]
    pub(crate) speed_limits: Option<&'a RawValue>,
}

/// A model's speed limits by whose they are. Others (`user-spec`) are of an account.
#[derive(Default, Deserialize)]
pub(crate) struct SpeedLimits<'a> {
    /// A [`CallLimit`] and a [`UseLimit`].
    #[serde(borrow, default, deserialize_with = "raw", rename = "model-default")]
    pub(crate) of_model: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
pub(crate) struct CallLimit {
    #[serde(default, deserialize_with = "exact", rename = "count_limit")]
    pub(crate) limit: Option<Quantity>,
    /// In seconds.
    #[serde(default, deserialize_with = "exact", rename = "count_limit_period")]
    pub(crate) period: Option<Quantity>,
}

#[derive(Default, Deserialize)]
pub(crate) struct UseLimit {
    #[serde(default, deserialize_with = "exact", rename = "usage_limit")]
    pub(crate) limit: Option<Quantity>,
    /// In seconds.
    #[serde(default, deserialize_with = "exact", rename = "usage_limit_period")]
    pub(crate) period: Option<Quantity>,
    /// What is counted, e.g. `total_tokens`.
    #[serde(default, deserialize_with = "text", rename = "usage_limit_field")]
    pub(crate) counted: Option<String>,
}

/// One of a model's prices. It states no currency.
#[derive(Default, Deserialize)]
pub(crate) struct Price {
    #[serde(default, deserialize_with = "text", rename = "type")]
    pub(crate) kind: Option<String>,
    #[serde(default, deserialize_with = "text", rename = "price")]
    pub(crate) amount: Option<String>,
    #[serde(default, deserialize_with = "text", rename = "priceUnit")]
    pub(crate) per: Option<String>,
}
