//! Updates of the Calls page after every message.

use super::{
    cursor,
    regions::{Regions, has_chart_pane},
};
use crate::app::{State, view::Overlay};

/// Closes the overlay if the chart now has a pane of its own, or if its content is gone.
pub(crate) fn close_obsolete_overlay(state: &mut State) {
    if state.view.overlay == Overlay::Calls && (has_chart_pane(state) || state.calls_group().is_none()) {
        state.view.overlay = Overlay::None;
    }
}

pub(crate) fn settle(state: &mut State, regions: &Regions) {
    cursor::scroll_to_cursor(state, regions);
}
