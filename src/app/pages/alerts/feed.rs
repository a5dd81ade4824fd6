//! Takes in alerts from the store.

use super::cursor;
use crate::{
    app::{Effect, Profile, ProfileId, State, Tag, account::attempts::current_generation},
    domain::{
        Now,
        alert::{Alerts, Deliveries, Event},
    },
};

/// Alerts were read or evaluated.
pub(crate) fn changed(state: &mut State, tag: Tag, alerts: Alerts, now: Now) {
    let before = state.alerts_cursor();
    evaluation_ended(state, tag);
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.take_alerts(alerts, now);
    }
    cursor::restore(state, before);
}

/// An evaluation has ended, successfully or not.
pub(crate) fn evaluation_ended(state: &mut State, tag: Tag) {
    if let Some(profile) = state.profile_mut(tag.profile) {
        profile.evaluation.is_under_way = false;
    }
}

pub(crate) fn log_read(state: &mut State, tag: Tag, events: Vec<Event>) {
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.alerts.take_log(events);
    }
}

pub(crate) fn deliveries_read(state: &mut State, tag: Tag, deliveries: Deliveries) {
    if let Some(profile) = current_generation(state, tag).filter(|profile| profile.has_alerts()) {
        profile.alerts.deliveries = deliveries;
    }
}

/// Reads how deliveries went, if there are channels: here or in another instance, one may have been attempted. Of one
/// profile, if only its alerts have changed.
pub(crate) fn read_deliveries(state: &State, only: Option<ProfileId>) -> Vec<Effect> {
    if state.channels.is_empty() || !state.keeps_lists {
        return Vec::new();
    }
    let has_log = |profile: &Profile| profile.has_alerts() && !profile.schedule.is_one_shot();
    let profiles = state.profiles().filter(|(id, _)| only.is_none_or(|only| only == *id));
    let profiles = profiles.filter(|(_, profile)| has_log(profile));
    profiles.map(|(id, profile)| Effect::ReadDeliveries(profile.tag(id))).collect()
}

/// Reads alerts that have not been read yet, and removes expired toasts.
pub(crate) fn due(state: &mut State, concerned: &[ProfileId], now: Now) -> Vec<Effect> {
    let (shows, mut effects) = (state.keeps_lists, Vec::new());
    for id in concerned.iter().copied() {
        let Some(profile) = state.profile_mut(id) else { continue };
        profile.alerts.toast.take_if(|toast| toast.until <= now.monotonic);
        let shows = shows && profile.has_alerts() && !profile.schedule.is_one_shot();
        if shows && profile.alerts.take_unread() {
            effects.push(Effect::ReadAlerts(profile.tag(id)));
        }
    }
    effects
}
