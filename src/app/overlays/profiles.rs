//! Choosing which profiles are shown: one, or all of them.

use crate::{
    app::{ProfileId, State, pages, scroll, view::Overlay},
    domain::Now,
};

/// Opens the list of profiles, where there are several.
pub(crate) fn open(state: &mut State) {
    if state.has_several() {
        state.view.overlay = Overlay::Profiles { cursor: chosen(state) };
    }
}

/// Moves among the choices.
pub(super) fn by(state: &mut State, by: isize, cursor: usize) {
    let cursor = scroll::moved(cursor, by, choices(state));
    state.view.overlay = Overlay::Profiles { cursor };
}

/// Shows the choice at this position.
pub(super) fn choose(state: &mut State, cursor: usize, now: Now) {
    show(state, choice(cursor), now);
}

/// Shows the profile `by` positions further on; all of them come after the last one.
pub(crate) fn turn(state: &mut State, by: isize, now: Now) {
    if !state.has_several() {
        return;
    }
    let choices = choices(state);
    let length = isize::try_from(choices).unwrap_or(1).max(1);
    let to = chosen(state).saturating_add_signed(by.rem_euclid(length));
    show(state, choice(to.checked_rem(choices).unwrap_or(0)), now);
}

/// Shows this profile alone, or all of them: on the same page, where there is one, with nothing over it.
pub(crate) fn show(state: &mut State, id: Option<ProfileId>, now: Now) {
    if !state.has_several() || id.is_some_and(|id| state.of(id).is_none()) {
        return;
    }
    state.view.overlay = Overlay::None;
    state.show(id, now);
    pages::profiles_changed(state, now);
}

/// How many choices there are: all of them as one, then each.
fn choices(state: &State) -> usize {
    state.profiles().count().saturating_add(1)
}

/// The position of what is shown among the choices.
fn chosen(state: &State) -> usize {
    if state.shows_all() { 0 } else { state.current().0.saturating_add(1) }
}

/// The choice at this position.
fn choice(position: usize) -> Option<ProfileId> {
    position.checked_sub(1).map(ProfileId)
}
