//! Whether a real-time call made now would be free, billed or refused. It is never "free" unless that is
//! certain.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{AccountState, Model, Moment, Quantity, Status, calls::RecentUse, freshness::is_recent};

/// Contract, field `next_call`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum NextCall {
    Free,
    Billed,
    Refused,
    Unknown,
}

impl NextCall {
    pub fn of(model: &Model, status: Status, account: AccountState, now: impl Into<Moment>) -> Self {
        Reason::of(model, status, account, now).next_call()
    }
}

/// Why the next call would be what it is. Each reason implies one [`NextCall`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The account owes money: all calls are refused.
    Overdue,
    NoFreeQuota,
    /// The server knows no free quota for this model.
    Unsupported,
    /// The same, but Free Quota Only is on: calls are free or refused, never billed.
    NeverBilled,
    /// Facts are missing, or not understood.
    Unclear,
    /// Used up or expired, and Free Quota Only is on.
    Stopped,
    /// Used up or expired, and Free Quota Only is off.
    Charged,
    /// Used up or expired, and Free Quota Only is unknown.
    SwitchUnknown,
    /// Used up or expired, and Free Quota Only was turned on too lately to be in effect for certain.
    SwitchNew,
    /// The time is uncertain, and it decides.
    ClockUnsure,
    /// Some was left by exported bills, which tell nothing of what was used since.
    FromBill,
    /// Some is left by the figure, but calls were refused lately because it is used up.
    RefusedLately,
    /// Some is left by the figure, but the calls made since have used it up.
    UsedSince,
    /// Some was left at a reading longer ago than [`LAG`], or in the future.
    TooOld,
    /// Some is left, but no more than figures may lag.
    WithinMargin,
    /// Enough is left.
    Covered,
}

impl Reason {
    pub fn of(model: &Model, status: Status, account: AccountState, now: impl Into<Moment>) -> Self {
        let Moment { utc: now, is_sure } = now.into();
        if account == AccountState::Overdue {
            return Self::Overdue;
        }
        match status {
            Status::None => Self::NoFreeQuota,
            Status::Unsupported if certainly_stops(model, now) => Self::NeverBilled,
            Status::Unsupported => Self::Unsupported,
            Status::Unknown => Self::Unclear,
            Status::Expired | Status::Ok | Status::Low | Status::Expiring if !is_sure => Self::ClockUnsure,
            Status::Expired | Status::Exhausted => match model.free_quota_only {
                Some(true) if is_switch_new(model, now) => Self::SwitchNew,
                Some(true) => Self::Stopped,
                Some(false) => Self::Charged,
                None => Self::SwitchUnknown,
            },
            Status::Ok | Status::Low | Status::Expiring if was_refused(model, now) => Self::RefusedLately,
            Status::Ok | Status::Low | Status::Expiring if model.from_bill.is_some() => Self::FromBill,
            Status::Ok | Status::Low | Status::Expiring if !is_fresh(model, now) => Self::TooOld,
            Status::Ok | Status::Low | Status::Expiring if is_used_since(model) => Self::UsedSince,
            Status::Ok | Status::Low | Status::Expiring if exceeds_margin(model, now) => Self::Covered,
            Status::Ok | Status::Low | Status::Expiring => Self::WithinMargin,
        }
    }

    pub const fn next_call(self) -> NextCall {
        match self {
            Self::Overdue | Self::Stopped | Self::RefusedLately => NextCall::Refused,
            Self::NoFreeQuota | Self::Charged => NextCall::Billed,
            Self::Unsupported
            | Self::NeverBilled
            | Self::Unclear
            | Self::SwitchUnknown
            | Self::SwitchNew
            | Self::ClockUnsure
            | Self::FromBill
            | Self::UsedSince
            | Self::TooOld
            | Self::WithinMargin => NextCall::Unknown,
            Self::Covered => NextCall::Free,
        }
    }
}

fn is_fresh(model: &Model, now: DateTime<Utc>) -> bool {
    model.quota.as_ref().is_some_and(|quota| is_recent(quota.read_at, now))
}

/// Whether Free Quota Only refused calls within the last hour, and nothing that may have changed since explains why it
/// would no longer: another grant, or the switch that is off now.
fn was_refused(model: &Model, now: DateTime<Utc>) -> bool {
    let is_before = |recent: &RecentUse| {
        let came_at = model.grant.as_ref().and_then(|grant| grant.came_at);
        came_at.is_none_or(|came_at| came_at < recent.from)
    };
    let recent = model.recent.as_deref().filter(|recent| recent.is_refused && is_recent(recent.to, now));
    recent.is_some_and(is_before) && model.free_quota_only != Some(false)
}

/// Whether the calls made since the figure was first seen have used up what it shows.
fn is_used_since(model: &Model) -> bool {
    model.about_left().is_some_and(|left| !left.is_positive())
}

fn exceeds_margin(model: &Model, now: DateTime<Utc>) -> bool {
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    remaining.is_some_and(|remaining| remaining > margin(model, now))
}

/// How much may already be used without the figure showing it: [`lag`]. Zero with Free Quota Only, which rules out
/// billing.
pub fn margin(model: &Model, now: DateTime<Utc>) -> Quantity {
    if certainly_stops(model, now) { Quantity::ZERO } else { lag(model) }
}

/// How much may already be used without the figure showing it, whatever Free Quota Only is: 2 % of the grant, or
/// what is known to be more: the model's hourly use, or what its calls used since the earliest instant that the figure
/// may be of.
pub fn lag(model: &Model) -> Quantity {
    let total = model.quota.as_ref().and_then(|quota| quota.total).unwrap_or(Quantity::ZERO).decimal();
    let share = Quantity::from(total.checked_div(Decimal::from(50)).unwrap_or(total));
    let by_calls = model.recent.as_ref().and_then(|recent| recent.at_most);
    [model.hourly_use, by_calls].into_iter().flatten().fold(share, Quantity::max)
}

/// How long Free Quota Only takes to stop calls once it is on (help pages of both sites: about half an hour); until then
/// they may be billed.
pub(super) const TAKES_EFFECT: TimeDelta = TimeDelta::minutes(30);

/// Whether Free Quota Only is on and in effect. Since the switch may have been changed, a reading older than [`LAG`] is
/// ignored.
pub(super) fn certainly_stops(model: &Model, now: DateTime<Utc>) -> bool {
    model.free_quota_only == Some(true)
        && model.free_quota_only_read_at.is_some_and(|read_at| is_recent(read_at, now))
        && !is_switch_new(model, now)
}

/// Whether Free Quota Only may not be in effect yet.
pub(super) fn is_switch_new(model: &Model, now: DateTime<Utc>) -> bool {
    model.free_quota_only_since.is_some_and(|since| now.signed_duration_since(since) < TAKES_EFFECT)
}

#[cfg(test)]
mod tests;
