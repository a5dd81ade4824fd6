//! The cursor on the page of the alerts: it goes through what is active, and on into the log below.

use super::open;
use crate::{
    app::{ProfileId, Regions, State, account::alerts::EntryId, layout::layout},
    domain::Now,
};

/// Moves the cursor by so many rows, as far as there are: behind the last alert begins the log.
pub(crate) fn by(state: &mut State, by: isize) {
    let (alerts, events) = (state.alerts_length(), events(state));
    let at = state.log_cursor().map(|at| alerts.saturating_add(at)).or_else(|| state.alerts_cursor());
    let to = at.map_or(first_step(by), |at| at.saturating_add_signed(by));
    go(state, to.min(alerts.saturating_add(events).saturating_sub(1)));
}

/// The wheel was turned over the log, or over the alerts: it stays there.
pub(crate) fn wheel(state: &mut State, by: isize, is_over_log: bool) {
    let alerts = state.alerts_length();
    if is_over_log {
        let to = state.log_cursor().map_or(first_step(by), |at| at.saturating_add_signed(by));
        enter_log(state, to.min(events(state).saturating_sub(1)));
    } else if alerts > 0 {
        let to = state.alerts_cursor().unwrap_or(0).saturating_add_signed(by);
        go(state, to.min(alerts.saturating_sub(1)));
    }
}

/// How far so many rows lead from before the first.
fn first_step(by: isize) -> usize {
    usize::try_from(by.saturating_sub(1)).unwrap_or(0)
}

/// A click moves the cursor; a second one opens what it is on.
pub(crate) fn click(state: &mut State, regions: &Regions, (column, row): (u16, u16), now: Now) {
    let (rows, log) = (regions.rows, regions.log_rows());
    let position = |first: u16, offset: usize| offset.saturating_add(usize::from(row.saturating_sub(first)));
    let (alerts, in_log) = (state.alerts_length(), state.log_cursor());
    let (at, is_there, length) = if log.contains(column, row) {
        let at = position(log.y, state.view.alerts.log_offset);
        (alerts.saturating_add(at), in_log == Some(at), alerts.saturating_add(events(state)))
    } else if rows.contains(column, row) {
        let at = position(rows.y, state.view.alerts.offset);
        (at, in_log.is_none() && state.alerts_cursor() == Some(at), alerts)
    } else {
        return;
    };
    if is_there {
        open(state, now);
    } else if at < length {
        go(state, at);
    }
}

/// How many events of the log the cursor can be on: none where no room is left for them.
fn events(state: &State) -> usize {
    if layout(state).log_rows().is_empty() { 0 } else { state.log_length() }
}

/// Goes to this row: of the alerts, or of the log behind them.
fn go(state: &mut State, position: usize) {
    if let Some(event) = position.checked_sub(state.alerts_length()) {
        enter_log(state, event);
    } else {
        state.view.alerts.event = None;
        select(state, position);
    }
}

fn enter_log(state: &mut State, position: usize) {
    state.view.alerts.event =
        state.alert_log().get(position).map(|(_, event)| event.id.clone().into_boxed_str());
}

fn select(state: &mut State, position: usize) {
    state.view.alerts.selected = id_at(state, position);
}

fn id_at(state: &State, position: usize) -> Option<(ProfileId, EntryId)> {
    state.alert_entries().into_iter().nth(position).map(|(id, entry)| (id, entry.id()))
}

/// Leaves the cursor on its alert; where that is gone, on the row that took its place.
pub(crate) fn keep_cursor(state: &mut State, before: Option<usize>) {
    if state.alerts_cursor().is_none() {
        let last = state.alerts_length().saturating_sub(1);
        select(state, before.unwrap_or(0).min(last));
    }
}

/// Scrolls as little as needed for the cursor to be shown, and never beyond the end. Without the cursor, the log
/// shows what is newest.
pub(crate) fn keep_in_sight(state: &mut State) {
    keep_cursor(state, None);
    let regions = layout(state);
    if regions.log_rows().is_empty() || state.log_cursor().is_none() {
        state.view.alerts.event = None;
    }
    let (alerts, events) = (state.alerts_length(), state.log_length());
    let (entry, event) = (state.alerts_cursor().unwrap_or(0), state.log_cursor());
    let view = &mut state.view.alerts;
    view.offset = in_sight(view.offset, entry, alerts, regions.rows.height);
    view.log_offset =
        event.map_or(0, |event| in_sight(view.log_offset, event, events, regions.log_rows().height));
}

/// The first of `length` rows to show, so that the one of the cursor is among them.
fn in_sight(offset: usize, cursor: usize, length: usize, height: u16) -> usize {
    let height = usize::from(height);
    if height == 0 {
        return offset;
    }
    let lowest = cursor.saturating_add(1).saturating_sub(height);
    offset.clamp(lowest, cursor.max(lowest)).min(length.saturating_sub(height))
}
