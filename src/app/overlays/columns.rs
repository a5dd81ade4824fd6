//! The column chooser: the list behind it shows at once what is ticked.

use crate::{
    app::{
        State,
        view::{Choice, Overlay},
    },
    domain::ListColumn,
};

/// The chooser is being opened.
pub(super) fn remember(state: &mut State) {
    state.view.columns_before = Some(state.view.columns.clone());
}

/// Closes the chooser; the list shows what it showed before.
pub(super) fn restore(state: &mut State) {
    if let Some(before) = state.view.columns_before.take() {
        state.view.columns = before;
        state.list_changed();
    }
    state.view.overlay = Overlay::None;
}

/// Toggles the column at the cursor.
pub(super) fn toggle_at(state: &mut State, cursor: usize) {
    let column = state.view.columns.all().nth(cursor);
    if let Some(column) = column {
        toggle(state, column);
    }
}

/// Toggles `column` and, in the open chooser, moves the cursor there.
pub(crate) fn toggle(state: &mut State, column: ListColumn) {
    let at = state.view.columns.all().position(|one| one == column);
    if let (Overlay::Chooser(chooser), Some(at)) = (&mut state.view.overlay, at) {
        chooser.cursor = at;
    }
    state.view.columns.toggle(column);
    state.list_changed();
}

/// Moves the column at the cursor by `by` places, and the cursor with it.
pub(super) fn shift(state: &mut State, cursor: usize, by: isize) {
    let cursor = state.view.columns.shift(cursor, by);
    state.view.overlay = Overlay::chooser(Choice::Columns, cursor);
    state.list_changed();
}
