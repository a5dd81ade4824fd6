//! One model: its catalogue entry and its free quota.

use std::{borrow::Borrow, fmt, sync::Arc};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{FromBill, Kind, KnownGrant, Quantity, Quota, SpeedLimit, Unit, calls::RecentUse, price::Charge};

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
    /// Absent if not listed or not understood.
    pub speed_limit: Option<SpeedLimit>,
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
    /// Since when Free Quota Only may be on, by our clock: it was off before, or was being changed. Absent if it has
    /// never been seen otherwise.
    #[serde(default)]
    pub free_quota_only_since: Option<DateTime<Utc>>,
    /// What is known of its grant beyond `quota`; absent if nothing is. In no snapshot.
    #[serde(default)]
    pub grant: Option<Box<KnownGrant>>,
    /// The most it may use within an hour, derived from its history (`forecast`); in no snapshot.
    #[serde(default)]
    pub hourly_use: Option<Quantity>,
    /// What the calls of the last hour say of its quota; absent if they are not known. In no snapshot. Models without
    /// calls share one.
    #[serde(default)]
    pub recent: Option<Arc<RecentUse>>,
    /// Since when its figures are as they are, as far as they were compared: earlier ones were others, or are not known.
    /// Absent before a second reading. Neither stored nor in a snapshot.
    #[serde(skip)]
    pub figures_since: Option<DateTime<Utc>>,
    /// Present if the quota is from exported bills, since the console gives none.
    #[serde(default)]
    pub from_bill: Option<Box<FromBill>>,
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
            free_quota_only_since: None,
            grant: None,
            hourly_use: None,
            recent: None,
            figures_since: None,
            from_bill: None,
        }
    }

    /// The remaining share of its quota in percent, if known.
    pub fn left_percent(&self) -> Option<Decimal> {
        self.quota.as_ref()?.left_percent()
    }

    /// Compares what the console gives now with what it gave before. Whether its figures have changed; `None` if there were
    /// none before.
    pub fn compare(&mut self, read: &Quota) -> Option<bool> {
        let known = self.console_quota()?;
        let has_changed = known.remaining != read.remaining || known.total != read.total;
        let known_since = self.figures_since.unwrap_or(known.read_at);
        self.figures_since = Some(if has_changed { read.read_at } else { known_since });
        Some(has_changed)
    }

    /// Takes what the server states of Free Quota Only, read at `at`.
    pub fn take_switch(&mut self, is_on: Option<bool>, at: DateTime<Utc>) {
        match (self.free_quota_only, is_on) {
            (_, Some(false)) => self.free_quota_only_since = None,
            (Some(false), _) => self.free_quota_only_since = Some(at),
            _ => {}
        }
        self.free_quota_only = is_on;
        self.free_quota_only_read_at = is_on.map(|_| at);
    }

    /// Free Quota Only was changed at `at`: what was read before is no longer certain.
    pub const fn forget_switch(&mut self, at: DateTime<Utc>) {
        (self.free_quota_only, self.free_quota_only_read_at) = (None, None);
        self.free_quota_only_since = Some(at);
    }

    /// What is left at most once the calls that its figure does not include are counted: never more than the figure.
    /// Absent if either is not known, or if the quota is from exported bills.
    pub fn about_left(&self) -> Option<Quantity> {
        let quota = self.quota.as_ref().filter(|_| self.from_bill.is_none())?;
        let (remaining, used) = (quota.remaining?, self.recent.as_ref()?.since_count?);
        Some(remaining.minus_to_zero(used).min(remaining))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_small() {
        // A process that serves 1,000 accounts has 200,000 of them.
        assert!(size_of::<Model>() <= 160, "{}", size_of::<Model>());
    }
}
