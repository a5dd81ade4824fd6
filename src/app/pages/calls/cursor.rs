//! The cursors of the Calls page: among the groups, and among the steps of the chart.

use super::regions::Regions;
use crate::{
    app::{Command, State, outcome::Outcome, scroll, view::Overlay},
    domain::{Action, calls::CallSeries},
};

/// How many steps `action` moves the cursor of the chart; `None` if it is no such movement.
pub(super) const fn steps(action: Action) -> Option<isize> {
    match action {
        Action::Left => Some(-1),
        Action::Right => Some(1),
        Action::First => Some(isize::MIN),
        Action::Last => Some(isize::MAX),
        _ => None,
    }
}

pub(super) fn move_step(state: &mut State, by: isize) {
    let length = length(state);
    let step = state.view.calls.step.unwrap_or_default();
    state.view.calls.step = length.checked_sub(1).map(|last| step.saturating_add_signed(by).min(last));
}

/// Moves the cursor among the groups by `by` rows.
pub(super) fn by(state: &mut State, by: isize) {
    let position = state.calls_cursor().unwrap_or(0).saturating_add_signed(by);
    select(state, position);
}

/// Moves the cursor to the group at `position`, or to the last one.
fn select(state: &mut State, position: usize) {
    let groups = &state.profile().calls.report.groups;
    let group = groups.get(position.min(groups.len().saturating_sub(1)));
    state.view.calls.selected = group.map(|group| group.id().into());
}

pub(crate) fn wheel(state: &mut State, by: isize) {
    self::by(state, by);
}

/// The first click on a group moves the cursor there, a second one opens it.
pub(crate) fn click_group(state: &mut State, group: usize) -> Outcome {
    if state.calls_cursor() == Some(group) {
        return Command::Act(Action::Open).into();
    }
    if group < state.profile().calls.report.groups.len() {
        select(state, group);
    }
    Outcome::default()
}

/// Moves the cursor into the chart, at the last step with a call; from there back to the groups.
pub(super) fn open(state: &mut State, regions: &Regions) {
    if back(state) || state.calls_group().is_none() {
        return;
    }
    let series = state.profile().calls.report.totals.series.as_ref();
    let last = series.and_then(|series| series.at(series.last_call_at()?));
    state.view.calls.step = last.or_else(|| series?.points().len().checked_sub(1));
    if regions.chart.is_empty() {
        state.view.overlay = Overlay::Calls;
    }
}

/// Closes the innermost open level; whether there was one.
pub(super) fn back(state: &mut State) -> bool {
    let view = &mut state.view;
    let is_open = view.calls.step.is_some() || view.overlay == Overlay::Calls;
    if is_open {
        view.calls.step = None;
        view.overlay = Overlay::None;
    }
    is_open
}

/// Scrolls as little as needed to show the cursor, which is always on a group.
pub(super) fn scroll_to_cursor(state: &mut State, regions: &Regions) {
    if state.calls_cursor().is_none() {
        select(state, 0);
    }
    let (length, cursor) = (state.profile().calls.report.groups.len(), state.calls_cursor().unwrap_or(0));
    let view = &mut state.view.calls;
    if !regions.rows.is_empty() {
        view.offset = scroll::scrolled_to(view.offset, cursor, length, regions.rows.height.max(1));
    }
    let last = self::length(state).checked_sub(1);
    let view = &mut state.view.calls;
    view.step = view.step.zip(last).map(|(step, last)| step.min(last));
}

/// The number of steps in the chart.
fn length(state: &State) -> usize {
    state.profile().calls.report.totals.series.as_ref().map_or(0, |series: &CallSeries| series.points().len())
}
