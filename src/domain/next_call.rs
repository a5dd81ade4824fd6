//! Whether a real-time call made now would be free, billed or refused. It is never "free" unless that is
//! certain.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{
    AccountState, Model, Moment, Quantity, Status,
    freshness::{AHEAD, LAG, is_recent},
};

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
    /// The time is uncertain, and it decides.
    ClockUnsure,
    /// Some was left by exported bills, which tell nothing of what was used since.
    FromBill,
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
                Some(true) => Self::Stopped,
                Some(false) => Self::Charged,
                None => Self::SwitchUnknown,
            },
            Status::Ok | Status::Low | Status::Expiring if model.from_bill.is_some() => Self::FromBill,
            Status::Ok | Status::Low | Status::Expiring if !is_fresh(model, now) => Self::TooOld,
            Status::Ok | Status::Low | Status::Expiring if exceeds_margin(model, now) => Self::Covered,
            Status::Ok | Status::Low | Status::Expiring => Self::WithinMargin,
        }
    }

    pub const fn next_call(self) -> NextCall {
        match self {
            Self::Overdue | Self::Stopped => NextCall::Refused,
            Self::NoFreeQuota | Self::Charged => NextCall::Billed,
            Self::Unsupported
            | Self::NeverBilled
            | Self::Unclear
            | Self::SwitchUnknown
            | Self::ClockUnsure
            | Self::FromBill
            | Self::TooOld
            | Self::WithinMargin => NextCall::Unknown,
            Self::Covered => NextCall::Free,
        }
    }
}

fn is_fresh(model: &Model, now: DateTime<Utc>) -> bool {
    model.quota.as_ref().is_some_and(|quota| is_recent(quota.read_at, now))
}

fn exceeds_margin(model: &Model, now: DateTime<Utc>) -> bool {
    let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
    remaining.is_some_and(|remaining| remaining > margin(model, now))
}

/// How much may already be used without the figure showing it: 2 % of the grant or, if known and more, the
/// model's hourly use. Zero with Free Quota Only, which rules out billing.
pub fn margin(model: &Model, now: DateTime<Utc>) -> Quantity {
    if certainly_stops(model, now) { Quantity::ZERO } else { lag(model) }
}

/// How much may already be used without the figure showing it, whatever Free Quota Only is.
pub fn lag(model: &Model) -> Quantity {
    let total = model.quota.as_ref().and_then(|quota| quota.total).unwrap_or(Quantity::ZERO).decimal();
    let share = Quantity::from(total.checked_div(Decimal::from(50)).unwrap_or(total));
    model.hourly_use.map_or(share, |hourly| hourly.max(share))
}

/// Whether Free Quota Only is on. Since the switch may have been changed, a reading older than [`LAG`] is
/// ignored.
pub(super) fn certainly_stops(model: &Model, now: DateTime<Utc>) -> bool {
    model.free_quota_only == Some(true)
        && model.free_quota_only_read_at.is_some_and(|read_at| is_recent(read_at, now))
}

/// When the next call of `model` may change because its figure or its switch becomes too old, or is no longer
/// in the future.
pub fn next_change(model: &Model, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let figure = changes(model.quota.as_ref()?.read_at);
    let switch = model.free_quota_only_read_at.map_or([None, None], changes);
    figure.into_iter().chain(switch).flatten().filter(|at| *at > now).min()
}

