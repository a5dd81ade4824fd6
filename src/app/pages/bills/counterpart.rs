//! From a bill to its model and back.

use crate::{
    app::{
        State,
        pages::models::cursor,
        view::{Overlay, Page},
    },
    domain::{ModelName, Now, bill::Grouping},
};

use super::{keep_in_sight, select, sum_up};

/// From a bill to its model.
pub(crate) fn to_model(state: &mut State, now: Now) {
    let cycle = state.shown_cycle(now.utc);
    let profile = state.profile();
    let model = state.bills_group().and_then(|group| {
        let subject = usize::try_from(*group.subjects.first()?).ok()?;
        profile.bills.ledger(cycle)?.subjects().get(subject)?.instance.model.as_deref()
    });
    let Some(name) = model.map(ModelName::from).filter(|name| profile.model(name).is_some()) else { return };
    cursor::to_model(state, state.current(), &name, now);
}

/// From a model to its bill, where its account has any.
pub(crate) fn to_bill(state: &mut State, now: Now) {
    let has_bills = state.profile().has(Page::Bills);
    let Some(name) = state.view.selected.clone().filter(|_| has_bills) else { return };
    state.view.page = Page::Bills;
    state.view.overlay = Overlay::None;
    let view = &mut state.view.bills;
    view.query.grouping = Grouping::Model;
    view.query.search.clear();
    view.line = None;
    sum_up(state, now);
    let groups = &state.profile().bills.report.groups;
    if let Some(at) = groups.iter().position(|group| *group.key == *name.as_str()) {
        select(state, at);
    }
    keep_in_sight(state);
}
