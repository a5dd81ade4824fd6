//! What of the page a move of its cursor changes.

use super::regions::Regions;
use crate::app::{Area, Message, State, change::Change, scroll, view::Overlay};

/// How much of the screen `message` changes: a move the cursor's rows and the detail, a history the detail of its model.
pub(crate) fn change(state: &State, message: &Message) -> Change {
    let is_in_sight = state.wall.is_none()
        && state.palette.is_none()
        && state.dialog().is_none()
        && state.view.overlay == Overlay::None
        && !state.view.typing;
    let moves = |key| state.keymap.action(key, false).is_some_and(|action| scroll::rows(action, 1).is_some());
    match message {
        Message::Key(key) if is_in_sight && moves(*key) => Change::Cursor,
        Message::HistoryRead(_, history) if state.view.selected.as_ref() != Some(&history.model) => {
            Change::Nothing
        }
        Message::HistoryRead(..) if is_in_sight => Change::Cursor,
        _ => Change::Anything,
    }
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
