//! What follows every change on the Bills page.

use super::{
    cursor,
    regions::{Regions, has_lines_pane},
};
use crate::{
    app::{Effect, State, view::Overlay},
    domain::Now,
};

/// This many lines are read at once, from a multiple of [`LINES_STEP`] on: more than any screen shows.
const LINES_AT_ONCE: u32 = 250;
const LINES_STEP: usize = 50;

/// Closes the lines over the groups where they have a pane of their own, and a line that is gone.
pub(crate) fn close_needless(state: &mut State) {
    let is_needless = match state.view.overlay {
        Overlay::Lines => has_lines_pane(state.size) || state.bills_group().is_none(),
        Overlay::Line { .. } => state.view.bills.line.is_none(),
        _ => false,
    };
    if is_needless {
        state.view.overlay = Overlay::None;
    }
}

/// Scrolls the cursors into sight, and has the lines read that are shown.
pub(crate) fn settle(state: &mut State, regions: &Regions, now: Now) -> Option<Effect> {
    cursor::keep_in_sight(state, regions);
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let first = state.view.bills.line_offset / LINES_STEP * LINES_STEP;
    let offset = u64::try_from(first).unwrap_or(0);
    let group = state.bills_cursor();
    let profile = state.profile_mut(id)?;
    let wanted = profile.bills.want_lines(cycle, group, (offset, LINES_AT_ONCE))?;
    Some(Effect::ReadLines(profile.tag(id), wanted))
}
