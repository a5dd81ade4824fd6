//! The cursor of the list of accounts.

use super::regions::Regions;
use crate::{
    app::{Command, State, outcome::Outcome, scroll},
    domain::{Action, Now},
};

/// Moves the cursor by up to `by` rows.
pub(crate) fn by(state: &mut State, by: isize, now: Now) {
    let position = scroll::moved(state.accounts_cursor().unwrap_or(0), by, state.accounts.len());
    to(state, position, now);
}

fn to(state: &mut State, position: usize, now: Now) {
    let selected = state.accounts.get(position).map(|listed| listed.account.id.clone());
    let view = &mut state.view.accounts;
    view.moved_at = Some(now.monotonic);
    view.selected = selected.or(view.selected.take());
}

/// The first click on a row moves the cursor there, a second one opens it.
pub(crate) fn click_row(state: &mut State, position: usize, now: Now) -> Outcome {
    if state.accounts_cursor() == Some(position) {
        return Command::Act(Action::Open).into();
    }
    to(state, position, now);
    Outcome::default()
}

/// Scrolls as little as needed to show the cursor.
pub(crate) fn scroll_to_cursor(state: &mut State, regions: &Regions) {
    let (length, cursor) = (state.accounts.len(), state.accounts_cursor().unwrap_or(0));
    if !regions.rows.is_empty() {
        let view = &mut state.view.accounts;
        view.offset = scroll::scrolled_to(view.offset, cursor, length, regions.rows.height);
    }
}
