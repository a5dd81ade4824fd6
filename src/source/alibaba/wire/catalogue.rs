//! The answer of `listFoundationModels`: pages of families, each with its models.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{rows, text, texts};

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
