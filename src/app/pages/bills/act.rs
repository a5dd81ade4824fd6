//! Actions of the Bills page, and commands that lead to it.

use super::{
    cursor,
    regions::{Regions, can_peek},
};
use crate::{
    app::{
        Command, ProfileId, State,
        account::bills::summary::{select, sum_up},
        chrome::status_message::Feedback,
        copied::Copied,
        outcome::Outcome,
        scroll,
        view::{Choice, Overlay, Page, Peek},
    },
    domain::{
        Action, ModelName, Now,
        bill::{
            Cycle, Grouping, ProductFilter, is_same_model,
            report::{BillSort, OTHER},
        },
    },
};

/// Sort orders by their public names.
const SORTS: [(BillSort, &str); 4] = [
    (BillSort::Payable, "payable"),
    (BillSort::Key, "name"),
    (BillSort::Gross, "list-price"),
    (BillSort::Lines, "lines"),
];

/// Performs `action`; `None` leaves it to its global meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if let Some(by) = scroll::rows(action, regions.page(state.view.bills.line.is_some())) {
        cursor::by(state, by);
        return Some(Outcome::default());
    }
    let is_covered = state.view.overlay != Overlay::None;
    let shown = state.shown_cycle(now.utc);
    match action {
        Action::Left | Action::Right | Action::Group | Action::Sort | Action::Reverse if is_covered => {}
        Action::Open => cursor::open(state),
        Action::Back if cursor::back(state) => {}
        Action::Back if state.view.peek.is_open() && can_peek(state) => state.view.peek = Peek::Closed,
        Action::Back => clear_search(state, now),
        Action::Peek if !is_covered && can_peek(state) => {
            state.view.peek = state.view.peek.toggled();
            state.view.bills.line = None;
        }
        Action::Left => show_cycle(state, shown.previous(), now),
        Action::Right => show_cycle(state, shown.next(), now),
        Action::Product => return Some(Command::Choose(Choice::Product).into()),
        Action::Group => group_by(state, state.view.bills.query.grouping.next(), now),
        Action::Sort => return Some(Command::Choose(Choice::Order).into()),
        Action::Reverse => reverse(state, now),
        Action::Counterpart => {
            return Some(counterpart(state, now).map_or_else(Outcome::default, Outcome::from));
        }
        _ => return None,
    }
    Some(Outcome::default())
}

/// Shows the bill of `cycle`, or of the nearest available one.
pub(crate) fn show_cycle(state: &mut State, cycle: Cycle, now: Now) {
    let running = Cycle::at(now.utc);
    // Stored days may lie in the future if the clock was wrong.
    let oldest = state.profile().bills.oldest(now.utc).min(running);
    let cycle = cycle.clamp(oldest, running);
    let id = state.current();
    state.view.bills.cycle = (cycle != running).then_some(cycle);
    state.view.bills.line = None;
    state.view.bills.line_offset = 0;
    if let Some(profile) = state.profile_mut(id) {
        profile.bills.evict(cycle, running);
    }
    sum_up(state, now);
}

/// Groups by `grouping`, with the cursor on the first group.
pub(crate) fn group_by(state: &mut State, grouping: Grouping, now: Now) {
    state.view.bills.query.grouping = grouping;
    state.view.bills.selected = None;
    state.view.bills.line = None;
    sum_up(state, now);
    select(state, 0);
}

/// Sorts by `sort` in its default direction.
pub(crate) fn sort_by(state: &mut State, sort: BillSort, now: Now) {
    let query = &mut state.view.bills.query;
    (query.sort, query.reversed) = (sort, false);
    sum_up(state, now);
}

/// Shows the costs of a model of the focused account, if that has bills. What hides them gives way: the search, the
/// product, an earlier cycle. Without any charge the open page stays.
pub(crate) fn show_model(state: &mut State, name: &ModelName, now: Now) {
    if !state.profile().has_bills() {
        return;
    }
    let before = state.view.bills.clone();
    let query = &mut state.view.bills.query;
    query.grouping = Grouping::Model;
    query.search.clear();
    state.view.bills.line = None;
    if let Some(at) = find(state, name, now) {
        select(state, at);
    } else {
        let is_loaded = !state.profile().bills.report.groups.is_empty();
        let cycle = state.shown_cycle(now.utc);
        state.view.bills = before;
        sum_up(state, now);
        if is_loaded {
            state.show_feedback(Feedback::NoCharges(name.clone(), cycle), now);
            return;
        }
    }
    state.view.page = Page::Bills;
    state.view.overlay = Overlay::None;
}

