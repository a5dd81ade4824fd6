//! Updates of the Bills page after every message.

use super::{
    cursor,
    regions::{Regions, has_lines_pane},
};
use crate::{
    app::{Effect, State, view::Overlay},
    domain::Now,
};

/// Lines per read, starting at a multiple of [`LINES_STEP`]: more than any screen shows.
const LINES_PER_READ: u32 = 250;
const LINES_STEP: usize = 50;

/// Closes the lines overlay if the lines now have a pane of their own, and overlays whose content is gone.
pub(crate) fn close_obsolete_overlay(state: &mut State) {
    let is_obsolete = match state.view.overlay {
        Overlay::Lines => has_lines_pane(state) || state.bills_group().is_none(),
        Overlay::Line { .. } => state.view.bills.line.is_none(),
        _ => false,
    };
    if is_obsolete {
        state.view.overlay = Overlay::None;
    }
}

/// Scrolls to the cursors, and reads the lines to be shown.
pub(crate) fn settle(state: &mut State, regions: &Regions, now: Now) -> Option<Effect> {
    cursor::scroll_to_cursor(state, regions);
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let first = state.view.bills.line_offset / LINES_STEP * LINES_STEP;
    let offset = u64::try_from(first).unwrap_or(0);
    let group = state.bills_cursor();
    let profile = state.profile_mut(id)?;
    let wanted = profile.bills.request_lines(cycle, group, (offset, LINES_PER_READ))?;
    Some(Effect::ReadLines(profile.tag(id), wanted))
}
