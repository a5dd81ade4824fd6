//! Sums up the bill that is shown.

use crate::{app::State, domain::Now};

/// Sums up what is shown again; the cursor stays on its group.
pub(crate) fn sum_up(state: &mut State, now: Now) {
    let (cycle, id, query) = (state.shown_cycle(now.utc), state.current(), state.view.bills.query.clone());
    let before = state.bills_cursor();
    let Some(profile) = state.profile_mut(id) else { return };
    profile.bills.report(cycle, &query);
    profile.explain(cycle, query.grouping, now.utc);
    profile.bills.forget_lines();
    if state.bills_cursor().is_none() {
        select(state, before.unwrap_or(0));
        state.view.bills.line = None;
    }
}

/// The quotas have changed, and with them what explains the bill.
pub(crate) fn explain(state: &mut State, now: Now) {
    let (cycle, id, grouping) =
        (state.shown_cycle(now.utc), state.current(), state.view.bills.query.grouping);
    if let Some(profile) = state.profile_mut(id).filter(|profile| !profile.bills.report.groups.is_empty()) {
        profile.explain(cycle, grouping, now.utc);
    }
}

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
