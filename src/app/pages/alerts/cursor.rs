//! The cursor of the Alerts page: it moves through the active alerts and on into the log below.

use super::{entries::Line, regions::Regions, target::opens};
use crate::app::{ProfileId, State, account::alerts::EntryId, outcome::Outcome, scroll};

/// Moves the cursor by up to `by` rows. The log follows the last alert.
pub(crate) fn by(state: &mut State, regions: &Regions, by: isize) {
    let (alerts, reachable_events) = (state.alerts_length(), reachable_events(state, regions));
    let at = state.log_cursor().map(|at| alerts.saturating_add(at)).or_else(|| state.alerts_cursor());
    let to = at.map_or(first_step(by), |at| at.saturating_add_signed(by));
    go(state, to.min(alerts.saturating_add(reachable_events).saturating_sub(1)));
}

/// Moves the cursor within the list under the pointer.
pub(crate) fn wheel(state: &mut State, regions: &Regions, by: isize, (column, row): (u16, u16)) {
    let alerts = state.alerts_length();
    if regions.log.contains(column, row) {
        let to = state.log_cursor().map_or(first_step(by), |at| at.saturating_add_signed(by));
        enter_log(state, to.min(reachable_events(state, regions).saturating_sub(1)));
    } else if alerts > 0 {
        go(state, scroll::moved(state.alerts_cursor().unwrap_or(0), by, alerts));
    }
}

/// The first click on an alert moves the cursor there, a second one opens it.
pub(crate) fn click_alert(state: &mut State, position: usize) -> Outcome {
    if state.log_cursor().is_none() && state.alerts_cursor() == Some(position) {
        return opens(state).map_or_else(Outcome::default, Outcome::from);
    }
    if position < state.alerts_length() {
        go(state, position);
    }
    Outcome::default()
}

/// The first click on an event of the log moves the cursor there, a second one opens it.
pub(crate) fn click_event(state: &mut State, position: usize) -> Outcome {
    if state.log_cursor() == Some(position) {
        return opens(state).map_or_else(Outcome::default, Outcome::from);
    }
    if position < state.log_length() {
        enter_log(state, position);
    }
    Outcome::default()
}

/// The position `by` rows from before the first row.
fn first_step(by: isize) -> usize {
    usize::try_from(by.saturating_sub(1)).unwrap_or(0)
}

/// The number of events that the cursor can reach: none if the log has no room on the screen.
fn reachable_events(state: &State, regions: &Regions) -> usize {
    if regions.log_rows().is_empty() { 0 } else { state.log_length() }
}

/// Moves to `position` in alerts and log together.
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

/// Keeps the cursor on its alert, or on the row that took its place.
pub(super) fn restore(state: &mut State, before: Option<usize>) {
    if state.alerts_cursor().is_none() {
        let last = state.alerts_length().saturating_sub(1);
        select(state, before.unwrap_or(0).min(last));
    }
}

/// Scrolls as little as needed to show the cursor. Without the cursor, the log shows its newest events.
pub(crate) fn scroll_to_cursor(state: &mut State, regions: &Regions) {
    restore(state, None);
    let log = regions.log_rows();
    if log.is_empty() || state.log_cursor().is_none() {
        state.view.alerts.event = None;
    }
    let (entry, event) = (state.alerts_cursor().unwrap_or(0), state.log_cursor());
    let lines = state.alert_lines();
    let is_cursor = |line: &Line<'_>| matches!(line, Line::Row(position, ..) if *position == entry);
    let line = lines.iter().position(is_cursor).unwrap_or(0);
    let is_heading = |line: usize| matches!(lines.get(line), Some(Line::Heading(_)));
    // The heading of its group stays in sight with the first row.
    let heading = line.checked_sub(1).filter(|above| is_heading(*above)).unwrap_or(line);
    let (lines, height) = (lines.len(), regions.rows.height);
    let reachable_events = state.log_length();
    let view = &mut state.view.alerts;
    let offset = scroll::scrolled_to(view.offset, heading, lines, height);
    view.offset = scroll::scrolled_to(offset, line, lines, height);
    view.log_offset =
        event.map_or(0, |event| scroll::scrolled_to(view.log_offset, event, reachable_events, log.height));
}
