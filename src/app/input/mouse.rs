//! The mouse. What is drawn registers what a click on it does, so that a click is resolved once, where it is drawn.

use super::perform::perform;
use crate::{
    app::{
        Command, Effect, State,
        layout::layout,
        message::{Mouse, MouseDid},
        overlays::{self, palette},
        pages,
        view::Overlay,
    },
    domain::Now,
};

/// The wheel moves by this many rows.
const WHEEL_ROWS: isize = 3;

/// The mouse was used.
pub(crate) fn used(state: &mut State, mouse: Mouse, now: Now) -> Vec<Effect> {
    state.themes.keep();
    if state.wall.is_some() && !matches!(state.view.overlay, Overlay::Help { .. }) {
        return Vec::new();
    }
    let at = (mouse.column, mouse.row);
    match mouse.what {
        MouseDid::WheelUp => wheel(state, WHEEL_ROWS.saturating_neg(), at, now),
        MouseDid::WheelDown => wheel(state, WHEEL_ROWS, at, now),
        MouseDid::Click => return click(state, mouse.command, at, now),
    }
    Vec::new()
}

/// Scrolls what the mouse is over.
fn wheel(state: &mut State, by: isize, at: (u16, u16), now: Now) {
    if state.palette.is_some() {
        return palette::by(state, by, now);
    }
    let regions = layout(state);
    if !overlays::by(state, by) {
        pages::wheel(state, &regions.page, by, at, now);
    }
}

fn click(state: &mut State, command: Option<Command>, at: (u16, u16), now: Now) -> Vec<Effect> {
    state.dismiss_messages();
    match command {
        Some(command) => return perform(state, command, now),
        // A click outside the palette only closes it.
        None => palette::click(state, &layout(state), at, now),
    }
    Vec::new()
}
