//! Computes the report of the bill on screen.

use crate::{app::State, domain::Now};

/// Recomputes the report; the cursor stays on its group.
pub(crate) fn sum_up(state: &mut State, now: Now) {
    let (cycle, id, query) = (state.shown_cycle(now.utc), state.current(), state.view.bills.query.clone());
    let before = state.bills_cursor();
    let Some(profile) = state.profile_mut(id) else { return };
    profile.bills.report(cycle, &query);
    profile.explain(cycle, query.grouping, now.utc);
    profile.bills.invalidate_lines();
    if state.bills_cursor().is_none() {
        select(state, before.unwrap_or(0));
        state.view.bills.line = None;
    }
}

/// Recomputes the reasons: the quotas that explain the bill have changed.
pub(crate) fn explain(state: &mut State, now: Now) {
    let (cycle, id, grouping) =
        (state.shown_cycle(now.utc), state.current(), state.view.bills.query.grouping);
    if let Some(profile) = state.profile_mut(id).filter(|profile| !profile.bills.report.groups.is_empty()) {
        profile.explain(cycle, grouping, now.utc);
    }
}

/// Moves the cursor to the group at `position`, or to the last one.
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
