//! What every request to a source leads to: whose it was, its failure, and when the next one may be made.

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

/// A question failed, or its answer was not complete. The window that the server asked for is to be remembered.
pub(crate) fn went_wrong(
    profile: &mut Profile,
    id: ProfileId,
    task: Task,
    cause: Cause,
    now: Now,
) -> Option<Effect> {
    let wait = profile.schedule.failed(task, &cause, profile.refresh, now);
    let cause = with_window(cause, profile.schedule.wait(task.feed(), now.monotonic));
    profile.note(task, Some((cause, now.utc)));
    wait.map(|until| Effect::WaitUntil(id, task.feed(), Some(until)))
}

/// The server asked not to be asked before `until`, whatever else it answered. The window is to be remembered.
pub(crate) fn leave_alone(
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

/// A failure counts down to the end of the wait in force, whichever request caused it.
fn with_window(cause: Cause, window: Option<Wait>) -> Cause {
    match (cause, window) {
        (Cause::RateLimited { .. }, Some(window)) => Cause::RateLimited { until: Some(window.until_utc) },
        (cause, _) => cause,
    }
}

pub(crate) fn current_generation(state: &mut State, tag: Tag) -> Option<&mut Profile> {
    state.profile_mut(tag.profile).filter(|profile| profile.generation == tag.generation)
}

/// The instant on the wall clock of one on the monotonic clock; absent beyond the end of the calendar.
pub(crate) fn to_utc(due: Duration, now: Now) -> Option<DateTime<Utc>> {
    let ahead = due.saturating_sub(now.monotonic);
    now.utc.checked_add_signed(chrono::TimeDelta::from_std(ahead).ok()?)
}
