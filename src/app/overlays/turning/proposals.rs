//! For which models Free Quota Only can be turned, and to what.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::dialog::{Proposal, Scope};
use crate::{
    app::{State, pages::models::marking},
    domain::{
        Model, Moment,
        write::free_quota_only::{Step, has_quota},
    },
};

/// Whether it can be turned for anything.
pub(crate) fn exist(state: &State, now: DateTime<Utc>) -> bool {
    let moment = state.moment(state.profile(), now);
    let can_turn = |models: &[&Model]| direction(models, moment).is_some();
    may_change(state)
        && (state.profile().rows.can_turn_on || can_turn(&under_cursor(state)) || can_turn(&marked(state)))
}

/// What it can be turned for in the profile in focus, first what the user most likely means; nothing twice.
pub(super) fn proposals(state: &State, now: DateTime<Utc>) -> VecDeque<Proposal> {
    let mut proposals = VecDeque::new();
    if !may_change(state) {
        return proposals;
    }
    let moment = state.moment(state.profile(), now);
    for (scope, meant) in [(Scope::Marked, marked(state)), (Scope::One, under_cursor(state))] {
        if let Some(on) = direction(&meant, moment) {
            add(&mut proposals, proposal(scope, on, &meant, moment));
        }
    }
    let on = proposals.front().is_none_or(|first| first.on);
    let is_meant = |model: &&Model| has_quota(model, moment) && Step::new(model, on, moment) == Step::Send;
    let all: Vec<&Model> = state.profile().snapshot.models.iter().filter(is_meant).collect();
    add(&mut proposals, proposal(Scope::AllWithQuota, on, &all, moment));
    proposals
}

fn may_change(state: &State) -> bool {
    state.profile().may_change && state.wall.is_none()
}

fn marked(state: &State) -> Vec<&Model> {
    marking::marked(state).collect()
}

fn under_cursor(state: &State) -> Vec<&Model> {
    let model = state.view.selected.as_ref().and_then(|name| state.profile().model(name));
    model.map(|(model, _)| model).into_iter().collect()
}

/// On, unless it is on wherever it can be; absent if that leaves nothing to change.
fn direction(models: &[&Model], moment: Moment) -> Option<bool> {
    if models.iter().any(|model| Step::new(model, true, moment) == Step::Send) {
        return Some(true);
    }
    models.iter().any(|model| model.free_quota_only == Some(true)).then_some(false)
}

fn proposal(scope: Scope, on: bool, meant: &[&Model], moment: Moment) -> Proposal {
    let (mut models, mut left_out) = (Vec::new(), Vec::new());
    for model in meant {
        match Step::new(model, on, moment) {
            Step::Send => models.push(model.name.clone()),
            step => left_out.push((model.name.clone(), step)),
        }
    }
    Proposal { scope, on, models, left_out }
}

/// Adds a proposal, unless it changes nothing, or the same as an earlier one.
fn add(proposals: &mut VecDeque<Proposal>, proposal: Proposal) {
    let is_same = |earlier: &Proposal| earlier.on == proposal.on && earlier.models == proposal.models;
    if !proposal.models.is_empty() && !proposals.iter().any(is_same) {
        proposals.push_back(proposal);
    }
}
