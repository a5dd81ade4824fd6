//! The status of a free quota: the contract's table, as a pure function of facts and time.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Model, Quantity, Quota};

/// Contract, field `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Status {
    /// Enough is left, and it does not expire soon.
    Ok,
    /// At most the low threshold is left.
    Low,
    /// Some is left, and it expires soon.
    Expiring,
    Exhausted,
    Expired,
    /// The model has no free quota.
    None,
    /// The server knows no free quota for it (`quotaStatus` `UNKNOWN`).
    Unsupported,
    Unknown,
}

impl Status {
    /// Whether any can still be used.
    pub const fn has_left(self) -> bool {
        matches!(self, Self::Ok | Self::Low | Self::Expiring)
    }

    pub fn of(model: &Model, thresholds: &Thresholds, now: DateTime<Utc>) -> Self {
        model.quota.as_ref().map_or(Self::Unknown, |quota| of_quota(quota, thresholds, now))
    }
}

/// When a quota counts as low or expiring (configuration, `[alerts]`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Low at or below this share of the grant.
    pub low_percent: Decimal,
    /// Expiring if it expires within this time.
    pub expiring: TimeDelta,
}

impl Thresholds {
    /// Nothing left is low, and nothing expires soon.
    pub(super) const NONE: Self = Self { low_percent: Decimal::ZERO, expiring: TimeDelta::zero() };
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { low_percent: Decimal::TEN, expiring: TimeDelta::days(7) }
    }
}

fn of_quota(quota: &Quota, thresholds: &Thresholds, now: DateTime<Utc>) -> Status {
    match quota.quota_status.as_deref() {
        Some("VALID") => {}
        Some("UNKNOWN") => return Status::Unsupported,
        _ => return Status::Unknown,
    }
    let Some(total) = quota.total else { return Status::Unknown };
    if total == Quantity::ZERO {
        return Status::None;
    }
    if !total.is_positive() {
        return Status::Unknown;
    }
    if quota.expires_at.is_some_and(|expires| expires <= now) {
        return Status::Expired;
    }
    // Without this number the status is unknown, never "ok".
    let Some(remaining) = quota.remaining else { return Status::Unknown };
    if !remaining.is_positive() {
        return Status::Exhausted;
    }
    if is_low(remaining, total, thresholds.low_percent) {
        return Status::Low;
    }
    if quota.expires_at.is_some_and(|expires| expires.signed_duration_since(now) <= thresholds.expiring) {
        return Status::Expiring;
    }
    Status::Ok
}

/// `remaining` × 100 ≤ `low_percent` × `total`; on overflow, the same as shares.
pub(super) fn is_low(remaining: Quantity, total: Quantity, low_percent: Decimal) -> bool {
    let whole = [remaining, total, low_percent.into()].map(|number| number.whole().map(u128::from));
    if let [Some(remaining), Some(total), Some(low_percent)] = whole {
        return remaining.saturating_mul(100) <= low_percent.saturating_mul(total);
    }
    let (remaining, total) = (remaining.decimal(), total.decimal());
    match (remaining.checked_mul(Decimal::ONE_HUNDRED), low_percent.checked_mul(total)) {
        (Some(left), Some(mark)) => left <= mark,
        _ => remaining
            .checked_div(total)
            .zip(low_percent.checked_div(Decimal::ONE_HUNDRED))
            .is_some_and(|(share, mark)| share <= mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::{at, quota};

    const NOW: &str = "2026-11-22T06:12:07Z";

    #[test]
    fn the_contracts_table_row_by_row() {
        let far = "2027-01-01T00:00:00Z";
        for (word, total, remaining, expires, expected) in [
            ("VALID", "1000000", "640000", far, Status::Ok),
            ("VALID", "1000000", "640000", "", Status::Ok),
            ("VALID", "1000000", "1000000", far, Status::Ok),
            // left beyond the grant (used < 0)
            ("VALID", "50", "80", far, Status::Ok),
            // used > total: the server states a negative remainder
            ("VALID", "50", "-3", far, Status::Exhausted),
            ("VALID", "1000000", "0", far, Status::Exhausted),
            ("VALID", "1000000", "100000", far, Status::Low),
            ("VALID", "1000000", "100000.01", far, Status::Ok),
            ("VALID", "50", "0.5", far, Status::Low),
            ("VALID", "79228162514264337593543950335", "1", far, Status::Low),
            // expiry equal to now, a second later, at the threshold, a second beyond it
            ("VALID", "100", "50", NOW, Status::Expired),
            ("VALID", "100", "50", "2026-11-22T06:12:08Z", Status::Expiring),
            ("VALID", "100", "50", "2026-11-29T06:12:07Z", Status::Expiring),
            ("VALID", "100", "50", "2026-11-29T06:12:08Z", Status::Ok),
            // expired before exhausted, low before expiring
            ("VALID", "100", "0", "2026-11-20T00:00:00Z", Status::Expired),
            ("VALID", "100", "5", "2026-11-23T00:00:00Z", Status::Low),
            ("VALID", "100", "0", "2026-11-23T00:00:00Z", Status::Exhausted),
            // no grant
            ("VALID", "0", "0", "", Status::None),
            ("VALID", "0", "", "", Status::None),
            // missing numbers
            ("VALID", "", "5", far, Status::Unknown),
            ("VALID", "100", "", far, Status::Unknown),
            ("VALID", "100", "", NOW, Status::Expired),
            ("VALID", "", "", "", Status::Unknown),
            ("VALID", "-1", "5", far, Status::Unknown),
            ("VALID", "-0.01", "0", NOW, Status::Unknown),
            // other words
            ("UNKNOWN", "", "", "", Status::Unsupported),
            ("UNKNOWN", "100", "100", far, Status::Unsupported),
            ("FROZEN", "100", "100", far, Status::Unknown),
            ("valid", "100", "100", far, Status::Unknown),
            ("", "100", "100", far, Status::Unknown),
        ] {
            let quota_status = Some(word.into()).filter(|_| !word.is_empty());
            let quota = Quota { quota_status, ..quota(total, remaining, expires, NOW) };
            let status = of_quota(&quota, &Thresholds::default(), at(NOW));
            assert_eq!(status, expected, "{word} {total} {remaining} {expires}");
        }
    }

    #[test]
    fn a_model_without_an_answer_is_unknown() {
        assert_eq!(Status::of(&Model::named("m".into()), &Thresholds::default(), at(NOW)), Status::Unknown);
    }
}
