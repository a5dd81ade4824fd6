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
    let brings_data = matches!(
        message,
        Message::Fetched(..)
            | Message::PolledElsewhere(..)
            | Message::RateLimited(..)
            | Message::BillGrants(..)
            | Message::CycleRead(..)
            | Message::CallsRead(..)
            | Message::NewLogin(..)
    );
    if let Some(profile) = message.profile().filter(|_| brings_data).and_then(|id| state.profile_mut(id)) {
        profile.evaluation.has_news = true;
    }
}

/// Evaluates the profiles that are due. One-shot commands evaluate once at the end, with [`all`].
pub(crate) fn due(state: &mut State, concerned: &[ProfileId], now: Now) -> Vec<Effect> {
    if state.offline {
        return Vec::new();
    }
    let is_due = |state: &State, id: ProfileId| {
        let Some(profile) = state.profile_at(id).filter(|profile| profile.has_alerts()) else { return false };
        let Evaluation { has_news, last, .. } = profile.evaluation;
        let is_early = last.is_some_and(|last| now.monotonic.saturating_sub(last) < MIN_INTERVAL);
        // A rule may need several feeds: whether calls are refused depends on quota, switch and balance.
        let is_incomplete =
            FeedName::OF_SNAPSHOT.into_iter().any(|feed| profile.schedule.is_requesting(feed));
        has_news && !is_early && !is_incomplete && !profile.schedule.is_one_shot()
    };
    let due: Vec<ProfileId> = concerned.iter().copied().filter(|id| is_due(state, *id)).collect();
    evaluate(state, due, now)
}

pub(crate) fn all(state: &mut State, now: Now) -> Vec<Effect> {
    let all = state.profiles().map(|(id, _)| id).collect();
    evaluate(state, all, now)
}

fn evaluate(state: &mut State, ids: Vec<ProfileId>, now: Now) -> Vec<Effect> {
    let mut effects = Vec::new();
    for id in ids {
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
