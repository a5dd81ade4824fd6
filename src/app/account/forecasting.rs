//! Requests forecasts, and takes them in.

use std::collections::HashMap;

use super::{attempts::current_generation, forecasts::ModelHistory, ingest::data_changed};
use crate::{
    app::{Effect, ProfileId, State, Tag},
    domain::{
        BillsEnd, Dated, FeedName, ModelName, Now, SaveData,
        forecast::{Forecast, Trend},
    },
};

/// Requests forecasts that are due.
pub(crate) fn due(state: &mut State, now: Now) -> Vec<Effect> {
    let ids: Vec<ProfileId> = state.profiles().map(|(id, _)| id).collect();
    let mut effects = Vec::new();
    for id in ids {
        let Some(profile) = state.profile_mut(id) else { continue };
        if profile.forecasts.take_due(now.monotonic) {
            effects.push(Effect::Forecast(profile.tag(id), BillsEnd::of(&profile.snapshot.models)));
        }
    }
    effects
}

/// Takes in forecasts. The models with their hourly use are saved, so that the next run has it at once.
pub(crate) fn take(
    state: &mut State,
    tag: Tag,
    forecasts: HashMap<ModelName, Forecast>,
    now: Now,
) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.take_forecasts(forecasts, now.monotonic);
    data_changed(state, Some(tag.profile), now);
    let saved = state.profile_at(tag.profile).filter(|_| !state.offline).and_then(|profile| {
        let (value, fetched_at) =
            (profile.snapshot.models.clone(), profile.snapshot.feed(FeedName::Quotas).fetched_at?);
        Some(Effect::Save(tag.profile, SaveData::Models(Dated { value, fetched_at })))
    });
    saved.into_iter().collect()
}

pub(crate) fn take_trends(state: &mut State, tag: Tag, trends: HashMap<ModelName, Trend>) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag) {
        profile.forecasts.take_trends(trends);
    }
    Vec::new()
}

pub(crate) fn history_read(state: &mut State, tag: Tag, history: ModelHistory) -> Vec<Effect> {
    if let Some(profile) = current_generation(state, tag) {
        profile.forecasts.take_history(history);
    }
    Vec::new()
}
