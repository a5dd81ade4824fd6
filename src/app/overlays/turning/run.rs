//! Sending the changes that were confirmed, one after another, and noting what came of each.

use super::dialog::{Stage, Turning};
use crate::{
    app::{
        Effect, State, Tag,
        account::{ingest, schedule::Task},
    },
    domain::{
        Now,
        write::{Change, Outcome},
    },
};

/// Sends the first change if exactly the word was typed.
pub(super) fn send(state: &mut State) -> Vec<Effect> {
    let Some(turning) = &state.turning else { return Vec::new() };
    let is_typed = turning.typed.trim() == turning.word();
    let id = turning.profile;
    let tag = state.profile_at(id).filter(|profile| profile.may_change).map(|profile| profile.tag(id));
    let Some(turning) = &mut state.turning else { return Vec::new() };
    match tag {
        Some(tag) if is_typed => {
            turning.stage = Stage::Sent;
            turning.scroll = 0;
            turning.next().map(|change| Effect::Change(tag, change)).into_iter().collect()
        }
        Some(_) => {
            turning.stage = Stage::Wrong;
            turning.typed.clear();
            Vec::new()
        }
        // The account may no longer be changed.
        None => {
            state.turning = None;
            Vec::new()
        }
    }
}

/// A change has ended: sends the next one, or shows what came of all, and requests the switches again.
pub(crate) fn ended(state: &mut State, tag: Tag, change: &Change, outcome: Outcome, now: Now) -> Vec<Effect> {
    let Change::FreeQuotaOnly { model, .. } = change else { return Vec::new() };
    let profile = state.profile_at(tag.profile);
    // What was confirmed was about the account of that login.
    let may_go_on = profile.is_some_and(|profile| profile.may_change && profile.tag(tag.profile) == tag);
    if let Some(profile) = state.profile_mut(tag.profile).filter(|_| outcome != Outcome::NotSent) {
        // Whatever was read before is no longer certain.
        profile.forget_switch(model, now.utc);
        ingest::data_changed(state, Some(tag.profile), now);
    }
    let is_own = |turning: &&mut Turning| {
        turning.profile == tag.profile
            && turning.stage == Stage::Sent
            && turning.next().is_some_and(|own| own == *change)
    };
    let own = state.turning.as_mut().filter(is_own);
    if let Some(change) = own.and_then(|turning| take(turning, outcome, may_go_on)) {
        return vec![Effect::Change(tag, change)];
    }
    if let Some(profile) = state.profile_mut(tag.profile) {
        profile.schedule.force(Task::Switches, now.monotonic);
    }
    Vec::new()
}

/// Notes what came of a change. Returns the next one, unless it was the last, it was stopped, or the others would
/// fail, too.
fn take(turning: &mut Turning, outcome: Outcome, may_go_on: bool) -> Option<Change> {
    let goes_on = may_go_on && !turning.is_stopped && !outcome.ends_it();
    turning.outcomes.push(outcome);
    let next = turning.next().filter(|_| goes_on);
    if next.is_none() {
        let count = turning.chosen.models.len();
        turning.outcomes.resize(count, Outcome::NotSent);
        turning.stage = Stage::Ended;
        turning.is_hidden = false;
    }
    next
}
