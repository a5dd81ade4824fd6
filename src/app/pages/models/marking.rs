//! Marking models of the list. It serves changes, so there are marks only where something may be changed.

use super::cursor;
use crate::{
    app::State,
    domain::{Model, Now},
};

/// The marked models of the profile in focus, by name.
pub(crate) fn marked(state: &State) -> impl Iterator<Item = &Model> {
    let profile = state.profile();
    state.view.marks.of(state.current()).filter_map(|name| Some(profile.model(name)?.0))
}

/// How many models of the visible profiles are marked, listed or not.
pub fn count(state: &State) -> usize {
    let marked = state
        .shown()
        .flat_map(|(id, profile)| state.view.marks.of(id).filter(|name| profile.position(name).is_some()));
    marked.count()
}

/// Whether the model under the cursor can be marked.
pub(super) fn can_mark(state: &State) -> bool {
    state.profile().may_change && state.cursor().is_some()
}

/// Marks the model under the cursor, or removes its mark, and moves the cursor down.
pub(super) fn mark(state: &mut State, now: Now) {
    if let Some(model) = state.view.selected.clone().filter(|_| can_mark(state)) {
        state.view.marks.toggle(state.current(), model);
        cursor::by(state, 1, now);
    }
}

/// Removes the marks of the visible profiles.
pub(super) fn clear(state: &mut State) {
    let shown: Vec<_> = state.shown().map(|(id, _)| id).collect();
    state.view.marks.clear(|id| shown.contains(&id));
}
