//! Which profiles are shown: choosing one or all of them, and what follows the focus.

use crate::{
    app::{
        Action, Effect, ProfileId, State,
        input::keys,
        pages::{bills, open},
        view::{Overlay, Page},
    },
    domain::Now,
};

/// Offers the profiles to choose from, where there are several; a second time closes them.
pub(crate) fn offer(state: &mut State) {
    state.view.overlay = match state.view.overlay {
        Overlay::Profiles { .. } => Overlay::None,
        _ if state.has_several() => Overlay::Profiles { cursor: chosen(state) },
        other => other,
    };
}

/// Moves among the profiles that are offered.
pub(crate) fn by(state: &mut State, by: isize) {
    if let Overlay::Profiles { cursor } = state.view.overlay {
        let cursor = cursor.saturating_add_signed(by).min(choices(state).saturating_sub(1));
        state.view.overlay = Overlay::Profiles { cursor };
    }
}

/// Takes what the cursor is on; whether profiles were offered.
pub(crate) fn choose(state: &mut State, now: Now) -> bool {
    let Overlay::Profiles { cursor } = state.view.overlay else { return false };
    show(state, choice(cursor), now);
    true
}

/// Shows the profile so many further on; behind the last stand all of them.
pub(crate) fn turn(state: &mut State, by: isize, now: Now) {
    if !state.has_several() {
        return;
    }
    let choices = choices(state);
    let length = isize::try_from(choices).unwrap_or(1).max(1);
    let to = chosen(state).saturating_add_signed(by.rem_euclid(length));
    show(state, choice(to.checked_rem(choices).unwrap_or(0)), now);
}

/// How many choices there are: all of them as one, then each.
fn choices(state: &State) -> usize {
    state.profiles().count().saturating_add(1)
}

/// The position of what is shown among the choices.
fn chosen(state: &State) -> usize {
    if state.shows_all() { 0 } else { state.current().0.saturating_add(1) }
}

/// What stands at this position of the choices.
fn choice(position: usize) -> Option<ProfileId> {
    position.checked_sub(1).map(ProfileId)
}

/// Shows this profile alone, or all of them: on the same page, where there is one, with nothing over it.
pub(crate) fn show(state: &mut State, id: Option<ProfileId>, now: Now) {
    if !state.has_several() || id.is_some_and(|id| state.of(id).is_none()) {
        return;
    }
    state.view.overlay = Overlay::None;
    state.show(id, now);
    if state.pages().all(|page| page != state.view.page) {
        open::show(state, Page::Models, now);
    }
    opened(state, now);
}

/// A page was opened, or what it shows has changed: a bill is one account's, of the one in focus where it has any.
pub(crate) fn opened(state: &mut State, now: Now) {
    if state.view.page != Page::Bills || !state.has_several() {
        return;
    }
    let with_bills = state.shown().find(|(_, profile)| profile.has(Page::Bills)).map(|(id, _)| id);
    if let Some(id) = with_bills.filter(|_| !state.profile().has(Page::Bills)) {
        state.focus(id);
    }
    bills::sum_up(state, now);
}

/// Opens the account of this profile, or closes it.
pub(crate) fn account(state: &mut State, id: ProfileId, now: Now) -> Vec<Effect> {
    if id != state.current() {
        show(state, Some(id), now);
    }
    keys::act(state, Action::Account, now)
}

/// Opens the bills of this profile, where it has any.
pub(crate) fn bills(state: &mut State, id: ProfileId, now: Now) {
    if state.of(id).is_some_and(|profile| profile.has(Page::Bills)) {
        state.focus(id);
        open::show(state, Page::Bills, now);
    }
}

/// A banner was clicked: its account is opened.
pub(crate) fn click_banner(state: &mut State, row: u16, now: Now) -> Vec<Effect> {
    let owing = state.overdue().nth(usize::from(row)).map(|(id, _)| id);
    owing.map_or_else(Vec::new, |id| account(state, id, now))
}
