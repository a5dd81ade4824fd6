//! Many accounts, one row each: what of each needs attention, and in which order.
//!
//! A row is the same whether it was summed up here, from a profile's own models ([`sum`]), or by the Prometheus of a
//! fleet. It must not know where it came from, nor how it is shown.

mod filter;
mod matcher;
mod spend;
mod sum;
mod totals;
mod urgency;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use enum_map::EnumMap;
use rust_decimal::Decimal;

use super::{AccountState, FeedName, ModelName, Quantity, Unit, bill::Cycle};
pub use {
    matcher::{Compare, Matcher, Matchers, NotMatchers, is_label},
    sum::{Judged, sum},
    totals::Totals,
    urgency::{Urgency, order},
};

/// What distinguishes an account from the others of its fleet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName {
    /// The profile that polls it (label `profile`).
    pub profile: Arc<str>,
    /// The exporter (label `instance`); present only where two of them have a profile of this name.
    pub instance: Option<Arc<str>>,
}

/// One account, summed up. What is unknown is absent, never 0.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRow {
    pub name: AccountName,
    pub state: AccountState,
    /// What is available: negative if it is overdue.
    pub available: Option<Decimal>,
    /// Of `available`, as the vendor writes it.
    pub currency: Option<String>,
    /// Absent if its quotas were never read.
    pub models: Option<Models>,
    /// The first quota to run out.
    pub runs_out_next: Option<RunsOutNext>,
    /// What is expected to lapse unused within [`LAPSES_SOON`], by unit; empty if nothing is.
    pub lapses: Vec<(Unit, Quantity)>,
    /// What the running billing cycle has cost so far, by currency; empty if it is not known.
    pub spend: Vec<AccountSpend>,
    pub feeds: EnumMap<FeedName, FeedSeen>,
    /// From this age on its quotas say that nobody reads them any more.
    pub old_after: TimeDelta,
}

/// How many of an account's models are how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Models {
    pub all: u32,
    /// The next call is billed.
    pub billed: u32,
    /// The next call is refused.
    pub refused: u32,
    /// A quota is low.
    pub low: u32,
    /// A quota is used up.
    pub exhausted: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunsOutNext {
    pub model: ModelName,
    /// By the forecast; never in the past when it was made.
    pub at: DateTime<Utc>,
}

/// Payable before tax so far, for inference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSpend {
    /// As the vendor writes it.
    pub currency: String,
    pub payable: Decimal,
    pub cycle: Cycle,
}

/// How current a feed is, as its poller says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedSeen {
    /// Absent if it never had data, or is not read.
    pub fetched_at: Option<DateTime<Utc>>,
    /// Whether the last attempt succeeded; absent if there was none.
    pub is_up: Option<bool>,
}

/// A lapse within this time is shown.
pub const LAPSES_SOON: TimeDelta = super::totals::SOON;

/// When figures are old, unless they are read even more rarely: pollers refresh each feed within minutes.
const OLD: TimeDelta = TimeDelta::minutes(15);
/// An age is above a limit only after the instant at which it reaches it.
const JUST_AFTER: TimeDelta = TimeDelta::milliseconds(1);

impl AccountRow {
    /// A row of which nothing is known.
    pub fn unknown(name: AccountName) -> Self {
        Self {
            name,
            state: AccountState::Unknown,
            available: None,
            currency: None,
            models: None,
            runs_out_next: None,
            lapses: Vec::new(),
            spend: Vec::new(),
            feeds: EnumMap::default(),
            old_after: OLD,
        }
    }

    /// The same, with figures that are read this often: they are not old before two readings are missing.
    #[must_use]
    pub fn read_every(mut self, refresh: Duration) -> Self {
        let missing = TimeDelta::from_std(refresh).ok().and_then(|refresh| refresh.checked_mul(2));
        self.old_after = missing.unwrap_or(TimeDelta::MAX).max(OLD);
        self
    }

    /// When its quotas were read; absent if they never were.
    pub fn read_at(&self) -> Option<DateTime<Utc>> {
        self.feeds[FeedName::Quotas].fetched_at
    }

    /// Whether its figures are those of some time ago: they were never read, could not be read at last, or are not read
    /// any more.
    pub fn is_old(&self, now: DateTime<Utc>) -> bool {
        let quotas = self.feeds[FeedName::Quotas];
        let age = quotas.fetched_at.map(|at| now.signed_duration_since(at));
        quotas.is_up == Some(false) || age.is_none_or(|age| age > self.old_after)
    }

    /// When time alone changes what it needs attention for next.
    pub fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let old = self
            .read_at()
            .and_then(|at| at.checked_add_signed(self.old_after)?.checked_add_signed(JUST_AFTER));
        let runs_out = self.runs_out_next.as_ref().map(|next| next.at);
        let soon = runs_out.and_then(|at| at.checked_sub_signed(urgency::SOON));
        [old, soon, runs_out].into_iter().flatten().filter(|at| *at > now).min()
    }
}

impl AccountName {
    pub fn of_profile(profile: &str) -> Self {
        Self { profile: profile.into(), instance: None }
    }
}

#[cfg(test)]
mod tests;
