//! How a feed is: what its heartbeat shows.

use chrono::{DateTime, Utc};

use crate::{
    app::Profile,
    domain::{Cause, FeedName, FeedState, bill::Cycle},
};

/// How a feed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It was read, not long ago.
    Well(DateTime<Utc>),
    /// Its data are old, or the last attempt failed: when they were read.
    Stale(DateTime<Utc>),
    /// It was never read.
    Failed,
    /// Its first answer is to come.
    Awaited,
    /// There is nothing to ask with, or nobody wants it.
    Off,
}

/// How this feed of `profile` is at `now`; no requests are made while `offline`.
pub fn health(profile: &Profile, name: FeedName, offline: bool, now: DateTime<Utc>) -> Health {
    if name == FeedName::Bills {
        return bills(profile, offline, now);
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

/// The bills are of days, not of minutes: they are healthy as long as requests are answered.
fn bills(profile: &Profile, offline: bool, now: DateTime<Utc>) -> Health {
    let (feed, running) = (&profile.snapshot.bills, Cycle::at(now));
    let cause = feed.failure.as_ref().map(|failure| &failure.cause);
    if !profile.asks_for_bills() || cause.is_some_and(Cause::means_off) {
        return Health::Off;
    }
    match (profile.bills.state_of(running, feed, now), feed.fetched_at) {
        (FeedState::Stale, Some(at)) => Health::Stale(at),
        (_, Some(at)) => Health::Well(at),
        (_, None) if cause.is_some() => Health::Failed,
        (_, None) if offline => Health::Off,
        (_, None) => Health::Awaited,
    }
}
