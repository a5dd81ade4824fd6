//! Decides when alert rules are evaluated: once new data of a profile have arrived and its refresh is
//! complete, at most once a minute. The store then compares the result with the stored episodes.

use std::time::Duration;

use super::{Evaluation, observed::observed};
use crate::{
    app::{Effect, Message, ProfileId, State},
    domain::{FeedName, Now},
};

/// Quota figures change hourly, so that nothing is missed.
const MIN_INTERVAL: Duration = Duration::from_mins(1);

/// Marks the profile for evaluation if `message` brings new data.
pub(crate) fn note(state: &mut State, message: &Message) {
    let id = match message {
        Message::Fetched(tag, ..)
        | Message::PolledElsewhere(tag, ..)
        | Message::RateLimited(tag, ..)
        | Message::BillGrants(tag, _)
        | Message::CycleRead(tag, _)
        | Message::CallsRead(tag, ..) => tag.profile,
        Message::NewLogin(id, _) => *id,
        _ => return,
    };
    if let Some(profile) = state.profile_mut(id) {
        profile.evaluation.has_news = true;
    }
}

/// Evaluates the profiles that are due. One-shot commands evaluate once at the end, with [`all`].
pub(crate) fn due(state: &mut State, now: Now) -> Vec<Effect> {
    if state.offline {
        return Vec::new();
    }
    let is_due = |state: &State, id| {
        let Some(profile) = state.profile_at(id).filter(|profile| profile.has_alerts()) else { return false };
        let Evaluation { has_news, last, .. } = profile.evaluation;
        let is_early = last.is_some_and(|last| now.monotonic.saturating_sub(last) < MIN_INTERVAL);
        // A rule may need several feeds: whether calls are refused depends on quota, switch and balance.
        let is_incomplete =
            FeedName::OF_SNAPSHOT.into_iter().any(|feed| profile.schedule.is_requesting(feed));
        has_news && !is_early && !is_incomplete && !profile.schedule.is_one_shot()
    };
    evaluate(state, now, is_due)
}

pub(crate) fn all(state: &mut State, now: Now) -> Vec<Effect> {
    evaluate(state, now, |_, _| true)
}

fn evaluate(state: &mut State, now: Now, is_wanted: impl Fn(&State, ProfileId) -> bool) -> Vec<Effect> {
    let ids: Vec<ProfileId> = state.profiles().map(|(id, _)| id).collect();
    let mut effects = Vec::new();
    for id in ids.into_iter().filter(|id| is_wanted(state, *id)).collect::<Vec<_>>() {
        let Some(profile) = state.profile_at(id) else { continue };
        let observed = observed(state, profile, now.utc);
        effects.push(Effect::Observe(profile.tag(id), Box::new(observed)));
        if let Some(profile) = state.profile_mut(id) {
            profile.evaluation =
                Evaluation { has_news: false, last: Some(now.monotonic), is_under_way: true };
        }
    }
    effects
}
