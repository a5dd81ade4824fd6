//! Choosing the columns of the list.

use strum::IntoEnumIterator as _;

use crate::{
    app::{State, scroll, view::Overlay},
    domain::ListColumn,
};

/// Moves the cursor by `by` columns.
pub(super) fn by(state: &mut State, by: isize, cursor: usize) {
    let cursor = scroll::moved(cursor, by, ListColumn::iter().len());
    state.view.overlay = Overlay::Columns { cursor };
}

/// Shows the column at this position, or hides it.
pub(super) fn toggle_at(state: &mut State, cursor: usize) {
    if let Some(column) = ListColumn::iter().nth(cursor) {
        state.view.columns.toggle(column);
        state.list_changed();
    }
}

/// Shows this column, or hides it; the cursor, where there is one, moves there.
pub(crate) fn toggle(state: &mut State, column: ListColumn) {
    if let Overlay::Columns { cursor } = &mut state.view.overlay {
        *cursor = ListColumn::iter().position(|one| one == column).unwrap_or(*cursor);
    }
    state.view.columns.toggle(column);
    state.list_changed();
}
