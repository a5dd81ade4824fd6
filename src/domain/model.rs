//! One model: its catalogue entry and its free quota.

use std::{borrow::Borrow, fmt, sync::Arc};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Kind, Quantity, Unit, price::Charge};

/// A model's identifier, exactly as the server writes it (any characters).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelName(Arc<str>);

impl ModelName {
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// Unescaped: neutralise it before it reaches a terminal.
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

/// One model of the catalogue (`listFoundationModels`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogued {
    /// `items[].model`.
    pub name: ModelName,
    pub kind: Kind,
    pub unit: Unit,
    /// Its price after the free quota (`items[].prices[]`); absent if not listed or not understood.
    pub charge: Option<Charge>,
}

/// A free quota (`queryFreeTierQuota`). Numbers that the server omits are absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// `quotaInitTotal`.
    pub total: Option<Quantity>,
    /// `quotaTotal`, despite its name.
    pub remaining: Option<Quantity>,
    /// `quotaValidityPeriod`, in whole seconds.
    pub expires_at: Option<DateTime<Utc>>,
    /// `quotaStatus`, e.g. `VALID`, `UNKNOWN`.
    pub quota_status: Option<Arc<str>>,
    /// By our clock; the vendor's count may be an hour behind.
    pub read_at: DateTime<Utc>,
}

impl Quota {
    pub fn left_percent(&self) -> Option<Decimal> {
        self.remaining?.percent_of(self.total?)
    }

    /// Whether there certainly was a grant, used up or not.
    pub fn is_granted(&self) -> bool {
        self.quota_status.as_deref() == Some("VALID") && self.total.is_some_and(Quantity::is_positive)
    }

    /// Not below zero.
    pub fn used(&self) -> Option<Quantity> {
        Some(self.total?.minus_to_zero(self.remaining?))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    pub name: ModelName,
    pub kind: Kind,
    pub unit: Unit,
    /// Absent if the server has never answered for it.
    pub quota: Option<Quota>,
    /// `queryFreeTierOnlyStatus`; absent if the server does not state it.
    pub free_quota_only: Option<bool>,
    /// By our clock; absent if the switch or its age is unknown.
    pub free_quota_only_read_at: Option<DateTime<Utc>>,
    /// The most it may use within an hour, derived from its history (`forecast`); in no snapshot.
    #[serde(default)]
    pub hourly_use: Option<Quantity>,
}

impl Model {
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
