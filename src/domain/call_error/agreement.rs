//! Whether what is known of the account agrees with the error of a call.
//!
//! It disagrees only if that is certain: a figure may lag, a switch may have been changed, and a balance may be
//! old. What a quota lost does not come back, so "used up" needs no recent figure.

use strum::{EnumIter, IntoStaticStr};

use super::CallCause;
use crate::domain::{
    AccountSeen, AccountState, FeedName, Model, Moment, Quantity, Snapshot, Status, Thresholds,
    freshness::is_recent, next_call::lag,
};

/// What is known of the account.
#[derive(Debug, Clone, Copy)]
pub struct AccountFacts<'a> {
    /// Whether the models and their quotas were ever read.
    pub has_quotas: bool,
    /// The name of the called model, if it is known.
    pub name: Option<&'a str>,
    /// The account's model of this name; absent if it has none, or if nothing was read.
    pub model: Option<&'a Model>,
    pub account: AccountSeen,
}

impl<'a> AccountFacts<'a> {
    /// Nothing is known.
    pub const UNREAD: Self = Self {
        has_quotas: false,
        name: None,
        model: None,
        account: AccountSeen { state: AccountState::Unknown, read_at: None },
    };

    /// The facts of a snapshot that concern the model called `name`.
    pub fn new(snapshot: &Snapshot, name: Option<&'a str>, model: Option<&'a Model>) -> Self {
        let has_quotas = !snapshot.models.is_empty() && snapshot.feed(FeedName::Quotas).fetched_at.is_some();
        Self { has_quotas, name, model, account: snapshot.account_seen() }
    }
}

/// Whether the account agrees, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Agreement {
    /// The quota is used up.
    UsedUp,
    /// The quota has expired.
    Expired,
    /// The model has no free quota.
    NoFreeQuota,
    /// The amount is unknown, and Free Quota Only is on.
    SwitchedOn,
    /// The account is overdue.
    Overdue,
    /// The account has no model of this name.
    NoSuchModel,

    /// Enough is left, whatever the figure lags.
    QuotaLeft,
    /// Free Quota Only is off.
    SwitchedOff,
    /// The account is not overdue.
    NotOverdue,
    /// The account has this model.
    ModelListed,

    /// The text names no model.
    NoModel,
    /// The account has no model of this name, so nothing is known of its quota.
    UnknownModel,
    /// No quotas were read.
    NoQuotas,
    /// The model's amount is missing, or not understood.
    Unclear,
    /// Some was left, but that was read too long ago.
    QuotaTooOld,
    /// Some was left by exported bills, which do not show later use.
    FromBill,
    /// Less is left than the figure may lag.
    WithinLag,
    /// The account was not read.
    AccountUnread,
    /// The account was not overdue, but that was read too long ago.
    AccountTooOld,
    /// This machine's clock is unreliable, and the time decides.
    ClockUnsure,
    /// Nothing that is known of an account bears on this cause.
    Unrelated,
}

impl Agreement {
    pub fn new(cause: CallCause, facts: &AccountFacts<'_>, now: impl Into<Moment>) -> Self {
        let now = now.into();
        match cause {
            CallCause::FreeQuotaOnly => free_quota_only(facts, now),
            CallCause::Overdue => overdue(facts.account, now),
            CallCause::ModelName => model_name(facts),
            CallCause::Budget
            | CallCause::RateLimit
            | CallCause::Key
            | CallCause::Permission
            | CallCause::NotActivated
            | CallCause::Content
            | CallCause::Request
            | CallCause::Server
            | CallCause::Unknown => Self::Unrelated,
        }
    }

    /// Contract, field `agrees`: `None` if it is unknown.
    pub const fn agrees(self) -> Option<bool> {
        match self {
            Self::UsedUp
            | Self::Expired
            | Self::NoFreeQuota
            | Self::SwitchedOn
            | Self::Overdue
            | Self::NoSuchModel => Some(true),
            Self::QuotaLeft | Self::SwitchedOff | Self::NotOverdue | Self::ModelListed => Some(false),
            Self::NoModel
            | Self::UnknownModel
            | Self::NoQuotas
            | Self::Unclear
            | Self::QuotaTooOld
            | Self::FromBill
            | Self::WithinLag
            | Self::AccountUnread
            | Self::AccountTooOld
            | Self::ClockUnsure
            | Self::Unrelated => None,
        }
    }
}

/// The quota has to be over, and Free Quota Only must not be off.
fn free_quota_only(facts: &AccountFacts<'_>, now: Moment) -> Agreement {
    if !facts.has_quotas && facts.model.is_none() {
        return Agreement::NoQuotas;
    }
    if facts.name.is_none() {
        return Agreement::NoModel;
    }
    let Some(model) = facts.model else { return Agreement::UnknownModel };
    let Some(quota) = &model.quota else { return Agreement::Unclear };
    let status = Status::of(model, &Thresholds::NONE, now.utc);
    match status {
        Status::Exhausted | Status::Expired | Status::None if is_switched_off(model, now) => {
            Agreement::SwitchedOff
        }
        Status::Exhausted => Agreement::UsedUp,
        Status::None => Agreement::NoFreeQuota,
        Status::Unsupported if model.free_quota_only == Some(true) => Agreement::SwitchedOn,
        Status::Unsupported | Status::Unknown => Agreement::Unclear,
        _ if !now.is_sure => Agreement::ClockUnsure,
        Status::Expired => Agreement::Expired,
        Status::Ok | Status::Low | Status::Expiring => {
            let left = quota.remaining.unwrap_or(Quantity::ZERO);
            if model.from_bill.is_some() {
                Agreement::FromBill
            } else if !is_recent(quota.read_at, now.utc) {
                Agreement::QuotaTooOld
            } else if left <= lag(model) {
                Agreement::WithinLag
            } else {
                Agreement::QuotaLeft
            }
        }
    }
}

/// Whether Free Quota Only was off a short time ago. An older reading proves nothing: it may have been changed.
fn is_switched_off(model: &Model, now: Moment) -> bool {
    let read_at = model.free_quota_only_read_at;
    model.free_quota_only == Some(false) && now.is_sure && read_at.is_some_and(|at| is_recent(at, now.utc))
}

/// An overdue account stays overdue until the next reading.
fn overdue(account: AccountSeen, now: Moment) -> Agreement {
    match account.state {
        AccountState::Overdue => Agreement::Overdue,
        AccountState::Unknown => Agreement::AccountUnread,
        AccountState::Good if !now.is_sure => Agreement::ClockUnsure,
        AccountState::Good if account.is_unchecked(now.utc) => Agreement::AccountTooOld,
        AccountState::Good => Agreement::NotOverdue,
    }
}

fn model_name(facts: &AccountFacts<'_>) -> Agreement {
    match (facts.model, facts.name) {
        (Some(_), _) => Agreement::ModelListed,
        (None, _) if !facts.has_quotas => Agreement::NoQuotas,
        (None, None) => Agreement::NoModel,
        (None, Some(_)) => Agreement::NoSuchModel,
    }
}
