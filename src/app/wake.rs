//! When the program has to wake next.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Profile, State,
    account::ingest::order_is_held_until,
    layout::layout,
    pages::wall,
    ticking::{Ticking, ticking},
    view::Page,
};
use crate::domain::{
    FeedName, Now,
    time::{full_minute, full_second},
};

/// A time in which only the seconds of countdowns change, unless something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Calm {
    minute: DateTime<Utc>,
    change: Duration,
}

impl Calm {
    /// From `now` on.
    pub(super) fn new(state: &State, now: Now) -> Self {
        Self { minute: full_minute(now.utc), change: next_change(state, now) }
    }

    /// Whether it lasts. The machine may have slept, or its clock have been set: that shows everywhere.
    pub(super) fn lasts(self, now: Now) -> bool {
        full_minute(now.utc) == self.minute && now.monotonic < self.change
    }
}

/// When the program has to wake, until the state changes otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waking {
    calm: Calm,
    counts_seconds: bool,
}

impl Waking {
    /// As of `now`.
    pub fn new(state: &State, now: Now) -> Self {
        Self {
            calm: Calm::new(state, now),
            counts_seconds: ticking(state, &layout(state), now) != Ticking::Nothing,
        }
    }

    /// When something is to be requested, evaluated or redrawn next after `now`, on the monotonic clock.
    pub fn next(self, now: Now) -> Duration {
        let second = full_second(now.utc).checked_add_signed(TimeDelta::seconds(1));
        let tick = second.filter(|_| self.counts_seconds).map(|at| now.monotonic_at(at));
        tick.map_or(self.calm.change, |tick| tick.min(self.calm.change))
    }

    /// Whether only the seconds of countdowns have changed.
    pub fn is_only_second(self, now: Now) -> bool {
        self.counts_seconds && self.calm.lasts(now)
    }
}

/// When more than the seconds of countdowns changes next, on the monotonic clock.
pub fn next_change(state: &State, now: Now) -> Duration {
    let accounts = state.accounts.next_change.filter(|_| state.is_open(Page::Accounts));
    let minute = full_minute(now.utc).checked_add_signed(TimeDelta::minutes(1)).unwrap_or(now.utc);
    let instants = accounts.into_iter().chain([minute]).map(|at| now.monotonic_at(at));
    // Each profile once: there may be 1,000, which no cache has.
    let profiles = state.profiles().flat_map(|(id, profile)| {
        let shown = state.is_shown(id).then(|| [profile.rows.next_change, stale_from(profile, now.utc)]);
        let seen = shown.into_iter().flatten().flatten().map(|at| now.monotonic_at(at));
        seen.chain(profile.next_wake(state.offline, now))
    });
    let next = profiles
        .chain(instants)
        .chain(state.status_message.as_ref().map(|message| message.until))
        .chain(order_is_held_until(state))
        .chain(wall::next_wake(state))
        .min();
    next.unwrap_or(now.monotonic).max(now.monotonic)
}

/// When a feed becomes stale next.
fn stale_from(profile: &Profile, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let feeds = FeedName::OF_SNAPSHOT.into_iter().map(|name| profile.snapshot.feed(name));
    feeds.filter_map(|feed| feed.stale_from(profile.refresh)).filter(|at| *at > now).min()
}
