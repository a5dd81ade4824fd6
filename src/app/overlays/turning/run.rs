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
    let (tag, is_typed) = (turning.tag, turning.typed.trim() == turning.word());
    let may_send = may_send(state, tag);
    let Some(turning) = &mut state.turning else { return Vec::new() };
    match (may_send, is_typed) {
        (true, true) => {
            turning.stage = Stage::Sent;
            turning.scroll = 0;
            turning.next().map(|change| Effect::Change(tag, change)).into_iter().collect()
        }
        (true, false) => {
            turning.stage = Stage::Wrong;
            turning.typed.clear();
            Vec::new()
        }
        (false, _) => {
            state.turning = None;
            Vec::new()
        }
    }
}

/// Whether the account may still be changed, and the login is the one that was confirmed for.
fn may_send(state: &State, tag: Tag) -> bool {
    let profile = state.profile_at(tag.profile);
    profile.is_some_and(|profile| profile.may_change && profile.tag(tag.profile) == tag)
}

/// A change has ended: sends the next one, or shows what came of all, and requests the switches again.
pub(crate) fn ended(state: &mut State, tag: Tag, change: &Change, outcome: Outcome, now: Now) -> Vec<Effect> {
    let Change::FreeQuotaOnly { model, .. } = change else { return Vec::new() };
    let may_go_on = may_send(state, tag);
    if let Some(profile) = state.profile_mut(tag.profile).filter(|_| outcome != Outcome::NotSent) {
        // Whatever was read before is no longer certain.
        profile.forget_switch(model, now.utc);
        ingest::data_changed(state, Some(tag.profile), now);
    }
    let is_own = |turning: &&mut Turning| {
        turning.tag == tag && turning.stage == Stage::Sent && turning.next().is_some_and(|own| own == *change)
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
