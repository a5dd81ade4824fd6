//! What is known of one model: its catalogue entry and its free quota.

use std::{borrow::Borrow, fmt, sync::Arc};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Kind, Quantity, Unit, price::Charge};

/// A model's identifier, exactly as the server wrote it (it may hold any character).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelName(Arc<str>);

impl ModelName {
    /// Takes the text as it is.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The text as it came. Neutralise it before it reaches a terminal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ModelName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ModelName {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl fmt::Display for ModelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One model of the catalogue (`listFoundationModels`), reduced to what quotas need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogued {
    /// Its identifier (`items[].model`).
    pub name: ModelName,
    /// What it does.
    pub kind: Kind,
    /// What its quota counts.
    pub unit: Unit,
    /// What it costs after its free quota (`items[].prices[]`); absent where that is not listed, or not understood.
    pub charge: Option<Charge>,
}

/// A free quota as the server states it (`queryFreeTierQuota`). Absent numbers stay absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// The grant (`quotaInitTotal`).
    pub total: Option<Quantity>,
    /// What is left (`quotaTotal`, in spite of its name).
    pub remaining: Option<Quantity>,
    /// When it expires (`quotaValidityPeriod`), whole seconds; absent where none is stated.
    pub expires_at: Option<DateTime<Utc>>,
    /// The server's own word (`quotaStatus`), e.g. `VALID`, `UNKNOWN`.
    pub quota_status: Option<Arc<str>>,
    /// When it was read, by our clock. The vendor's count may be an hour behind that.
    pub read_at: DateTime<Utc>,
}

impl Quota {
    /// The share that is left, in percent; absent where it cannot be told.
    pub fn left_percent(&self) -> Option<Decimal> {
        self.remaining?.percent_of(self.total?)
    }

    /// What is used: the grant less what is left, not below zero; absent where either is.
    pub fn used(&self) -> Option<Quantity> {
        Some(self.total?.minus_to_zero(self.remaining?))
    }
}

/// Everything known of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Its identifier.
    pub name: ModelName,
    /// What it does.
    pub kind: Kind,
    /// What its quota counts.
    pub unit: Unit,
    /// Its free quota; absent where the server has never answered for it.
    pub quota: Option<Quota>,
    /// Whether Free Quota Only is on (`queryFreeTierOnlyStatus`); absent where the server says nothing.
    pub free_quota_only: Option<bool>,
    /// When that was read, by our clock; absent where the switch is unknown, or nothing tells its age.
    pub free_quota_only_read_at: Option<DateTime<Utc>>,
    /// What it may use within an hour, as its history tells (`forecast`); absent where that is not known. No fact of
    /// the server's: a snapshot does not hold it.
    #[serde(default)]
    pub hourly_use: Option<Quantity>,
}

impl Model {
    /// A model of which only the name is known.
    pub fn named(name: ModelName) -> Self {
        Self {
            name,
            kind: Kind::Other,
            unit: Unit::Units,
            quota: None,
            free_quota_only: None,
            free_quota_only_read_at: None,
            hourly_use: None,
        }
    }
}
