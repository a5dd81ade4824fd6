//! Fixtures of unit tests.

use chrono::{DateTime, Utc};

use super::Quota;

pub(super) fn at(text: &str) -> DateTime<Utc> {
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
