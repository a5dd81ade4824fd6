//! The health of a feed.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{Profile, account::schedule::Task},
    domain::{Cause, FeedName, FeedState, bill::Cycle},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// When it was last read.
    Well(DateTime<Utc>),
    /// Its data are old, or the last attempt failed. When it was last read.
    Stale(DateTime<Utc>),
    /// It was never read.
    Failed,
    /// Its first response is awaited.
    Awaited,
    /// There is no credential for it, or it is not wanted.
    Off,
    /// There is no credential for it, but exported bills tell it, up to this time.
    FromBill(DateTime<Utc>),
}

/// The health of a feed at `now`; while `offline`, no requests are made.
pub fn health(profile: &Profile, name: FeedName, offline: bool, now: DateTime<Utc>) -> Health {
    if name == FeedName::Bills {
        return bills(profile, offline, now);
    }
    if !profile.shows(name) {
        return Health::Off;
    }
    if name == FeedName::Quotas
        && let Some(at) = profile.bill_quotas_read_at()
    {
        return Health::FromBill(at);
    }
    let feed = profile.snapshot.feed(name);
    match (feed.state(profile.refresh, now), feed.fetched_at) {
        (FeedState::Fresh, Some(at)) => Health::Well(at),
        (FeedState::Stale, Some(at)) => Health::Stale(at),
        (FeedState::Off, _) => Health::Off,
        _ if feed.failure.is_some() || offline => Health::Failed,
        _ => Health::Awaited,
    }
}

/// The health of a fleet's list of accounts at `now`.
pub fn fleet_health(profile: &Profile, offline: bool, now: DateTime<Utc>) -> Health {
    let has_failed = profile.failure(Task::Fleet).is_some();
    // One reading that is late is not trouble yet.
    let late = TimeDelta::from_std(profile.refresh).ok().and_then(|refresh| refresh.checked_mul(2));
    match profile.fleet.read_at {
        Some(at) if has_failed || late.is_some_and(|late| now.signed_duration_since(at) > late) => {
            Health::Stale(at)
        }
        Some(at) => Health::Well(at),
        None if has_failed || offline => Health::Failed,
        None => Health::Awaited,
    }
}

/// Bills cover days, not minutes: they are healthy as long as requests succeed.
fn bills(profile: &Profile, offline: bool, now: DateTime<Utc>) -> Health {
    let (feed, running) = (profile.snapshot.feed(FeedName::Bills), Cycle::at(now));
    let cause = feed.failure.as_ref().map(|failure| &failure.cause);
    if !profile.requests_bills() || cause.is_some_and(Cause::means_off) {
        return Health::Off;
    }
    // Days that are due are being requested: that is no trouble yet.
    let is_planned = profile.schedule.is_planned(Task::Bills) || profile.bills.are_recalled();
    let is_awaited = !offline && cause.is_none() && is_planned;
    match (profile.bills.state_of(running, feed, now), feed.fetched_at) {
        (FeedState::Stale, Some(at)) if is_awaited => Health::Well(at),
        (FeedState::Stale, Some(at)) => Health::Stale(at),
        (_, Some(at)) => Health::Well(at),
        (_, None) if cause.is_some() => Health::Failed,
        (_, None) if offline => Health::Off,
        (_, None) => Health::Awaited,
    }
}
