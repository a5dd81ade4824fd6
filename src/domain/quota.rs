//! The free quota of a model, as the server states it.

use std::{ops::Deref, sync::Arc};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Quantity;

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
    pub quota_status: Option<QuotaStatus>,
    /// By our clock; the vendor's count may be an hour behind.
    pub read_at: DateTime<Utc>,
}

/// The word for a quota's state, as the server writes it. It takes as little memory as a pointer: many accounts have many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuotaStatus(Arc<Box<str>>);

impl Deref for QuotaStatus {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for QuotaStatus {
    fn from(word: &str) -> Self {
        Self(Arc::new(word.into()))
    }
}

impl From<String> for QuotaStatus {
    fn from(word: String) -> Self {
        Self(Arc::new(word.into()))
    }
}

/// The last quota status that was read: nearly all have the same, which share one copy.
#[derive(Debug, Default)]
pub struct LastStatus(Option<QuotaStatus>);

impl LastStatus {
    pub fn share(&mut self, status: &str) -> QuotaStatus {
        match &self.0 {
            Some(last) if **last == *status => last.clone(),
            _ => self.0.insert(status.into()).clone(),
        }
    }
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
