//! The cursor of the list of models.

use crate::{
    app::{
        ProfileId, State, scroll,
        view::{Overlay, Page},
    },
    domain::{ModelName, Now, filter::Filter},
};

/// Moves the cursor by up to `by` rows.
pub(crate) fn by(state: &mut State, by: isize, now: Now) {
    to(state, scroll::moved(state.cursor().unwrap_or(0), by, state.list.len()), now);
}

pub(crate) fn to(state: &mut State, position: usize, now: Now) {
    state.view.moved_at = Some(now.monotonic);
    if position < state.list.len() {
        state.select(position);
    }
}

/// Moves the cursor to a model of a visible profile; clears the filter and unfolds the list if needed.
pub(crate) fn show_model(state: &mut State, id: ProfileId, name: &ModelName, now: Now) {
    let is_known =
        state.is_shown(id) && state.profile_at(id).is_some_and(|profile| profile.model(name).is_some());
    if !is_known {
        return;
    }
    state.view.page = Page::Models;
    state.view.overlay = Overlay::None;
    if state.position(id, name).is_none() {
        state.view.filter_text.clear();
        state.view.filter = Filter::default();
        state.view.unfolded = true;
        state.relist();
    }
    if let Some(position) = state.position(id, name) {
        to(state, position, now);
    }
}
