//! The calls of an account by range: which are known, how old they are, and which are wanted.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use enum_map::EnumMap;

use crate::domain::{
    Dated,
    calls::{CallQuery, CallRange, CallReport, Calls, RecentCalls},
};

/// How old calls may become. The vendor's own monitoring is already some minutes late.
pub const EVERY: Duration = Duration::from_mins(5);

/// The calls of an account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KnownCalls {
    pub(super) ranges: EnumMap<CallRange, Known>,
    /// What is shown or needed now, the most important first.
    pub(super) wanted: Vec<CallRange>,
    /// Whether a page shows the most important of them.
    pub(super) is_shown: bool,
    /// The ranges that a one-shot command prints; empty in a dashboard.
    pub only: Vec<CallRange>,
    /// What the page shows.
    pub report: CallReport,
    /// The calls of the last hour by model; absent if they are not known.
    recent: Option<RecentCalls>,
    /// Of which calls, and how, the report was made.
    reported: Option<(CallRange, DateTime<Utc>, CallQuery)>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Known {
    pub(super) calls: Option<Dated<Arc<Calls>>>,
    pub(super) stored: Stored,
}

/// Whether the store was searched for newer calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stored {
    #[default]
    Unread,
    Reading,
    Read,
}

impl KnownCalls {
    /// The calls of `range`, with when they were read; absent if they never were.
    pub fn get(&self, range: CallRange) -> Option<&Dated<Arc<Calls>>> {
        self.ranges[range].calls.as_ref()
    }

    /// Makes the report of a range, unless it is the same as the last one. Without calls it is empty.
    pub(crate) fn report(&mut self, range: CallRange, query: &CallQuery) {
        let Some(known) = self.get(range) else {
            (self.report, self.reported) = (CallReport::default(), None);
            return;
        };
        let made_of = Some((range, known.fetched_at, query.clone()));
        if self.reported != made_of {
            (self.report, self.reported) = (CallReport::new(&known.value, query), made_of);
        }
    }

    /// The calls of the last hour by model; absent if they are not known.
    pub const fn recent(&self) -> Option<&RecentCalls> {
        self.recent.as_ref()
    }

    /// Whether the store is being searched.
    pub fn is_busy(&self) -> bool {
        self.ranges.values().any(|known| known.stored == Stored::Reading)
    }

    /// Whether the user may insist on newer calls than those known.
    pub const fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// The range to request now: one that the store has no newer calls of, or if the user insists, the one that the
    /// page shows.
    pub(crate) fn next_request(&self, force: bool, now: DateTime<Utc>) -> Option<CallRange> {
        let is_due = |range: &&CallRange| {
            let known = &self.ranges[**range];
            known.stored == Stored::Read && known.is_old(now)
        };
        let insisted = self.wanted.first().filter(|_| force && self.is_shown);
        self.wanted.iter().find(is_due).or(insisted).copied()
    }

    /// When the calls of a range that is shown or needed become old next.
    pub(crate) fn old_from(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let known = self.wanted.iter().filter_map(|range| self.get(*range));
        let old_from = known.filter_map(|calls| calls.fetched_at.checked_add_signed(limit()));
        old_from.filter(|at| *at > now).min()
    }

    /// Whether those of a range that is shown or needed have become old, and nothing was done about it yet.
    pub(crate) fn are_due(&self, now: DateTime<Utc>) -> bool {
        let mut known = self.wanted.iter().map(|range| &self.ranges[*range]);
        known.any(|known| known.stored == Stored::Unread && known.is_old(now))
    }

    /// Takes calls, unless newer ones are known.
    pub(crate) fn take(&mut self, calls: Dated<Arc<Calls>>) {
        let known = &mut self.ranges[calls.value.range];
        if known.calls.as_ref().is_none_or(|known| known.fetched_at <= calls.fetched_at) {
            if let Some(recent) = RecentCalls::of(&calls.value) {
                self.recent = Some(match &self.recent {
                    Some(earlier) => recent.after(earlier),
                    None => recent,
                });
            }
            *known = Known { calls: Some(calls), stored: Stored::Unread };
        }
    }
}

impl Known {
    /// Data from the future (a wrong clock) count as old.
    pub(super) fn is_old(&self, now: DateTime<Utc>) -> bool {
        let age = self.calls.as_ref().map(|calls| now.signed_duration_since(calls.fetched_at));
        age.is_none_or(|age| !(TimeDelta::zero()..limit()).contains(&age))
    }
}

fn limit() -> TimeDelta {
    TimeDelta::from_std(EVERY).unwrap_or(TimeDelta::MAX)
}
