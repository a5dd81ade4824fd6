//! Reads calls only while something shows or needs them: first from the store, where another instance or an earlier
//! run may have left newer ones, then from the source.

use std::sync::Arc;

use super::known::Stored;
use crate::{
    app::{
        Effect, ProfileId, State, Tag,
        account::{attempts::current_generation, profile::Profile, schedule::Task},
    },
    domain::{
        Dated, FeedName, Now,
        calls::{CallRange, Calls},
    },
};

/// Has calls read from the store that are wanted and old, and plans to request those that are old there, too.
pub(crate) fn due(state: &mut State, now: Now) -> Vec<Effect> {
    let ids: Vec<ProfileId> = state.profiles().map(|(id, _)| id).collect();
    let mut effects = Vec::new();
    for id in ids {
        let wanted = wanted(state, id);
        let offline = state.offline;
        let Some(profile) = state.profile_mut(id) else { continue };
        let tag = profile.tag(id);
        let (mut is_request_due, mut is_first) = (false, false);
        for range in wanted.iter().copied() {
            let known = &mut profile.calls.ranges[range];
            if !known.is_old(now.utc) {
                continue;
            }
            match known.stored {
                Stored::Unread => {
                    known.stored = Stored::Reading;
                    effects.push(Effect::ReadCalls(tag, range));
                }
                Stored::Reading => {}
                Stored::Read => {
                    is_request_due = true;
                    is_first |= known.calls.is_none();
                }
            }
        }
        profile.calls.wanted = wanted;
        if is_request_due && !offline {
            plan(profile, is_first, now);
        }
    }
    effects
}

/// Plans a request, unless one is planned. If it is the `first` of its range, another instance that polls other
/// ranges does not stand in its way.
fn plan(profile: &mut Profile, is_first: bool, now: Now) {
    let has_failed = profile.failure(Task::Calls).is_some();
    let is_over = has_failed && profile.schedule.is_one_shot();
    let is_served = profile.wants(FeedName::Calls) && Task::Calls.is_served_by(profile.source);
    if !is_served || profile.schedule.is_under_way(Task::Calls) || is_over {
        return;
    }
    if is_first && !has_failed {
        profile.schedule.force(Task::Calls, now.monotonic);
    } else if !profile.schedule.is_planned(Task::Calls) {
        profile.schedule.plan(Task::Calls, now.monotonic);
    }
}

/// What is shown or needed of a profile's calls.
fn wanted(state: &State, id: ProfileId) -> Vec<CallRange> {
    let Some(profile) = state.profile_at(id).filter(|profile| profile.wants(FeedName::Calls)) else {
        return Vec::new();
    };
    profile.calls.only.into_iter().collect()
}

/// The store was searched.
pub(crate) fn read(
    state: &mut State,
    tag: Tag,
    range: CallRange,
    stored: Option<Dated<Arc<Calls>>>,
) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag) {
        if let Some(stored) = stored {
            let feed = profile.snapshot.feed_mut(FeedName::Calls);
            feed.fetched_at = feed.fetched_at.max(Some(stored.fetched_at));
            profile.calls.take(stored);
        }
        profile.calls.ranges[range].stored = Stored::Read;
    }
    Vec::new()
}

/// Another instance requests calls: what it stores is read from now on.
pub(crate) fn read_again(state: &mut State, tag: Tag) {
    if let Some(profile) = current_generation(state, tag) {
        for known in profile.calls.ranges.values_mut().filter(|known| known.stored == Stored::Read) {
            known.stored = Stored::Unread;
        }
    }
}
