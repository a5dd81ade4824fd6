//! Models and balances for tests, as a source returns them.

use chrono::{DateTime, Utc};
use quotatop::domain::{Balance, Kind, Model, Quantity, Quota, Unit};

/// A valid quota.
pub(crate) fn quota(
    left: impl Into<Quantity>,
    total: impl Into<Quantity>,
    expires_at: Option<DateTime<Utc>>,
    read_at: DateTime<Utc>,
) -> Quota {
    let (total, remaining) = (Some(total.into()), Some(left.into()));
    Quota { total, remaining, expires_at, quota_status: Some("VALID".into()), read_at }
}

pub(crate) fn text_model(name: &str, quota: Quota) -> Model {
    Model { kind: Kind::Text, unit: Unit::Tokens, quota: Some(quota), ..Model::named(name.into()) }
}

pub(crate) fn dollars(available: &str) -> Balance {
    Balance { available: available.parse().ok(), currency: Some("USD".to_owned()), ..Balance::default() }
}
