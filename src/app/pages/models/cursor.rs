//! Moving the cursor through the list, or the text that lies over it.

use crate::{
    app::{
        Action, ProfileId, State,
        layout::layout,
        overlays::{columns, profiles},
        pages::{alerts, bills},
        view::{Overlay, Page},
    },
    domain::{ModelName, Now, filter::Filter},
};

/// Moves by `action`: the help where it is open, else the cursor where it is seen.
pub(crate) fn by_action(state: &mut State, action: Action, now: Now) {
    let page = isize::from(i16::try_from(page_height(state)).unwrap_or(i16::MAX)).max(1);
    let by = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => page.saturating_neg(),
        Action::PageDown => page,
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        _ => return,
    };
    self::by(state, by, now);
}

/// Moves by so many rows, as far as there are.
pub(crate) fn by(state: &mut State, by: isize, now: Now) {
    if let Overlay::Help { page, scroll } = state.view.overlay {
        let end = state.extents.scroll_end;
        // A screen that has grown since may show more than it was scrolled to.
        let moved = usize::from(scroll.min(end)).saturating_add_signed(by);
        let scroll = u16::try_from(moved).unwrap_or(u16::MAX).min(end);
        state.view.overlay = Overlay::Help { page, scroll };
        return;
    }
    if columns::by(state, by) {
        return;
    }
    match state.view.overlay {
        Overlay::Account => return,
        Overlay::Profiles { .. } => return profiles::by(state, by),
        _ => {}
    }
    match state.view.page {
        Page::Models => {}
        Page::Bills => return bills::by(state, by),
        Page::Alerts => return alerts::cursor::by(state, by),
    }
    let last = state.list.len().saturating_sub(1);
    to(state, state.cursor().unwrap_or(0).saturating_add_signed(by).min(last), now);
}

/// Shows this profile's model in the list, whatever was filtered or folded. It has to be known, and its profile to be
/// shown.
pub(crate) fn to_model(state: &mut State, id: ProfileId, name: &ModelName, now: Now) {
    state.view.page = Page::Models;
    state.view.overlay = Overlay::None;
    if state.position(id, name).is_none() {
        state.view.filter_text.clear();
        state.view.filter = Filter::default();
        state.view.unfolded = true;
        state.relist();
    }
    if let Some(position) = state.position(id, name) {
        to(state, position, now);
    }
}

/// Moves the cursor to this row of the list.
pub(crate) fn to(state: &mut State, position: usize, now: Now) {
    state.view.moved_at = Some(now.monotonic);
    if position < state.list.len() {
        state.select(position);
    }
}

fn page_height(state: &State) -> u16 {
    let regions = layout(state);
    let among_lines = state.view.page == Page::Bills && state.view.bills.line.is_some();
    if state.view.page == Page::Alerts && regions.overlay.is_empty() && state.log_cursor().is_some() {
        return regions.log_rows().height;
    }
    match (regions.overlay.is_empty(), among_lines) {
        (_, true) => regions.lines.height,
        (true, false) => regions.rows.height,
        (false, false) => regions.overlay.height,
    }
}
