//! When the program has to wake next.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use strum::IntoEnumIterator as _;

use super::{
    Profile, State,
    account::ingest::order_is_held_until,
    countdown,
    layout::layout,
    pages::{self, wall},
};
use crate::domain::{
    FeedName, Now,
    time::{full_minute, full_second},
};

/// When something is to be requested, evaluated or redrawn next, on the monotonic clock.
pub fn next_wake(state: &State, now: Now) -> Duration {
    let instants = [state.next_change(), stale_from(state, now), Some(next_tick(state, now))];
    let schedules = state
        .profiles()
        .filter(|_| !state.offline)
        .filter_map(|(_, profile)| profile.schedule.next_wake(now.monotonic));
    let calls = state
        .profiles()
        .filter(|_| !state.offline)
        .filter_map(|(_, profile)| Some(to_monotonic(profile.calls.old_from(now.utc)?, now)));
    let next = instants
        .into_iter()
        .flatten()
        .map(|instant| to_monotonic(instant, now))
        .chain(state.profiles().filter_map(|(_, profile)| profile.forecasts.due()))
        .chain(state.status_message.as_ref().map(|message| message.until))
        .chain(state.profiles().filter_map(|(_, profile)| Some(profile.alerts.toast.as_ref()?.until)))
        .chain(schedules)
        .chain(calls)
        .chain(order_is_held_until(state))
        .chain(wall::next_wake(state))
        .min();
    next.unwrap_or(now.monotonic).max(now.monotonic)
}

/// The next full second if seconds are shown, else the next full minute.
fn next_tick(state: &State, now: Now) -> DateTime<Utc> {
    let next = if shows_seconds(state, now) {
        full_second(now.utc).checked_add_signed(TimeDelta::seconds(1))
    } else {
        full_minute(now.utc).checked_add_signed(TimeDelta::minutes(1))
    };
    next.unwrap_or(now.utc)
}

fn to_monotonic(instant: DateTime<Utc>, now: Now) -> Duration {
    let ahead = instant.signed_duration_since(now.utc).to_std().unwrap_or_default();
    now.monotonic.saturating_add(ahead)
}

/// When a feed becomes stale next.
fn stale_from(state: &State, now: Now) -> Option<DateTime<Utc>> {
    let of = |name| {
        state.shown().filter_map(move |(_, profile)| profile.snapshot.feed(name).stale_from(profile.refresh))
    };
    FeedName::OF_SNAPSHOT.into_iter().flat_map(of).filter(|at| *at > now.utc).min()
}

/// Whether the screen shows a countdown with seconds.
pub fn shows_seconds(state: &State, now: Now) -> bool {
    // The wallboard counts down in minutes.
    if state.wall.is_some() {
        return false;
    }
    let regions = layout(state);
    if regions.too_small {
        return false;
    }
    let waits = state.shown().any(|(_, profile)| waits_seconds(profile, now.utc));
    waits || pages::shows_seconds(state, &regions.page, now)
}

/// Whether a server's wait is counted down in seconds.
fn waits_seconds(profile: &Profile, now: DateTime<Utc>) -> bool {
    FeedName::iter().any(|feed| {
        let until =
            profile.snapshot.feed(feed).failure.as_ref().and_then(|failure| failure.cause.wait_until());
        until.is_some_and(|until| countdown::shows_seconds(until, now))
    })
}
