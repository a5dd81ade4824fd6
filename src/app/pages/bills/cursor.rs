//! The cursor among the groups of the bill and the lines of one.

use crate::{
    app::{
        Area, Effect, Regions, State,
        layout::{has_lines_pane, layout},
        view::{Overlay, Page},
    },
    domain::Now,
};

use super::take_product;

/// So many lines are read at once, from a multiple of [`LINES_STEP`] on: more than any screen shows.
const LINES_AT_ONCE: u32 = 250;
const LINES_STEP: usize = 50;

/// Moves the cursor to this group, or to the last one.
pub(crate) fn select(state: &mut State, position: usize) {
    let groups = &state.profile().bills.report.groups;
    let group = groups.get(position.min(groups.len().saturating_sub(1)));
    let selected = group.map(|group| (group.key.clone(), group.currency.clone()));
    let view = &mut state.view.bills;
    if view.selected != selected {
        view.line_offset = 0;
    }
    view.selected = selected;
}

/// The lines that the cursor's group shows, where the page is open.
pub(crate) fn lines(state: &mut State, now: Now) -> Option<Effect> {
    if state.view.page != Page::Bills {
        return None;
    }
    let (id, cycle) = (state.current(), state.shown_cycle(now.utc));
    let first = state.view.bills.line_offset / LINES_STEP * LINES_STEP;
    let offset = u64::try_from(first).unwrap_or(0);
    let group = state.bills_cursor();
    let profile = state.profile_mut(id)?;
    let wanted = profile.bills.want_lines(cycle, group, (offset, LINES_AT_ONCE))?;
    Some(Effect::ReadLines(profile.tag(id), wanted))
}

/// Moves by so many rows: among the lines where the cursor is there, else among the groups.
pub(crate) fn by(state: &mut State, by: isize) {
    match state.view.overlay {
        Overlay::Products { cursor } => {
            let last = state.profile().bills.products.len().saturating_sub(1);
            let cursor = cursor.saturating_add_signed(by).min(last);
            state.view.overlay = Overlay::Products { cursor };
        }
        Overlay::Line { scroll } => {
            let scroll = u16::try_from(usize::from(scroll).saturating_add_signed(by)).unwrap_or(u16::MAX);
            state.view.overlay = Overlay::Line { scroll: scroll.min(state.extents.scroll_end) };
        }
        _ if state.view.bills.line.is_some() => {
            let lines = state.bills_group().map_or(0, |group| group.sums.lines);
            let last = usize::try_from(lines).unwrap_or(usize::MAX).saturating_sub(1);
            let line = &mut state.view.bills.line;
            *line = line.map(|line| line.saturating_add_signed(by).min(last));
        }
        _ => {
            let position = state.bills_cursor().unwrap_or(0).saturating_add_signed(by);
            select(state, position);
        }
    }
    keep_in_sight(state);
}

/// Moves by so many rows where the mouse is: among the lines, else among the groups.
pub(crate) fn wheel(state: &mut State, by: isize, is_over_lines: bool) {
    let view = &mut state.view.bills;
    if is_over_lines == view.line.is_some() {
        self::by(state, by);
    } else if is_over_lines {
        // The cursor stays among the groups.
        view.line_offset = view.line_offset.saturating_add_signed(by);
        keep_in_sight(state);
    } else {
        view.line = None;
        self::by(state, by);
    }
}

/// A click on a group or a line moves the cursor there, a second one opens it.
pub(crate) fn click(state: &mut State, regions: &Regions, (column, row): (u16, u16), now: Now) {
    let position = |area: Area, offset: usize| {
        area.contains(column, row).then(|| offset.saturating_add(usize::from(row.saturating_sub(area.y))))
    };
    if let Some(line) = position(regions.lines, state.view.bills.line_offset) {
        let lines = state.bills_group().map_or(0, |group| group.sums.lines);
        if state.view.bills.line == Some(line) {
            open(state, now);
        } else if u64::try_from(line).is_ok_and(|line| line < lines) {
            state.view.bills.line = Some(line);
        }
    } else if let Some(group) = position(regions.rows, state.view.bills.offset) {
        state.view.bills.line = None;
        if state.bills_cursor() == Some(group) {
            open(state, now);
        } else if group < state.profile().bills.report.groups.len() {
            select(state, group);
        }
    }
}

/// Goes into what the cursor is on: the group's lines, then a line's fields; or takes the product.
pub(crate) fn open(state: &mut State, now: Now) {
    match state.view.overlay {
        Overlay::Products { cursor } => {
            let chosen = state.profile().bills.products.get(cursor).cloned();
            take_product(state, chosen.unwrap_or_default(), now);
        }
        Overlay::None | Overlay::Lines if state.bills_group().is_some() => {
            if state.view.bills.line.is_some() {
                state.view.overlay = Overlay::Line { scroll: 0 };
            } else {
                state.view.bills.line = Some(state.view.bills.line_offset);
                state.view.overlay = if has_lines_pane(state.size) { Overlay::None } else { Overlay::Lines };
            }
        }
        _ => {
            back(state);
        }
    }
}

/// Leaves what is open, the innermost first; whether something was.
pub(crate) fn back(state: &mut State) -> bool {
    let view = &mut state.view;
    match view.overlay {
        Overlay::Line { .. } if !has_lines_pane(state.size) => view.overlay = Overlay::Lines,
        Overlay::None if view.bills.line.is_none() => return false,
        Overlay::None | Overlay::Lines => {
            view.bills.line = None;
            view.overlay = Overlay::None;
        }
        _ => view.overlay = Overlay::None,
    }
    true
}

/// never beyond the end.
pub(crate) fn keep_in_sight(state: &mut State) {
    let regions = layout(state);
    let scrolled = |offset: usize, cursor: usize, height: u16, length: usize| {
        let height = usize::from(height).max(1);
        let lowest = cursor.saturating_add(1).saturating_sub(height);
        offset.clamp(lowest, cursor.max(lowest)).min(length.saturating_sub(height))
    };
    if !regions.rows.is_empty() {
        let (length, cursor) = (state.profile().bills.report.groups.len(), state.bills_cursor().unwrap_or(0));
        let view = &mut state.view.bills;
        view.offset = scrolled(view.offset, cursor, regions.rows.height, length);
    }
    let height = regions.lines.height;
    let length =
        state.bills_group().map_or(0, |group| usize::try_from(group.sums.lines).unwrap_or(usize::MAX));
    let view = &mut state.view.bills;
    // The bill may have become shorter, or another account's.
    view.line = view.line.and_then(|line| Some(line.min(length.checked_sub(1)?)));
    view.line_offset = match view.line {
        Some(cursor) => scrolled(view.line_offset, cursor, height, length),
        None => view.line_offset.min(length.saturating_sub(usize::from(height).max(1))),
    };
}
