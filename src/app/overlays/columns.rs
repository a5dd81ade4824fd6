//! The column chooser.

use strum::IntoEnumIterator as _;

use crate::{
    app::{State, scroll, view::Overlay},
    domain::ListColumn,
};

pub(super) fn by(state: &mut State, by: isize, cursor: usize) {
    let cursor = scroll::moved(cursor, by, ListColumn::iter().len());
    state.view.overlay = Overlay::Columns { cursor };
}

/// Toggles the column at the cursor.
pub(super) fn toggle_at(state: &mut State, cursor: usize) {
    if let Some(column) = ListColumn::iter().nth(cursor) {
        state.view.columns.toggle(column);
        state.list_changed();
    }
}

/// Toggles `column` and, in the open chooser, moves the cursor there.
pub(crate) fn toggle(state: &mut State, column: ListColumn) {
    if let Overlay::Columns { cursor } = &mut state.view.overlay {
        *cursor = ListColumn::iter().position(|one| one == column).unwrap_or(*cursor);
    }
    state.view.columns.toggle(column);
    state.list_changed();
}
