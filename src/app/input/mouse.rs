//! Mouse input. Drawn text registers its own click targets; this module handles the rest.

use super::perform::perform;
use crate::{
    app::{
        Command, Effect, State,
        layout::layout,
        message::{Mouse, MouseKind},
        overlays::{self, palette, turning},
        pages,
        view::Overlay,
    },
    domain::Now,
};

/// Rows per step of the wheel.
const WHEEL_ROWS: isize = 3;

pub(crate) fn handle(state: &mut State, mouse: Mouse, now: Now) -> Vec<Effect> {
    state.themes.hide_name();
    if state.wall.is_some() && !matches!(state.view.overlay, Overlay::Help { .. }) {
        return Vec::new();
    }
    if state.dialog().is_some() {
        match mouse.kind {
            MouseKind::WheelUp => turning::by(state, WHEEL_ROWS.saturating_neg()),
            MouseKind::WheelDown => turning::by(state, WHEEL_ROWS),
            MouseKind::Click => return turning::click(state, mouse.command.as_ref()),
        }
        return Vec::new();
    }
    let at = (mouse.column, mouse.row);
    match mouse.kind {
        MouseKind::WheelUp => wheel(state, WHEEL_ROWS.saturating_neg(), at, now),
        MouseKind::WheelDown => wheel(state, WHEEL_ROWS, at, now),
        MouseKind::Click => return click(state, mouse.command, at, now),
    }
    Vec::new()
}

/// Scrolls what is under the pointer.
fn wheel(state: &mut State, rows: isize, at: (u16, u16), now: Now) {
    if state.palette.is_some() {
        return palette::by(state, rows, now);
    }
    let regions = layout(state);
    if !overlays::by(state, rows) {
        pages::wheel(state, &regions.page, rows, at, now);
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
