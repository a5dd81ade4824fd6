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
    view::Page,
};
use crate::domain::{
    FeedName, Now,
    time::{full_minute, full_second},
};

/// When something is to be requested, evaluated or redrawn next, on the monotonic clock.
pub fn next_wake(state: &State, now: Now) -> Duration {
    let accounts = state.accounts.next_change.filter(|_| state.is_open(Page::Accounts));
    let instants = accounts.into_iter().chain([next_tick(state, now)]).map(|at| now.monotonic_at(at));
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

/// The next full second if seconds are shown, else the next full minute.
fn next_tick(state: &State, now: Now) -> DateTime<Utc> {
    let next = if shows_seconds(state, now) {
        full_second(now.utc).checked_add_signed(TimeDelta::seconds(1))
    } else {
        full_minute(now.utc).checked_add_signed(TimeDelta::minutes(1))
    };
    next.unwrap_or(now.utc)
}

/// When a feed becomes stale next.
fn stale_from(profile: &Profile, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let feeds = FeedName::OF_SNAPSHOT.into_iter().map(|name| profile.snapshot.feed(name));
    feeds.filter_map(|feed| feed.stale_from(profile.refresh)).filter(|at| *at > now).min()
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
