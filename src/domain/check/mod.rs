//! Would a call be covered by the free quota? What `quotatop check` answers, as facts.
//!
//! The answer guards scripts: it is never "covered" unless that is sure. No sentences and no exit statuses
//! here: those belong to `words` and `cli`.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use strum::IntoStaticStr;

use super::{
    AccountSeen, AccountState, Model, Moment, Quantity, Status, Thresholds, next_call, next_call::Reason,
};

/// What is asked (contract, options of `check`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckOptions {
    /// `--need`: how much the calls will use, in the quota's own unit.
    pub need: Quantity,
    /// `--batch`: batch calls, which no free quota covers.
    pub batch: bool,
    /// `--ignore-account`: an account that was not checked, or not recently, is taken for good.
    pub ignore_account: bool,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { need: Quantity::from(1), batch: false, ignore_account: false }
    }
}

/// The answer, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Verdict {
    /// Covered by the free quota, beyond what figures may lag (exit status 0).
    Covered,
    /// It would cost money (10).
    Billed(Why),
    /// It would fail (11).
    Refused(Why),
    /// The facts do not tell (12).
    Unknown(Why),
}

/// Why a call is not covered, or not known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Why {
    /// The account owes money.
    Overdue,
    /// The account was not checked: it may be overdue.
    AccountUnchecked,
    /// The account was good when it was read at this instant, but that is too long ago.
    #[strum(to_string = "account_unchecked")]
    AccountTooOld(DateTime<Utc>),
    /// No free quota covers batch calls.
    Batch,
    /// Nothing is known of a model of this name.
    NoSuchModel,
    /// The model never had a free quota.
    NoFreeQuota,
    /// The server knows no free quota for this model.
    Unsupported,
    /// The quota's facts are missing, or not understood.
    Unclear,
    /// Nothing is left, or its time is over.
    Over,
    /// Something is left, but less than is needed.
    TooLittle,
    /// Too little is left, and whether Free Quota Only is on is not known.
    SwitchUnknown,
    /// What the time is cannot be told, and it decides.
    ClockUnsure,
    /// Enough was left, but that was read too long ago.
    TooOld,
    /// Enough is left by the figure, but it may lag by as much as would be missing.
    WithinMargin,
}

impl Verdict {
    /// Why it is not covered, or not known to be; `None` where it is covered.
    pub const fn why(self) -> Option<Why> {
        match self {
            Self::Covered => None,
            Self::Billed(why) | Self::Refused(why) | Self::Unknown(why) => Some(why),
        }
    }
}

/// What calls to `model` that use as much as is asked would be. `model` is absent where nothing is known of
/// it.
pub fn check(
    model: Option<&Model>,
    account: AccountSeen,
    options: &CheckOptions,
    now: impl Into<Moment>,
) -> Verdict {
    let now = now.into();
    if account.state == AccountState::Overdue {
        return Verdict::Refused(Why::Overdue);
    }
    if options.batch {
        return of_batch(model, now);
    }
    let verdict = model.map_or(Verdict::Unknown(Why::NoSuchModel), |model| of_quota(model, options, now));
    let is_unchecked = account.is_unchecked(now.utc) && !options.ignore_account;
    match verdict {
        // An overdue account would refuse these; the others stay what they are.
        Verdict::Covered | Verdict::Billed(_) if is_unchecked => {
            let since = account.unchecked_since(now.utc);
            Verdict::Unknown(since.map_or(Why::AccountUnchecked, Why::AccountTooOld))
        }
        verdict => verdict,
    }
}

/// Whether the switch stops batch calls while quota is left is not documented, so they count as billed then.
fn of_batch(model: Option<&Model>, now: Moment) -> Verdict {
    match model.map(|model| reason(model, now)) {
        Some(Reason::Stopped) => Verdict::Refused(Why::Batch),
        _ => Verdict::Billed(Why::Batch),
    }
}

/// The answer of the quota alone.
fn of_quota(model: &Model, options: &CheckOptions, now: Moment) -> Verdict {
    match reason(model, now) {
        Reason::Overdue => Verdict::Refused(Why::Overdue),
        Reason::NoFreeQuota => Verdict::Billed(Why::NoFreeQuota),
        Reason::Unsupported => Verdict::Unknown(Why::Unsupported),
        Reason::Unclear => Verdict::Unknown(Why::Unclear),
        Reason::Stopped => Verdict::Refused(Why::Over),
        Reason::Charged => Verdict::Billed(Why::Over),
        Reason::SwitchUnknown => Verdict::Unknown(Why::SwitchUnknown),
        Reason::ClockUnsure => match spare(model, options) {
            // A quota only shrinks, whatever the time is.
            Some(spare) if spare < Decimal::ZERO => of_too_little(model),
            _ => Verdict::Unknown(Why::ClockUnsure),
        },
        reason @ (Reason::TooOld | Reason::WithinMargin | Reason::Covered) => match spare(model, options) {
            None => Verdict::Unknown(Why::Unclear),
            Some(spare) if spare < Decimal::ZERO => of_too_little(model),
            Some(_) if reason == Reason::TooOld => Verdict::Unknown(Why::TooOld),
            Some(spare)
                if reason == Reason::Covered && spare >= next_call::margin(model, now.utc).decimal() =>
            {
                Verdict::Covered
            }
            Some(_) => Verdict::Unknown(Why::WithinMargin),
        },
    }
}

/// What would be left; below zero where too little is.
fn spare(model: &Model, options: &CheckOptions) -> Option<Decimal> {
    let remaining = model.quota.as_ref()?.remaining?;
    Some(remaining.decimal().saturating_sub(options.need.decimal()))
}

fn of_too_little(model: &Model) -> Verdict {
    match model.free_quota_only {
        Some(true) => Verdict::Refused(Why::TooLittle),
        Some(false) => Verdict::Billed(Why::TooLittle),
        None => Verdict::Unknown(Why::SwitchUnknown),
    }
}

/// Why the next call would be what it is, as far as the quota tells. Where the low mark lies changes nothing.
fn reason(model: &Model, now: Moment) -> Reason {
    let thresholds = Thresholds { low_percent: Decimal::ZERO, expiring: TimeDelta::zero() };
    Reason::of(model, Status::of(model, &thresholds, now.utc), AccountState::Unknown, now)
}

#[cfg(test)]
mod tests;
