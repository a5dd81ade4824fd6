//! The profile chooser: one profile, or all.

use crate::{
    app::{ProfileId, State, pages, view::Overlay},
    domain::Now,
};

/// Moves on by `by` choices; after the last profile comes "all".
pub(crate) fn turn(state: &mut State, by: isize, now: Now) {
    if !state.has_several() {
        return;
    }
    let choices = choices(state);
    let length = isize::try_from(choices).unwrap_or(1).max(1);
    let to = chosen(state).saturating_add_signed(by.rem_euclid(length));
    show(state, choice(to.checked_rem(choices).unwrap_or(0)), now);
}

/// Shows one profile or all of them, on the same page if possible, and closes overlays.
pub(crate) fn show(state: &mut State, id: Option<ProfileId>, now: Now) {
    if !state.has_several() || id.is_some_and(|id| state.profile_at(id).is_none()) {
        return;
    }
    state.view.overlay = Overlay::None;
    state.show(id, now);
    pages::profiles_changed(state, now);
}

/// The number of choices: all profiles, then each.
pub(super) fn choices(state: &State) -> usize {
    state.profiles().count().saturating_add(1)
}

/// The position of the current choice.
pub(super) fn chosen(state: &State) -> usize {
    if state.shows_all() { 0 } else { state.current().0.saturating_add(1) }
}

pub(super) fn choice(position: usize) -> Option<ProfileId> {
    position.checked_sub(1).map(ProfileId)
}
