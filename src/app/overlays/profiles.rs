//! The profile chooser: one profile, or all.

use crate::{
    app::{
        AccountId, Effect, ProfileId, State, pages,
        view::{Overlay, Page},
    },
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

/// Shows an account's models: those of its profile, which is shown alone. Of a fleet they are read first.
pub(crate) fn open_account(state: &mut State, account: AccountId, now: Now) -> Vec<Effect> {
    let AccountId { profile: id, name } = account;
    show(state, Some(id), now);
    let mut effects = Vec::new();
    if let (Some(name), Some(profile)) = (name, state.profile_mut(id))
        && profile.fleet.opened.as_ref() != Some(&name)
    {
        profile.open_account(name, now);
        effects.push(Effect::OpenAccount(id));
        state.rearrange(now, false);
    }
    pages::show(state, Page::Models, now);
    effects
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
