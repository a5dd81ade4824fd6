//! Fixtures of unit tests.

use chrono::{DateTime, FixedOffset, Utc};
use rust_decimal::Decimal;

use super::{Quota, Zone};

/// Central Europe in 2026: UTC+2 until 25 October, 01:00 UTC, then UTC+1.
pub(super) const BERLIN: Zone = Zone(|instant| {
    let hours = if instant < at("2026-10-25T01:00:00Z") { 2 } else { 1 };
    FixedOffset::east_opt(hours * 3600).unwrap()
});

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A valid quota. Empty texts are absent.
pub(super) fn quota(total: &str, remaining: &str, expires_at: &str, read_at: &str) -> Quota {
    Quota {
        total: total.parse().ok(),
        remaining: remaining.parse().ok(),
        expires_at: expires_at.parse().ok(),
        quota_status: Some("VALID".into()),
        read_at: at(read_at),
    }
}
