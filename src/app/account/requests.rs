//! Turns due tasks of the schedule into requests to the sources.

use strum::IntoEnumIterator as _;

use super::schedule::Task;
use crate::{
    app::{Effect, ProfileId, State},
    domain::{FeedName, Now, SourceKind},
};

/// Requests everything that is due.
pub(crate) fn due(state: &mut State, concerned: &[ProfileId], now: Now) -> Vec<Effect> {
    if state.offline {
        return Vec::new();
    }
    let thresholds = state.thresholds;
    let mut effects = Vec::new();
    for id in concerned.iter().copied() {
        let shown = state.cycle_of(id, now.utc);
        let Some(profile) = state.profile_mut(id) else { continue };
        loop {
            let ready = profile.schedule.take_ready(now.monotonic);
            if ready.is_empty() {
                break;
            }
            for (task, force) in ready {
                let tag = profile.tag(id);
                if let Some(request) = profile.request(task, force, (shown, &thresholds), now.utc) {
                    if task == Task::Bills {
                        profile.bills.note_request(request.clone(), now);
                    }
                    effects.push(Effect::Request { tag, task, request, force });
                } else {
                    // The task that waited for it is ready now.
                    let every = profile.every(task);
                    profile.schedule.succeeded(task, every, now.monotonic);
                }
            }
        }
    }
    effects
}

/// Refreshes the visible profiles: everything that may be requested is requested now. Perhaps the user has just edited
/// the configuration.
pub(crate) fn refresh(state: &mut State, now: Now) -> Vec<Effect> {
    if state.offline {
        return Vec::new();
    }
    let mut effects = vec![Effect::CheckConfig];
    let ids: Vec<ProfileId> = state.shown().map(|(id, _)| id).collect();
    for id in ids {
        let Some(profile) = state.profile_mut(id) else { continue };
        let must_wait = FeedName::iter().any(|feed| profile.schedule.wait(feed, now.monotonic).is_some());
        for task in profile.tasks_to_refresh() {
            profile.schedule.force(task, now.monotonic);
        }
        effects.extend(must_wait.then_some(Effect::CheckLogin(id)));
    }
    effects
}

/// A snapshot file has changed: schedules reading it now.
pub(crate) fn file_changed(state: &mut State, id: ProfileId, now: Now) -> Vec<Effect> {
    if let Some(profile) = state.profile_mut(id).filter(|profile| profile.source == SourceKind::Snapshot) {
        profile.schedule.plan(Task::Snapshot, now.monotonic);
    }
    Vec::new()
}
