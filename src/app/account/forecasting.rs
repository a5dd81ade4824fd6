//! Requests forecasts, and takes them in.

use std::{collections::HashMap, sync::Arc};

use super::{attempts::current_generation, histories::ModelHistory, ingest::data_changed};
use crate::{
    app::{Effect, ProfileId, State, Tag},
    domain::{
        BillsEnd, Dated, FeedName, ModelName, Now, SaveData,
        forecast::{Forecast, Trend},
    },
};

/// Requests forecasts that are due.
pub(crate) fn due(state: &mut State, concerned: &[ProfileId], now: Now) -> Vec<Effect> {
    let mut effects = Vec::new();
    for id in concerned.iter().copied() {
        let Some(profile) = state.profile_mut(id) else { continue };
        if profile.forecasts.take_due(now.monotonic) {
            effects.push(Effect::Forecast(profile.tag(id), BillsEnd::of(&profile.snapshot.models)));
        }
    }
    effects
}

/// Takes in forecasts. They are saved, and the models with their hourly use, so that the next run has both at once.
pub(crate) fn take(
    state: &mut State,
    tag: Tag,
    forecasts: HashMap<ModelName, Forecast>,
    now: Now,
) -> Vec<Effect> {
    let Some(profile) = current_generation(state, tag) else { return Vec::new() };
    profile.take_forecasts(forecasts, now.monotonic);
    data_changed(state, Some(tag.profile), now);
    let Some(profile) = state.profile_at(tag.profile).filter(|_| !state.offline) else { return Vec::new() };
    let models = profile.snapshot.feed(FeedName::Quotas).fetched_at.map(|fetched_at| {
        SaveData::Models(Dated { value: Arc::clone(&profile.snapshot.models), fetched_at })
    });
    let outlooks = SaveData::Outlooks(Dated { value: profile.forecasts.outlooks(), fetched_at: now.utc });
    models.into_iter().chain([outlooks]).map(|data| Effect::Save(tag.profile, data)).collect()
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
