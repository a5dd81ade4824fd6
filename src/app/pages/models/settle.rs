//! Updates of the Models page after every message.

use super::regions::{Regions, has_whole_detail};
use crate::{
    app::{Area, Effect, State, countdown::shows_seconds, scroll, view::Overlay},
    domain::{BillsEnd, Model, ModelName, Now},
};

/// Closes the detail over the list if it now fits next to the list, or if its model is gone.
pub(crate) fn close_obsolete_overlay(state: &mut State) {
    let is_needed = !has_whole_detail(state) && state.cursor().is_some();
    if state.view.overlay == Overlay::Detail && !is_needed {
        state.view.overlay = Overlay::None;
    }
}

/// Scrolls to the cursor, and reads the history of the model whose detail is shown. While the cursor moves, also those of
/// the models next to it: their details are then complete at once.
pub(crate) fn settle(state: &mut State, regions: &Regions, now: Now) -> Vec<Effect> {
    if state.cursor().is_none() {
        // Its model has disappeared while an overlay was open.
        state.restore_cursor(None);
    }
    let (cursor, length) = (state.cursor().unwrap_or(0), state.list.len());
    state.view.offset = scroll::scrolled_to(state.view.offset, cursor, length, regions.rows.height);
    if !shows_detail(state, regions) {
        return Vec::new();
    }
    let id = state.current();
    let neighbours = [cursor.checked_add(1), cursor.checked_sub(1)].into_iter().flatten();
    let neighbours = neighbours.filter_map(|at| state.listed(at));
    let neighbours = neighbours.filter(|listed| listed.id == id).map(|listed| listed.model.name.clone());
    let wanted: Vec<ModelName> = state.view.selected.iter().cloned().chain(neighbours).collect();
    let is_moving = state.holds_order(now);
    let Some(profile) = state.profile_mut(id).filter(|profile| profile.has_history()) else {
        return Vec::new();
    };
    let missing = profile.forecasts.request_histories(wanted, is_moving).into_iter();
    let bills_end = || BillsEnd::of(&profile.snapshot.models);
    let read = |model| Effect::ReadHistory(profile.tag(id), model, profile.snapshot.site, bills_end());
    missing.map(read).collect()
}

/// The rows that count down in seconds, and the detail if it does.
pub(crate) fn ticking(state: &State, regions: &Regions, now: Now) -> Vec<Area> {
    let counts = |model: &Model| {
        let expires_at = model.quota.as_ref().and_then(|quota| quota.expires_at);
        expires_at.is_some_and(|at| shows_seconds(at, now.utc))
    };
    let listed = |row: u16| state.listed(state.view.offset.saturating_add(usize::from(row)));
    let rows = (0..regions.rows.height).map_while(|row| Some((row, listed(row)?)));
    let mut areas: Vec<Area> =
        rows.filter(|(_, listed)| counts(listed.model)).map(|(row, _)| regions.rows.row(row)).collect();
    let selected = || state.view.selected.as_ref().and_then(|name| state.profile().model(name));
    if shows_detail(state, regions) && selected().is_some_and(|(model, _)| counts(model)) {
        areas.push(if regions.detail.is_empty() { regions.overlay } else { regions.detail });
    }
    areas
}

fn shows_detail(state: &State, regions: &Regions) -> bool {
    state.view.overlay == Overlay::Detail || !regions.detail.is_empty()
}
