//! Choosing the columns of the list.

use strum::IntoEnumIterator as _;

use crate::{
    app::{
        State,
        view::{Overlay, Page},
    },
    domain::ListColumn,
};

/// Offers the columns to choose from, or closes them.
pub(crate) fn columns(state: &mut State) {
    state.view.overlay = match state.view.overlay {
        Overlay::Columns { .. } => Overlay::None,
        _ if state.view.page == Page::Models => Overlay::Columns { cursor: 0 },
        other => other,
    };
}

/// Moves the cursor by so many columns; whether there is one.
pub(crate) fn by(state: &mut State, by: isize) -> bool {
    let Overlay::Columns { cursor } = state.view.overlay else { return false };
    let cursor = cursor.saturating_add_signed(by).min(ListColumn::iter().len().saturating_sub(1));
    state.view.overlay = Overlay::Columns { cursor };
    true
}

/// Shows the column that the cursor is on, or hides it; whether there is one.
pub(crate) fn toggle(state: &mut State) -> bool {
    let Overlay::Columns { cursor } = state.view.overlay else { return false };
    if let Some(column) = ListColumn::iter().nth(cursor) {
        state.view.columns.toggle(column);
        state.list_changed();
    }
    true
}

/// Shows this column, or hides it; the cursor, where there is one, goes there.
pub(crate) fn toggle_this(state: &mut State, column: ListColumn) {
    if let Overlay::Columns { cursor } = &mut state.view.overlay {
        *cursor = ListColumn::iter().position(|one| one == column).unwrap_or(*cursor);
    }
    state.view.columns.toggle(column);
    state.list_changed();
}
