//! Reads calls only while something shows or needs them: first from the store, where another instance or an earlier
//! run may have left newer ones, then from the source.

use std::sync::Arc;

use super::{
    known::Stored,
    recall::{needs_last_hour, take_stored},
};
use crate::{
    app::{
        Effect, ProfileId, State, Tag,
        account::{attempts::current_generation, profile::Profile, schedule::Task},
        layout::layout,
        pages::PageRegions,
        view::Page,
    },
    domain::{
        Dated, FeedName, Now,
        calls::{CallRange, Calls},
    },
};

/// Has calls read from the store that are wanted and old, and plans to request those that are old there, too.
pub(crate) fn due(state: &mut State, concerned: &[ProfileId], now: Now) -> Vec<Effect> {
    let mut effects = Vec::new();
    for id in concerned.iter().copied() {
        let wanted = wanted(state, id);
        let shown = is_shown(state, id).then(|| state.view.calls.clone());
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
        (profile.calls.wanted, profile.calls.is_shown) = (wanted, shown.is_some());
        if let Some(shown) = shown {
            profile.calls.report(shown.range, &shown.query);
        }
        if is_request_due && !offline {
            plan(profile, is_first, now);
        }
    }
    effects
}

/// Plans a request, unless one is planned. The first of its range is made even if another instance polls: that one
/// may read other ranges.
fn plan(profile: &mut Profile, is_first: bool, now: Now) {
    let has_failed = profile.failure(Task::Calls).is_some();
    let is_over = has_failed && profile.schedule.is_one_shot();
    if !profile.has_calls() || profile.schedule.is_under_way(Task::Calls) || is_over {
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
    if !profile.calls.only.is_empty() {
        return profile.calls.only.clone();
    }
    let is_needed = state.watches_speed() || needs_last_hour(profile);
    let needed = is_needed.then_some(CallRange::Hour);
    if state.wall.is_some() || id != state.current() {
        return needed.into_iter().collect();
    }
    let shown = match layout(state).page {
        PageRegions::Calls(_) => Some(state.view.calls.range),
        // The detail says who called the model.
        PageRegions::Models(page) if page.shows_detail() => Some(CallRange::Day),
        PageRegions::Models(_)
        | PageRegions::Bills(_)
        | PageRegions::Alerts(_)
        | PageRegions::Accounts(_) => None,
    };
    let needed = needed.filter(|_| shown != needed);
    shown.into_iter().chain(needed).collect()
}

/// Whether the open page shows the calls of this profile.
fn is_shown(state: &State, id: ProfileId) -> bool {
    state.wall.is_none() && state.is_open(Page::Calls) && id == state.current()
}

/// The store was searched: calls that are still old are requested next.
pub(crate) fn read(
    state: &mut State,
    tag: Tag,
    range: CallRange,
    stored: Option<Dated<Arc<Calls>>>,
    now: Now,
) -> Vec<Effect> {
    let corrects_figures = range == CallRange::Hour && stored.is_some();
    if let Some(profile) = current_generation(state, tag) {
        take_stored(profile, range, stored, now);
    }
    if corrects_figures {
        state.rearrange_of(|id| id == tag.profile, now, state.holds_order(now));
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
