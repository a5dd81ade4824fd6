//! Whether a real-time call made now would be free, billed or refused. It is never "free" unless that is
//! certain.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{
    AccountState, Model, Moment, Quantity, Status,
    calls::RecentUse,
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
        let came_at = model.grant.and_then(|grant| grant.came_at);
        came_at.is_none_or(|came_at| came_at < recent.from)
    };
    let recent = model.recent.filter(|recent| recent.is_refused && is_recent(recent.to, now));
    recent.as_ref().is_some_and(is_before) && model.free_quota_only != Some(false)
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
    let by_calls = model.recent.and_then(|recent| recent.at_most);
    [model.hourly_use, by_calls].into_iter().flatten().fold(share, Quantity::max)
}

/// Whether Free Quota Only is on. Since the switch may have been changed, a reading older than [`LAG`] is
/// ignored.
pub(super) fn certainly_stops(model: &Model, now: DateTime<Utc>) -> bool {
    model.free_quota_only == Some(true)
        && model.free_quota_only_read_at.is_some_and(|read_at| is_recent(read_at, now))
}

/// When the next call of `model` may change because its figure, its switch or a refusal becomes too old, or is no
/// longer in the future.
pub fn next_change(model: &Model, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let figure = changes(model.quota.as_ref()?.read_at);
    let switch = model.free_quota_only_read_at.map_or([None, None], changes);
    let refused =
        model.recent.filter(|recent| recent.is_refused).map_or([None, None], |recent| changes(recent.to));
    figure.into_iter().chain(switch).chain(refused).flatten().filter(|at| *at > now).min()
}

/// When data read at `read_at` begin and cease to be recent.
fn changes(read_at: DateTime<Utc>) -> [Option<DateTime<Utc>>; 2] {
    let too_old =
        read_at.checked_add_signed(LAG).and_then(|at| at.checked_add_signed(TimeDelta::milliseconds(1)));
    [read_at.checked_sub_signed(AHEAD), too_old]
}

#[cfg(test)]
mod tests {
    use proptest::{option, prelude::*, sample::select};
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::{
        KnownGrant,
        fixture::{at, quota},
    };

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

    /// By calls from 05:10 to 06:10.
    fn recent(since_count: Option<u64>, at_most: Option<u64>, is_refused: bool) -> RecentUse {
        RecentUse {
            from: at("2026-11-22T05:10:00Z"),
            to: at("2026-11-22T06:10:00Z"),
            since_count: since_count.map(Quantity::from),
            at_most: at_most.map(Quantity::from),
            is_refused,
        }
    }

    #[test]
    fn the_calls_of_the_last_hour_correct_the_figure() {
        for (since_count, at_most, switch, reason) in [
            (None, None, None, Reason::Covered),
            (Some(0), Some(0), None, Reason::Covered),
            // 640,000 are left.
            (Some(100), Some(639_999), None, Reason::Covered),
            (Some(100), Some(640_000), None, Reason::WithinMargin),
            (Some(100), Some(640_000), Some(true), Reason::Covered),
            (Some(639_999), None, Some(true), Reason::Covered),
            (Some(640_000), None, Some(true), Reason::UsedSince),
            (Some(640_000), None, Some(false), Reason::UsedSince),
            (Some(640_001), Some(700_000), None, Reason::UsedSince),
        ] {
            let recent = Some(recent(since_count, at_most, false));
            let model = Model { recent, ..model("640000", NOW, switch) };
            let answer = Reason::of(&model, Status::Ok, AccountState::Good, at(NOW));
            assert_eq!(answer, reason, "{since_count:?} {at_most:?} {switch:?}");
        }
    }

    #[test]
    fn calls_that_were_refused_show_that_it_is_used_up() {
        let grant = |came_at: &str| {
            Some(KnownGrant { total: 1_000_000.into(), expires_at: None, came_at: came_at.parse().ok() })
        };
        for (switch, grant, now, reason) in [
            (Some(true), None, NOW, Reason::RefusedLately),
            (None, None, NOW, Reason::RefusedLately),
            (None, grant(""), NOW, Reason::RefusedLately),
            (None, grant("2026-11-22T05:09:59Z"), NOW, Reason::RefusedLately),
            // There is something new since.
            (None, grant("2026-11-22T05:10:00Z"), NOW, Reason::Covered),
            (Some(false), None, NOW, Reason::Covered),
            (None, None, "2026-11-22T07:10:00Z", Reason::RefusedLately),
            (None, None, "2026-11-22T07:10:01Z", Reason::Covered),
        ] {
            let recent = Some(recent(Some(0), Some(0), true));
            let model = Model { grant, recent, ..model("640000", NOW, switch) };
            let answer = Reason::of(&model, Status::Ok, AccountState::Good, at(now));
            assert_eq!(answer, reason, "{switch:?} {grant:?} {now}");
            let overdue = Reason::of(&model, Status::Ok, AccountState::Overdue, at(now));
            assert_eq!(overdue, Reason::Overdue);
        }
        let model = Model { recent: Some(recent(None, None, true)), ..model("1", NOW, Some(true)) };
        assert_eq!(next_change(&model, at(NOW)), Some(at("2026-11-22T07:10:00.001Z")));
    }

    proptest! {
        /// Whatever the calls say: less is left by them than by the figure, and a call is free only if it is without
        /// them, too.
        #[test]
        fn calls_never_make_more_of_a_quota(
            (remaining, used, at_most) in (-10_i64..2_000_000, option::of(0_u64..3_000_000), option::of(0_u64..3_000_000)),
            (is_refused, switch, status) in (any::<bool>(), any::<Option<bool>>(), select(Status::iter().collect::<Vec<_>>())),
            account in select(vec![AccountState::Good, AccountState::Overdue, AccountState::Unknown]),
        ) {
            let without = model(&remaining.to_string(), NOW, switch);
            let with = Model { recent: Some(recent(used, at_most, is_refused)), ..without.clone() };
            let call = |model: &Model| NextCall::of(model, status, account, at(NOW));
            prop_assert!(call(&with) != NextCall::Free || call(&without) == NextCall::Free);
            prop_assert!(call(&without) != NextCall::Refused || call(&with) == NextCall::Refused);
            prop_assert!(call(&without) != NextCall::Billed || call(&with) == NextCall::Billed);
            let figure = without.quota.and_then(|quota| quota.remaining).unwrap();
            prop_assert!(with.about_left().is_none_or(|left| left <= figure));
            prop_assert!(margin(&with, at(NOW)) >= margin(&without_calls(&with), at(NOW)));
        }
    }

    fn without_calls(model: &Model) -> Model {
        Model { recent: None, ..model.clone() }
    }
}
