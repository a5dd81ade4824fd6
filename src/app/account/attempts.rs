//! What the outcome of a request means for the profile: its failure, and when the next request may be made.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    profile::Profile,
    schedule::{Task, Wait},
};
use crate::{
    app::{Effect, ProfileId, State, Tag},
    domain::{Cause, Now},
};

/// Records that a request failed or its response was incomplete. Returns the server's wait, to be stored.
pub(crate) fn request_failed(
    profile: &mut Profile,
    id: ProfileId,
    task: Task,
    cause: Cause,
    now: Now,
) -> Option<Effect> {
    let wait = profile.schedule.failed(task, &cause, profile.refresh, now);
    let cause = with_current_wait(cause, profile.schedule.wait(task.feed(), now.monotonic));
    profile.note(task, Some((cause, now.utc)));
    wait.map(|until| Effect::WaitUntil(id, task.feed(), Some(until)))
}

/// Records that the server allows no requests before `until`. Returns the wait to store, if it is new.
pub(crate) fn note_wait(
    profile: &mut Profile,
    id: ProfileId,
    task: Task,
    until: Option<DateTime<Utc>>,
    now: Now,
) -> Option<Effect> {
    let until = until.filter(|until| *until > now.utc)?;
    let is_new = profile.schedule.wait_until(task.feed(), until, now);
    is_new.then_some(Effect::WaitUntil(id, task.feed(), Some(until)))
}

/// A rate-limit failure counts down to the end of the current wait, whichever request caused that.
fn with_current_wait(cause: Cause, wait: Option<Wait>) -> Cause {
    match (cause, wait) {
        (Cause::RateLimited { .. }, Some(wait)) => Cause::RateLimited { until: Some(wait.until_utc) },
        (cause, _) => cause,
    }
}

pub(crate) fn current_generation(state: &mut State, tag: Tag) -> Option<&mut Profile> {
    state.profile_mut(tag.profile).filter(|profile| profile.generation == tag.generation)
}

/// Converts from the monotonic to the wall clock; `None` beyond the end of the calendar.
pub(crate) fn to_utc(due: Duration, now: Now) -> Option<DateTime<Utc>> {
    let ahead = due.saturating_sub(now.monotonic);
    now.utc.checked_add_signed(chrono::TimeDelta::from_std(ahead).ok()?)
}