/// When data read at `read_at` begin and cease to be recent.
fn changes(read_at: DateTime<Utc>) -> [Option<DateTime<Utc>>; 2] {
    let too_old =
        read_at.checked_add_signed(LAG).and_then(|at| at.checked_add_signed(TimeDelta::milliseconds(1)));
    [read_at.checked_sub_signed(AHEAD), too_old]
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::fixture::{at, quota};

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn model(remaining: &str, read_at: &str, free_quota_only: Option<bool>) -> Model {
        let quota = quota("1000000", remaining, "", read_at);
        let free_quota_only_read_at = free_quota_only.map(|_| at(NOW));
        Model { quota: Some(quota), free_quota_only, free_quota_only_read_at, ..Model::named("m".into()) }
    }

    #[test]
    fn an_overdue_account_refuses_whatever_is_left() {
        for status in Status::iter() {
            let model = model("640000", NOW, Some(false));
            let call = NextCall::of(&model, status, AccountState::Overdue, at(NOW));
            assert_eq!(call, NextCall::Refused, "{status:?}");
        }
    }

    #[test]
    fn without_anything_left_the_switch_decides() {
        for (status, switch, call) in [
            (Status::None, None, NextCall::Billed),
            (Status::None, Some(true), NextCall::Billed),
            (Status::Unsupported, Some(false), NextCall::Unknown),
            (Status::Unknown, Some(true), NextCall::Unknown),
            (Status::Expired, Some(true), NextCall::Refused),
            (Status::Expired, Some(false), NextCall::Billed),
            (Status::Expired, None, NextCall::Unknown),
            (Status::Exhausted, Some(true), NextCall::Refused),
            (Status::Exhausted, Some(false), NextCall::Billed),
            (Status::Exhausted, None, NextCall::Unknown),
        ] {
            for account in [AccountState::Good, AccountState::Unknown] {
                let answer = NextCall::of(&model("0", NOW, switch), status, account, at(NOW));
                assert_eq!(answer, call, "{status:?} {switch:?}");
            }
        }
    }

    #[test]
    fn an_unknown_quota_with_free_quota_only_is_never_billed() {
        let hour_ago = "2026-11-22T05:12:07Z";
        for (switch, read_at, reason) in [
            (Some(true), Some(NOW), Reason::NeverBilled),
            (Some(true), Some(hour_ago), Reason::NeverBilled),
            (Some(true), Some("2026-11-22T05:12:06Z"), Reason::Unsupported),
            (Some(true), None, Reason::Unsupported),
            (Some(false), Some(NOW), Reason::Unsupported),
            (None, None, Reason::Unsupported),
        ] {
            let free_quota_only_read_at = read_at.map(at);
            let model = Model { free_quota_only_read_at, ..model("0", NOW, switch) };
            let answer = Reason::of(&model, Status::Unsupported, AccountState::Unknown, at(NOW));
            assert_eq!((answer, answer.next_call()), (reason, NextCall::Unknown), "{switch:?} {read_at:?}");
            let overdue = Reason::of(&model, Status::Unsupported, AccountState::Overdue, at(NOW));
            assert_eq!(overdue.next_call(), NextCall::Refused);
        }
    }

    #[test]
    fn free_needs_a_fresh_figure_beyond_the_margin() {
        for (remaining, read_at, switch, call) in [
            ("640000", NOW, Some(false), NextCall::Free),
            ("640000", NOW, None, NextCall::Free),
            ("20001", NOW, Some(false), NextCall::Free),
            ("20000.5", NOW, Some(false), NextCall::Free),
            ("20000", NOW, Some(false), NextCall::Unknown),
            ("20000", NOW, None, NextCall::Unknown),
            ("20000", NOW, Some(true), NextCall::Free),
            ("1", NOW, Some(true), NextCall::Free),
            ("640000", "2026-11-22T05:12:07Z", Some(false), NextCall::Free),
            ("640000", "2026-11-22T05:12:06Z", Some(false), NextCall::Unknown),
            ("640000", "2026-11-22T05:12:06Z", Some(true), NextCall::Unknown),
            ("640000", "2026-11-22T06:17:07Z", Some(false), NextCall::Free),
            ("640000", "2026-11-22T06:17:08Z", Some(false), NextCall::Unknown),
            ("640000", "2199-11-22T06:12:07Z", Some(true), NextCall::Unknown),
        ] {
            let model = model(remaining, read_at, switch);
            let answer = NextCall::of(&model, Status::Low, AccountState::Good, at(NOW));
            assert_eq!(answer, call, "{remaining} {read_at} {switch:?}");
        }
    }

    #[test]
    fn a_switch_read_long_ago_leaves_the_margin() {
        for (read_at, call) in [
            (Some(NOW), NextCall::Free),
            (Some("2026-11-22T05:12:07Z"), NextCall::Free),
            (Some("2026-11-22T05:12:06Z"), NextCall::Unknown),
            (Some("2026-11-22T06:17:07Z"), NextCall::Free),
            (Some("2026-11-22T06:17:08Z"), NextCall::Unknown),
            (None, NextCall::Unknown),
        ] {
            let free_quota_only_read_at = read_at.map(at);
            let left = Model { free_quota_only_read_at, ..model("1", NOW, Some(true)) };
            assert_eq!(NextCall::of(&left, Status::Low, AccountState::Good, at(NOW)), call, "{read_at:?}");
            let over = NextCall::of(&left, Status::Exhausted, AccountState::Good, at(NOW));
            assert_eq!(over, NextCall::Refused, "by its last known state: {read_at:?}");
        }
    }

    #[test]
    fn the_instant_at_which_a_reading_is_too_old_is_exact() {
        let free_quota_only_read_at = Some(at("2026-11-22T05:30:00Z"));
        let switch = Model { free_quota_only_read_at, ..model("1", NOW, Some(true)) };
        for model in [switch, model("640000", NOW, None)] {
            let change = next_change(&model, at(NOW)).unwrap();
            let call = |now| NextCall::of(&model, Status::Ok, AccountState::Good, now);
            assert_eq!(call(change), NextCall::Unknown);
            assert_eq!(call(change - TimeDelta::milliseconds(1)), NextCall::Free);
        }
    }

    #[test]
    fn a_figure_from_the_future_counts_once_clocks_may_differ_that_much() {
        let model = model("640000", NOW, None);
        let change = next_change(&model, at(NOW)).unwrap();
        let call = |now| NextCall::of(&model, Status::Ok, AccountState::Good, now);
        assert_eq!(next_change(&model, change), None);
        let begins = at(NOW) - AHEAD;
        assert_eq!(next_change(&model, begins - TimeDelta::hours(1)), Some(begins));
        assert_eq!(call(begins), NextCall::Free);
        assert_eq!(call(begins - TimeDelta::milliseconds(1)), NextCall::Unknown);
    }
}
