//! Which models need attention: first those that cost money, then those about to, then those that lapse.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Model, NextCall, Status, forecast::Verdict, next_call::Reason};

/// A quota that runs out within this time needs attention now.
pub(super) const SOON: TimeDelta = TimeDelta::days(1);

/// How urgently a model needs attention, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// Calls are or may be billed, and the model has been called.
    Costs,
    /// Runs out within a day.
    RunsOut,
    /// Expires soon, with something left to lose.
    Lapsing,
    /// Little is left.
    Low,
    InUse,
    /// Used up, and calls fail.
    Refuses,
    Over,
    Unclear,
    Untouched,
    NoQuota,
}

impl Attention {
    /// `is_charged` says whether this billing cycle has charges for the model; it is only called if that
    /// makes a difference.
    pub fn of(
        model: &Model,
        (status, next_call): (Status, NextCall),
        verdict: Option<&Verdict>,
        is_charged: impl FnOnce() -> bool,
        now: DateTime<Utc>,
    ) -> Self {
        let runs_out = verdict.filter(|_| status.has_left()).and_then(soon_from);
        match status {
            Status::Exhausted if model.free_quota_only == Some(true) => Self::Refuses,
            Status::Exhausted => Self::Costs,
            _ if next_call == NextCall::Billed && is_charged() => Self::Costs,
            _ if runs_out.is_some_and(|from| from <= now) => Self::RunsOut,
            // What is expected to run out first does not lapse.
            Status::Expiring if runs_out.is_none() => Self::Lapsing,
            Status::Low => Self::Low,
            Status::Ok if is_untouched(model) => Self::Untouched,
            Status::Ok | Status::Expiring => Self::InUse,
            Status::Expired => Self::Over,
            Status::Unknown | Status::Unsupported => Self::Unclear,
            Status::None => Self::NoQuota,
        }
    }
}

/// How much a next call has to stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Money is being spent, or calls are refused against the user's will.
    Alarm,
    /// Unknown, with a quota to lose.
    Caution,
    /// It costs or fails, but is not known to be called, or fails by the user's own choice.
    Notable,
    /// All is well, or there is nothing to lose.
    Calm,
}

impl Urgency {
    pub const fn of(next_call: NextCall, reason: Reason, attention: Attention, status: Status) -> Self {
        match (next_call, reason, attention) {
            (NextCall::Refused, Reason::Overdue, _) | (NextCall::Billed, _, Attention::Costs) => Self::Alarm,
            (NextCall::Billed | NextCall::Refused, ..) => Self::Notable,
            (NextCall::Unknown, ..) if status.has_left() || matches!(status, Status::Exhausted) => {
                Self::Caution
            }
            (NextCall::Free | NextCall::Unknown, ..) => Self::Calm,
        }
    }
}

/// From when on a forecast says that the quota runs out within a day; `None` if it says something else.
fn soon_from(verdict: &Verdict) -> Option<DateTime<Utc>> {
    match verdict {
        Verdict::RunsOut(runs_out) => runs_out.at.checked_sub_signed(SOON),
        _ => None,
    }
}

pub fn is_untouched(model: &Model) -> bool {
    model.quota.as_ref().is_some_and(|quota| match (quota.total, quota.remaining) {
        (Some(total), Some(remaining)) => remaining >= total,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red is for money and for refusals that nobody chose.
    #[test]
    fn only_money_and_unwanted_refusals_alarm() {
        use {Attention as A, NextCall as C, Reason as R, Status as S, Urgency as U};
        for (next_call, reason, attention, status, expected) in [
            (C::Free, R::Covered, A::Low, S::Low, U::Calm),
            (C::Billed, R::Charged, A::Costs, S::Exhausted, U::Alarm),
            (C::Billed, R::NoFreeQuota, A::Costs, S::None, U::Alarm),
            (C::Billed, R::NoFreeQuota, A::NoQuota, S::None, U::Notable),
            (C::Billed, R::Charged, A::Over, S::Expired, U::Notable),
            (C::Refused, R::Stopped, A::Refuses, S::Exhausted, U::Notable),
            (C::Refused, R::Overdue, A::Untouched, S::Ok, U::Alarm),
            (C::Refused, R::Overdue, A::NoQuota, S::None, U::Alarm),
            (C::Unknown, R::SwitchUnknown, A::Costs, S::Exhausted, U::Caution),
            (C::Unknown, R::WithinMargin, A::Low, S::Low, U::Caution),
            (C::Unknown, R::TooOld, A::InUse, S::Ok, U::Caution),
            (C::Unknown, R::Unclear, A::Unclear, S::Unknown, U::Calm),
            (C::Unknown, R::Unsupported, A::Unclear, S::Unsupported, U::Calm),
        ] {
            assert_eq!(
                Urgency::of(next_call, reason, attention, status),
                expected,
                "{next_call:?} {reason:?}"
            );
        }
    }
}
