//! The API keys that are listed, and what is stored of them.

use super::{calls::StoredCalls, spend::Spend};
use crate::domain::{
    ModelName,
    api_key::{ApiKey, KeyScope},
};

pub(super) struct Listed<'a> {
    pub(super) profile: &'a str,
    pub(super) spend: &'a Spend,
    pub(super) calls: &'a StoredCalls,
    /// Whether every page and row was read.
    pub(super) is_complete: bool,
    pub(super) keys: &'a [&'a ApiKey],
}

/// The models that a key may call, where they are named.
pub(super) fn named(key: &ApiKey) -> Option<impl Iterator<Item = &str>> {
    match key.scope.as_ref()? {
        KeyScope::AllModels => None,
        KeyScope::Models(models) => Some(models.iter().map(ModelName::as_str)),
    }
}
