//! When something visible changes next. Nothing is drawn, and nobody wakes, before that.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use strum::IntoEnumIterator as _;

use super::{
    Profile, State,
    layout::{Regions, layout},
    pages::wall,
    update::order_is_held_until,
    view::Page,
};
use crate::domain::{
    FeedName, Model, Now,
    alert::{Episode, Facts, Rule},
    time::{full_minute, full_second},
};

/// Below this, countdowns show seconds.
pub const SECONDS_UNDER: TimeDelta = TimeDelta::hours(1);

/// When the program has something to do next, on the monotonic clock: something to ask for, to judge anew or
/// to draw anew.
pub fn next_wake(state: &State, now: Now) -> Duration {
    let instants = [state.next_change(), stale_from(state, now), Some(next_tick(state, now.utc))];
    let schedules = state
        .profiles()
        .filter(|_| !state.offline)
        .filter_map(|(_, profile)| profile.schedule.next_wake(now.monotonic));
    let next = instants
        .into_iter()
        .flatten()
        .map(|instant| to_monotonic(instant, now))
        .chain(state.profiles().filter_map(|(_, profile)| profile.forecasts.due()))
        .chain(state.said.as_ref().map(|said| said.until))
        .chain(state.profiles().filter_map(|(_, profile)| Some(profile.alerts.toast.as_ref()?.until)))
        .chain(schedules)
        .chain(order_is_held_until(state))
        .chain(wall::next_wake(state))
        .min();
    next.unwrap_or(now.monotonic).max(now.monotonic)
}

/// The next full second where seconds are shown, else the next full minute.
fn next_tick(state: &State, now: DateTime<Utc>) -> DateTime<Utc> {
    let next = if shows_seconds(state, now) {
        full_second(now).checked_add_signed(TimeDelta::seconds(1))
    } else {
        full_minute(now).checked_add_signed(TimeDelta::minutes(1))
    };
    next.unwrap_or(now)
}

fn to_monotonic(instant: DateTime<Utc>, now: Now) -> Duration {
    let ahead = instant.signed_duration_since(now.utc).to_std().unwrap_or_default();
    now.monotonic.saturating_add(ahead)
}

/// The next instant at which a feed becomes stale by its age.
fn stale_from(state: &State, now: Now) -> Option<DateTime<Utc>> {
    let of = |name| {
        state.shown().filter_map(move |(_, profile)| profile.snapshot.feed(name).stale_from(profile.refresh))
    };
    FeedName::OF_SNAPSHOT.into_iter().flat_map(of).filter(|at| *at > now.utc).min()
}

/// Whether a countdown with seconds is on screen.
pub fn shows_seconds(state: &State, now: DateTime<Utc>) -> bool {
    // The wallboard counts in minutes.
    if state.wall.is_some() {
        return false;
    }
    let regions = layout(state);
    if regions.too_small {
        return false;
    }
    let waits = state.shown().any(|(_, profile)| waits_seconds(profile, now));
    let selected = || state.view.selected.as_ref().and_then(|name| state.profile().model(name));
    let shows_selected = !regions.detail.is_empty() || state.view.overlay == super::view::Overlay::Detail;
    let tells_seconds = |episode: &Episode| {
        let Facts::Quota(facts) = &episode.facts else { return false };
        episode.rule == Rule::Expiring && facts.expires_at.is_some_and(|at| counts_seconds(at, now))
    };
    match state.view.page {
        Page::Models => {}
        Page::Bills => return waits,
        Page::Alerts => {
            let mut active = state.shown().flat_map(|(_, profile)| profile.alerts.active());
            return waits || active.any(tells_seconds);
        }
    }
    waits
        || visible(state, &regions).any(|model| expires_in_seconds(model, now))
        || (shows_selected && selected().is_some_and(|(model, _)| expires_in_seconds(model, now)))
}

/// Whether a server's wait is counted down with seconds.
fn waits_seconds(profile: &Profile, now: DateTime<Utc>) -> bool {
    FeedName::iter().any(|feed| {
        let until =
            profile.snapshot.feed(feed).failure.as_ref().and_then(|failure| failure.cause.wait_until());
        until.is_some_and(|until| counts_seconds(until, now))
    })
}

fn visible<'a>(state: &'a State, regions: &Regions) -> impl Iterator<Item = &'a Model> {
    let first = state.view.offset;
    let last = first.saturating_add(usize::from(regions.rows.height));
    (first..last).map_while(|position| state.listed(position)).map(|row| row.model)
}

fn expires_in_seconds(model: &Model, now: DateTime<Utc>) -> bool {
    model.quota.as_ref().and_then(|quota| quota.expires_at).is_some_and(|at| counts_seconds(at, now))
}

/// Whether a countdown to `instant` shows seconds now.
pub fn counts_seconds(instant: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let left = instant.signed_duration_since(now);
    left > TimeDelta::zero() && left < SECONDS_UNDER
}