/// The position of the group of `name`, in the shown cycle or the running one, with the narrowest product that
/// includes it.
fn find(state: &mut State, name: &ModelName, now: Now) -> Option<usize> {
    let (cycle, product) = (state.view.bills.cycle, state.view.bills.query.product.clone());
    let products = [product, ProductFilter::ModelStudio, ProductFilter::All];
    for cycle in [cycle, None] {
        for product in &products {
            state.view.bills.cycle = cycle;
            state.view.bills.query.product = product.clone();
            sum_up(state, now);
            let groups = &state.profile().bills.report.groups;
            let at = groups.keys().position(|key| is_same_model(key, name.as_str()));
            if at.is_some() {
                return at;
            }
        }
    }
    None
}

/// The page was opened or the visible profiles have changed: moves the focus to an account with bills.
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

/// Moves the focus to a profile if it has bills; whether it has.
pub(crate) fn focus(state: &mut State, id: ProfileId) -> bool {
    let has_bills = state.profile_at(id).is_some_and(crate::app::Profile::has_bills);
    if has_bills {
        state.focus(id);
    }
    has_bills
}

/// Shows the costs of an API key of the focused account, if that has bills.
pub(crate) fn show_key(state: &mut State, key: &str, now: Now) {
    if !state.profile().has_bills() {
        return;
    }
    state.view.page = Page::Bills;
    state.view.overlay = Overlay::None;
    state.view.bills.query.search.clear();
    group_by(state, Grouping::ApiKey, now);
    let at = state.profile().bills.report.groups.keys().position(|group| group == key);
    if let Some(at) = at {
        select(state, at);
    }
}

/// Where the selected group leads: an API key to its calls, everything else to its model.
fn counterpart(state: &State, now: Now) -> Option<Command> {
    if state.view.bills.query.grouping == Grouping::ApiKey { calls(state) } else { model(state, now) }
}

/// The calls made with the selected API key.
pub(super) fn calls(state: &State) -> Option<Command> {
    let is_by_key = state.view.bills.query.grouping == Grouping::ApiKey && state.profile().has_calls();
    let group = state.bills_group().filter(|group| is_by_key && *group.key != *OTHER)?;
    Some(Command::CallsOfKey(group.key.clone()))
}

/// The command that opens the selected group's model, if it is known.
fn model(state: &State, now: Now) -> Option<Command> {
    let profile = state.profile();
    let subject = usize::try_from(*state.bills_group()?.subjects.first()?).ok()?;
    let ledger = profile.bills.ledger(state.shown_cycle(now.utc))?;
    let (model, _) = profile.billed_model(ledger.subject(u32::try_from(subject).ok()?)?.model()?)?;
    Some(Command::Model(state.current(), model.name.clone()))
}

pub(crate) fn reverse(state: &mut State, now: Now) {
    state.view.bills.query.reversed ^= true;
    sum_up(state, now);
}

fn clear_search(state: &mut State, now: Now) {
    if !state.view.bills.query.search.is_empty() {
        state.view.bills.query.search.clear();
        sum_up(state, now);
    }
}

pub(crate) fn search_changed(state: &mut State, now: Now) {
    sum_up(state, now);
}

/// Sort commands by their names in the palette.
pub(crate) fn sorts() -> Vec<(&'static str, Command)> {
    let sort = |(sort, word)| (word, Command::SortBill(sort));
    SORTS.map(sort).to_vec()
}

/// The selected group or line, for copying; there is nothing to copy of the group of all others.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    if state.view.bills.line.is_some() {
        return state.bills_line().map(|(day, line)| Copied::Line(*day, Box::new(line.clone())));
    }
    let group = state.bills_group().filter(|group| *group.key != *OTHER)?;
    Some(Copied::Group(group.key.clone()))
}
