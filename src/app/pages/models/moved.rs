//! What of the page a move of its cursor changes.

use super::regions::Regions;
use crate::app::{Area, Message, State, scroll, view::Overlay};

/// Whether `message` moves the cursor in sight, or brings the history of the model that it is on.
pub(crate) fn moves_cursor(state: &State, message: &Message) -> bool {
    let is_in_sight = state.wall.is_none()
        && state.palette.is_none()
        && state.dialog().is_none()
        && state.view.overlay == Overlay::None
        && !state.view.typing;
    let is_move = match message {
        Message::Key(key) => {
            state.keymap.action(*key, false).is_some_and(|action| scroll::rows(action, 1).is_some())
        }
        Message::HistoryRead(..) => true,
        _ => false,
    };
    is_in_sight && is_move
}

/// The rows that had the cursor and have it now, all of them if they have scrolled, and the detail.
pub(crate) fn moved(state: &State, regions: &Regions, before: (usize, Option<usize>)) -> Vec<Area> {
    let (first, cursor) = before;
    let row = |at: usize| {
        let row = at.checked_sub(first).and_then(|row| u16::try_from(row).ok())?;
        Some(regions.rows.row(row)).filter(|row| !row.is_empty())
    };
    let rows = if state.view.offset == first {
        [cursor, state.cursor()].into_iter().flatten().filter_map(row).collect()
    } else {
        vec![regions.rows]
    };
    rows.into_iter().chain([regions.detail]).collect()
}
