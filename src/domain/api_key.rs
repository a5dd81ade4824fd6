//! API keys of Model Studio: what is known of them, never the keys themselves.

use std::fmt;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use strum::{EnumString, IntoStaticStr};

use super::{Cause, ModelName};

/// The number by which Alibaba, and bills, name an API key. It is no secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiKeyId(String);

impl ApiKeyId {
    /// The longest that is accepted.
    const MOST: usize = 32;

    /// An ID has only digits, so that it is safe in an address.
    pub fn parse(text: &str) -> Option<Self> {
        let is_id = (1..=Self::MOST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_id.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApiKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An API key (`ListApiKeys`). What the server does not state is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub description: Option<String>,
    pub workspace_id: Option<String>,
    pub workspace_name: Option<String>,
    pub created_at: Option<DateTime<Utc>>,
    pub disabled: Option<bool>,
    pub scope: Option<KeyScope>,
}

/// The models that may be called with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyScope {
    AllModels,
    Models(Vec<ModelName>),
}

/// The API keys as far as they could be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ApiKeys {
    pub keys: Vec<ApiKey>,
    /// The number of rows that could not be read.
    pub odd: usize,
    /// Why not all pages were read.
    pub failed: Option<Cause>,
}

/// What can be done with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum KeyChange {
    Disable,
    Enable,
    Delete,
}

impl KeyChange {
    /// Whether a key already is as wanted.
    pub fn is_done(self, key: &ApiKey) -> bool {
        match self {
            Self::Disable => key.disabled == Some(true),
            Self::Enable => key.disabled == Some(false),
            Self::Delete => false,
        }
    }

    /// Whether `keys`, which were read afterwards and completely, show the change; absent if they do not say.
    pub fn shows(self, id: &ApiKeyId, keys: &[ApiKey]) -> Option<bool> {
        let key = keys.iter().find(|key| key.id == *id);
        match (self, key) {
            (Self::Delete, key) => Some(key.is_none()),
            (Self::Disable, Some(key)) => key.disabled,
            (Self::Enable, Some(key)) => key.disabled.map(|disabled| !disabled),
            (Self::Disable | Self::Enable, None) => None,
        }
    }
}

/// What a key has cost in a billing cycle, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpend {
    pub currency: String,
    /// Before tax; absent if it is unknown.
    pub payable: Option<Decimal>,
    /// The number of lines whose amount is unknown, and of days that lack lines.
    pub incomplete: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_only_digits() {
        for (text, is_id) in [
            ("10086", true),
            ("0", true),
            ("", false),
            ("-1", false),
            ("1/../2", false),
            ("1 2", false),
            ("１", false),
            ("sk-1", false),
            (&"1".repeat(33), false),
        ] {
            assert_eq!(ApiKeyId::parse(text).is_some(), is_id, "{text}");
        }
    }

    #[test]
    fn a_change_is_shown_by_what_was_read_afterwards() {
        let id = |text| ApiKeyId::parse(text).unwrap();
        let key = |disabled| ApiKey {
            id: id("1"),
            description: None,
            workspace_id: None,
            workspace_name: None,
            created_at: None,
            disabled,
            scope: None,
        };
        for (disabled, shown) in [
            (Some(true), [Some(true), Some(false), Some(false)]),
            (Some(false), [Some(false), Some(true), Some(false)]),
            (None, [None, None, Some(false)]),
        ] {
            let changes = [KeyChange::Disable, KeyChange::Enable, KeyChange::Delete];
            assert_eq!(changes.map(|change| change.shows(&id("1"), &[key(disabled)])), shown);
            assert_eq!(KeyChange::Delete.shows(&id("2"), &[key(disabled)]), Some(true));
            assert_eq!(KeyChange::Disable.shows(&id("2"), &[key(disabled)]), None);
            assert_eq!(KeyChange::Disable.is_done(&key(disabled)), disabled == Some(true));
        }
    }
}
