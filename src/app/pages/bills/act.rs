//! What actions do on the Bills page, and which commands lead to it.

use super::{cursor, products, regions::Regions};
use crate::{
    app::{
        Command, ProfileId, State,
        account::bills::summary::{select, sum_up},
        copied::Copied,
        outcome::Outcome,
        scroll,
        view::{Overlay, Page},
    },
    domain::{
        Action, ModelName, Now,
        bill::{
            Cycle, Grouping,
            report::{BillSort, OTHER},
        },
    },
};

/// The orders, as the contract calls them.
const SORTS: [(BillSort, &str); 4] = [
    (BillSort::Payable, "payable"),
    (BillSort::Key, "name"),
    (BillSort::Gross, "list-price"),
    (BillSort::Lines, "lines"),
];

/// Does `action`; absent where it means here what it means everywhere.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if let Some(by) = scroll::rows(action, regions.page(state.view.bills.line.is_some())) {
        cursor::by(state, by);
        return Some(Outcome::default());
    }
    let is_covered = state.view.overlay != Overlay::None;
    let shown = state.shown_cycle(now.utc);
    match action {
        Action::Left | Action::Right | Action::Group | Action::Sort | Action::Reverse if is_covered => {}
        Action::Open => cursor::open(state, now),
        Action::Back if cursor::back(state) => {}
        Action::Back => clear_search(state, now),
        Action::Left => show_cycle(state, shown.previous(), now),
        Action::Right => show_cycle(state, shown.next(), now),
        Action::Product => products::choose_product(state, now),
        Action::Group => group_by(state, state.view.bills.query.grouping.next(), now),
        Action::Sort => sort_by(state, state.view.bills.query.sort.next(), now),
        Action::Reverse => {
            state.view.bills.query.reversed ^= true;
            sum_up(state, now);
        }
        Action::Counterpart => return Some(model(state, now).map_or_else(Outcome::default, Outcome::from)),
        _ => return None,
    }
    Some(Outcome::default())
}

/// Shows the bill of this cycle, or of the nearest one there is.
pub(crate) fn show_cycle(state: &mut State, cycle: Cycle, now: Now) {
    let running = Cycle::at(now.utc);
    // Stored days may be in the future: a clock may have been wrong.
    let oldest = state.profile().bills.oldest(now.utc).min(running);
    let cycle = cycle.clamp(oldest, running);
    let id = state.current();
    state.view.bills.cycle = (cycle != running).then_some(cycle);
    state.view.bills.line = None;
    state.view.bills.line_offset = 0;
    if let Some(profile) = state.profile_mut(id) {
        profile.bills.forget(cycle, running);
    }
    sum_up(state, now);
}

/// Groups by `grouping`; days, models, ... have cursors of their own.
pub(crate) fn group_by(state: &mut State, grouping: Grouping, now: Now) {
    state.view.bills.query.grouping = grouping;
    state.view.bills.selected = None;
    state.view.bills.line = None;
    sum_up(state, now);
    select(state, 0);
}

/// Sorts by `sort`, the usual way round.
pub(crate) fn sort_by(state: &mut State, sort: BillSort, now: Now) {
    let query = &mut state.view.bills.query;
    (query.sort, query.reversed) = (sort, false);
    sum_up(state, now);
}

/// Shows what this model of the account in focus cost, where that has bills.
pub(crate) fn show_model(state: &mut State, name: &ModelName, now: Now) {
    if !state.profile().has_bills() {
        return;
    }
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
}

/// The page was opened, or the profiles that are shown have changed: a bill is one account's, of the one in focus
/// where it has any.
pub(crate) fn opened(state: &mut State, now: Now) {
    if !state.has_several() {
        return;
    }
    let with_bills = state.shown().find(|(_, profile)| profile.has_bills()).map(|(id, _)| id);
    if let Some(id) = with_bills.filter(|_| !state.profile().has_bills()) {
        state.focus(id);
    }
    sum_up(state, now);
}

/// Brings this account into focus; whether it has bills.
pub(crate) fn focus(state: &mut State, id: ProfileId) -> bool {
    let has_bills = state.of(id).is_some_and(crate::app::Profile::has_bills);
    if has_bills {
        state.focus(id);
    }
    has_bills
}

/// The command that leads to the group's model, where that is in the list.
fn model(state: &State, now: Now) -> Option<Command> {
    let profile = state.profile();
    let subject = usize::try_from(*state.bills_group()?.subjects.first()?).ok()?;
    let ledger = profile.bills.ledger(state.shown_cycle(now.utc))?;
    let name = ModelName::from(ledger.subjects().get(subject)?.instance.model.as_deref()?);
    profile.model(&name)?;
    Some(Command::Model(state.current(), name))
}

fn clear_search(state: &mut State, now: Now) {
    if !state.view.bills.query.search.is_empty() {
        state.view.bills.query.search.clear();
        sum_up(state, now);
    }
}

/// The text of the search has changed.
pub(crate) fn search_changed(state: &mut State, now: Now) {
    sum_up(state, now);
}

/// The orders of the groups, by the words of the palette.
pub(crate) fn sorts() -> Vec<(&'static str, Command)> {
    let sort = |(sort, word)| (word, Command::SortBill(sort));
    SORTS.map(sort).to_vec()
}

/// The selected group or line, to be copied; the name of the rest of all groups is of no use.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    if matches!(state.view.overlay, Overlay::Products { .. }) {
        return None;
    }
    if state.view.bills.line.is_some() {
        return state.bills_line().map(|(day, line)| Copied::Line(*day, Box::new(line.clone())));
    }
    let group = state.bills_group().filter(|group| *group.key != *OTHER)?;
    Some(Copied::Group(group.key.clone()))
}
