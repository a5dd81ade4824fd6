//! For which models Free Quota Only can be turned, and to what.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::dialog::{Proposal, Scope};
use crate::{
    app::State,
    domain::{
        Model, ModelName, Moment,
        write::free_quota_only::{Step, has_quota},
    },
};

/// Whether it can be turned for anything.
pub(crate) fn exist(state: &State, now: DateTime<Utc>) -> bool {
    let moment = state.moment(state.profile(), now);
    let one = || direction(&known(state, state.view.selected.iter()), moment).is_some();
    may_change(state) && (state.profile().rows.can_turn_on || one())
}

/// What it can be turned for in the profile in focus, first what the user most likely means; nothing twice.
pub(super) fn proposals(state: &State, now: DateTime<Utc>) -> VecDeque<Proposal> {
    let mut proposals = VecDeque::new();
    if !may_change(state) {
        return proposals;
    }
    let moment = state.moment(state.profile(), now);
    let one = known(state, state.view.selected.iter());
    if let Some(on) = direction(&one, moment) {
        add(&mut proposals, proposal(Scope::One, on, &one, moment));
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

/// Those that the profile in focus has.
fn known<'a>(state: &'a State, names: impl Iterator<Item = &'a ModelName>) -> Vec<&'a Model> {
    let profile = state.profile();
    names.filter_map(|name| Some(profile.model(name)?.0)).collect()
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
