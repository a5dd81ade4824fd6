//! Keyboard input and pasted text.

use super::{filter, perform::perform};
use crate::{
    app::{
        Command, Effect, Key, State,
        layout::layout,
        overlays::{self, palette, turning},
    },
    domain::{Now, action::FIXED},
};

pub(crate) fn key(state: &mut State, key: Key, now: Now) -> Vec<Effect> {
    state.dismiss_messages();
    state.themes.hide_name();
    if FIXED.1.contains(&key) {
        return vec![Effect::Quit];
    }
    if state.dialog().is_some() {
        return turning::key(state, key);
    }
    if state.palette.is_some() {
        let outcome = palette::key(state, &layout(state), key, now);
        let then = outcome.then.map_or_else(Vec::new, |command| perform(state, command, now));
        return [outcome.effects, then].concat();
    }
    if state.view.typing && filter::key(state, key, now) {
        return Vec::new();
    }
    let action = state.keymap.action(key, state.wall.is_some());
    if let Some(command) = overlays::typed(state, key, action) {
        return perform(state, command, now);
    }
    action.map_or_else(Vec::new, |action| perform(state, Command::Act(action), now))
}

/// Pastes into the palette or the filter, whichever is being typed.
pub(crate) fn pasted(state: &mut State, pasted: &str, now: Now) {
    if state.dialog().is_some() {
        turning::pasted(state, pasted);
    } else if state.palette.is_some() {
        palette::pasted(state, pasted);
    } else if state.view.typing {
        filter::pasted(state, pasted, now);
    }
}
