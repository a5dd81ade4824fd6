//! The cursors of the Bills page: among the groups, and among the lines of one.

use super::regions::{Regions, has_lines_pane};
use crate::app::{State, account::bills::summary::select, area::Area, scroll, view::Overlay};

/// Moves the active cursor by `by` rows.
pub(crate) fn by(state: &mut State, by: isize) {
    match &mut state.view.overlay {
        Overlay::Line { scroll } => *scroll = scroll::scrolled_by(*scroll, by, state.extents.scroll_end),
        _ => {
            if let Some(line) = state.view.bills.line {
                state.view.bills.line = Some(scroll::moved(line, by, lines(state)));
            } else {
                let position = state.bills_cursor().unwrap_or(0).saturating_add_signed(by);
                select(state, position);
            }
        }
    }
}

/// Moves or scrolls the list under the pointer.
pub(crate) fn wheel(state: &mut State, regions: &Regions, by: isize, (column, row): (u16, u16)) {
    let is_over = |area: Area| area.contains(column, row);
    let is_over_lines = is_over(regions.lines);
    let view = &mut state.view.bills;
    if is_over_lines && view.line.is_none() {
        // Scrolls the lines, while the cursor stays among the groups.
        view.line_offset = view.line_offset.saturating_add_signed(by);
        return;
    }
    if is_over(regions.rows) && !is_over_lines {
        view.line = None;
    }
    self::by(state, by);
}

/// The first click on a group moves the cursor there, a second one opens it.
pub(crate) fn click_group(state: &mut State, group: usize) {
    state.view.bills.line = None;
    if state.bills_cursor() == Some(group) {
        open(state);
    } else if group < state.profile().bills.report.groups.len() {
        select(state, group);
    }
}

/// The first click on a line moves the cursor there, a second one opens it.
pub(crate) fn click_line(state: &mut State, line: usize) {
    if state.view.bills.line == Some(line) {
        open(state);
    } else if line < lines(state) {
        state.view.bills.line = Some(line);
    }
}

/// Opens the selected group's lines or the selected line's fields.
pub(crate) fn open(state: &mut State) {
    match state.view.overlay {
        Overlay::None | Overlay::Lines if state.bills_group().is_some() => {
            if state.view.bills.line.is_some() {
                state.view.overlay = Overlay::Line { scroll: 0 };
            } else {
                state.view.bills.line = Some(state.view.bills.line_offset);
                state.view.overlay = if has_lines_pane(state) { Overlay::None } else { Overlay::Lines };
            }
        }
        _ => {
            back(state);
        }
    }
}

/// Closes the innermost open level; whether there was one.
pub(crate) fn back(state: &mut State) -> bool {
    let has_pane = has_lines_pane(state);
    let view = &mut state.view;
    match view.overlay {
        Overlay::Line { .. } if !has_pane => view.overlay = Overlay::Lines,
        Overlay::None if view.bills.line.is_none() => return false,
        Overlay::None | Overlay::Lines => {
            view.bills.line = None;
            view.overlay = Overlay::None;
        }
        _ => view.overlay = Overlay::None,
    }
    true
}

/// Scrolls as little as needed to show the cursors.
pub(crate) fn scroll_to_cursor(state: &mut State, regions: &Regions) {
    if !regions.rows.is_empty() {
        let (length, cursor) = (state.profile().bills.report.groups.len(), state.bills_cursor().unwrap_or(0));
        let view = &mut state.view.bills;
        view.offset = scroll::scrolled_to(view.offset, cursor, length, regions.rows.height.max(1));
    }
    let (height, length) = (regions.lines.height.max(1), lines(state));
    let view = &mut state.view.bills;
    // The bill may have become shorter, or belong to another account now.
    view.line = view.line.and_then(|line| Some(line.min(length.checked_sub(1)?)));
    view.line_offset = match view.line {
        Some(cursor) => scroll::scrolled_to(view.line_offset, cursor, length, height),
        None => view.line_offset.min(length.saturating_sub(usize::from(height))),
    };
}

/// The number of lines of the selected group.
fn lines(state: &State) -> usize {
    state.bills_group().map_or(0, |group| usize::try_from(group.sums.lines).unwrap_or(usize::MAX))
}
