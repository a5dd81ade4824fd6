//! Would a call be covered by the free quota? The facts of `quotatop check`.
//!
//! Scripts rely on it, so the answer is "covered" only if that is certain. Sentences and exit statuses belong
//! to `words` and `cli`.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use strum::IntoStaticStr;

use super::{
    AccountSeen, AccountState, Model, Moment, Quantity, Status, Thresholds, next_call, next_call::Reason,
};

/// Contract, options of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckOptions {
    /// What the calls will use, in the quota's unit.
    pub need: Quantity,
    /// No free quota covers batch calls.
    pub batch: bool,
    /// Assume that an account is in good standing if it was not checked recently.
    pub ignore_account: bool,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { need: Quantity::from(1), batch: false, ignore_account: false }
    }
}

/// The answer, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Verdict {
    /// Even if figures lag (exit status 0).
    Covered,
    /// Exit status 10.
    Billed(Why),
    /// Exit status 11.
    Refused(Why),
    /// Exit status 12.
    Unknown(Why),
}

/// Why a call is not covered, or not known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Why {
    Overdue,
    /// It may be overdue.
    AccountUnchecked,
    /// The account was last read as in good standing at this instant, too long ago.
    #[strum(to_string = "account_unchecked")]
    AccountTooOld(DateTime<Utc>),
    /// No free quota covers batch calls.
    Batch,
    NoSuchModel,
    NoFreeQuota,
    /// The server knows no free quota for this model.
    Unsupported,
    /// The same, but Free Quota Only is on: calls are free or refused, never billed.
    NeverBilled,
    /// Facts of the quota are missing, or not understood.
    Unclear,
    /// Used up or expired.
    Over,
    /// Less is left than needed.
    TooLittle,
    /// Too little is left, and Free Quota Only is unknown.
    SwitchUnknown,
    /// Too little is left, and Free Quota Only was turned on too lately to be in effect for certain.
    SwitchNew,
    /// The time is uncertain, and it decides.
    ClockUnsure,
    /// Enough was left by exported bills, which tell nothing of what was used since.
    FromBill,
    /// Enough was left, but that was read too long ago.
    TooOld,
    /// Enough is left, but not if the figure lags.
    WithinMargin,
}

impl Verdict {
    /// `None` if covered.
    pub const fn why(self) -> Option<Why> {
        match self {
            Self::Covered => None,
            Self::Billed(why) | Self::Refused(why) | Self::Unknown(why) => Some(why),
        }
    }
}

/// Checks calls to `model`; absent if it is unknown.
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
        return batch_verdict(model, now);
    }
    let verdict =
        model.map_or(Verdict::Unknown(Why::NoSuchModel), |model| quota_verdict(model, options, now));
    let is_unchecked = account.is_unchecked(now.utc) && !options.ignore_account;
    match verdict {
        // These would be refused if the account is overdue; the others would not change.
        Verdict::Covered | Verdict::Billed(_) if is_unchecked => {
            let since = account.unchecked_since(now.utc);
            Verdict::Unknown(since.map_or(Why::AccountUnchecked, Why::AccountTooOld))
        }
        verdict => verdict,
    }
}

/// Whether Free Quota Only stops batch calls while quota is left is not documented, so they count as billed.
fn batch_verdict(model: Option<&Model>, now: Moment) -> Verdict {
    match model.map(|model| reason(model, now)) {
        Some(Reason::Stopped | Reason::RefusedLately) => Verdict::Refused(Why::Batch),
        _ => Verdict::Billed(Why::Batch),
    }
}

fn quota_verdict(model: &Model, options: &CheckOptions, now: Moment) -> Verdict {
    match reason(model, now) {
        Reason::Overdue => Verdict::Refused(Why::Overdue),
        Reason::NoFreeQuota => Verdict::Billed(Why::NoFreeQuota),
        Reason::Unsupported => Verdict::Unknown(Why::Unsupported),
        Reason::NeverBilled => Verdict::Unknown(Why::NeverBilled),
        Reason::Unclear => Verdict::Unknown(Why::Unclear),
        Reason::Stopped | Reason::RefusedLately => Verdict::Refused(Why::Over),
        Reason::Charged => Verdict::Billed(Why::Over),
        Reason::SwitchUnknown => Verdict::Unknown(Why::SwitchUnknown),
        Reason::SwitchNew => Verdict::Unknown(Why::SwitchNew),
        Reason::ClockUnsure => match spare(model, options) {
            // A quota only shrinks.
            Some(spare) if spare < Decimal::ZERO => too_little(model, now.utc),
            _ => Verdict::Unknown(Why::ClockUnsure),
        },
        reason @ (Reason::FromBill
        | Reason::TooOld
        | Reason::UsedSince
        | Reason::WithinMargin
        | Reason::Covered) => match spare(model, options) {
            None => Verdict::Unknown(Why::Unclear),
            Some(spare) if spare < Decimal::ZERO => too_little(model, now.utc),
            Some(_) if reason == Reason::FromBill => Verdict::Unknown(Why::FromBill),
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

/// What would be left; negative if too little is.
fn spare(model: &Model, options: &CheckOptions) -> Option<Decimal> {
    let remaining = model.quota.as_ref()?.remaining?;
    Some(remaining.decimal().saturating_sub(options.need.decimal()))
}

fn too_little(model: &Model, now: DateTime<Utc>) -> Verdict {
    match model.free_quota_only {
        Some(true) if next_call::is_switch_new(model, now) => Verdict::Unknown(Why::SwitchNew),
        Some(true) => Verdict::Refused(Why::TooLittle),
        Some(false) => Verdict::Billed(Why::TooLittle),
        None => Verdict::Unknown(Why::SwitchUnknown),
    }
}

/// By the quota alone. The thresholds make no difference.
fn reason(model: &Model, now: Moment) -> Reason {
    Reason::of(model, Status::of(model, &Thresholds::NONE, now.utc), AccountState::Unknown, now)
}

#[cfg(test)]
mod tests;
