//! The wallboard: an unattended screen that turns pages, pulses and shifts.
//!
//! Its content is derived from the rest of the state by [`select()`], its layout by [`board`].

mod act;
mod clockwork;
pub mod content;
mod counts;
pub mod health;
pub mod layout;
pub mod paging;
pub mod select;

use std::time::Duration;

pub use act::ACTIONS;
pub(crate) use act::{act, restrict};
pub use clockwork::{MARGIN, PULSE, Settings, Wall};
pub use content::{Alarm, Card, ModelCard, Selection};
pub use counts::Counts;
pub use health::{Health, fleet_health, health};
pub use layout::{Board, board};
pub use paging::Paging;
pub use select::{count, select};

use clockwork::{OVERLAY_TIMEOUT, until_next_beat};

use crate::{
    app::{State, view::Overlay},
    domain::Now,
};

/// Advances what is due: everything at most once, however late.
pub(crate) fn settle(state: &mut State, now: Now) {
    if state.wall.is_none() {
        return;
    }
    let basis = (state.size, count(state, now.utc), state.notes());
    let has_changed = state.wall.is_some_and(|wall| wall.basis != Some(basis));
    let pages = has_changed.then(|| board(state, basis.1).paging(basis.1).pages());
    let has_overlay = state.view.overlay != Overlay::None;
    let Some(wall) = &mut state.wall else { return };
    if let Some(pages) = pages {
        (wall.pages, wall.basis) = (pages, Some(basis));
    }
    if wall.beats_at <= now.monotonic {
        wall.beats = wall.beats.wrapping_add(1);
        wall.beats_at = now.monotonic.saturating_add(until_next_beat(now.utc));
    }
    if wall.turns_at().is_some_and(|at| at <= now.monotonic) {
        wall.turn(1, now.monotonic);
    }
    if wall.pages <= 1 {
        // A second page is shown for its full time once there is one.
        wall.turned_at = now.monotonic;
    }
    wall.page = wall.page.min(wall.pages.saturating_sub(1));
    if has_overlay && wall.touched_at.saturating_add(OVERLAY_TIMEOUT) <= now.monotonic {
        state.view.overlay = Overlay::None;
    }
}

/// When the wallboard changes next without input, on the monotonic clock. Night hours begin and end on full
/// minutes, for which the program wakes anyway.
pub(crate) fn next_wake(state: &State) -> Option<Duration> {
    let wall = state.wall.as_ref()?;
    let closes =
        (state.view.overlay != Overlay::None).then(|| wall.touched_at.saturating_add(OVERLAY_TIMEOUT));
    [Some(wall.beats_at), wall.turns_at(), closes].into_iter().flatten().min()
}
