//! Actions of the Calls page, and commands that lead to it.

use strum::IntoEnumIterator as _;

use super::{cursor, regions::Regions};
use crate::{
    app::{
        Command, ProfileId, State,
        copied::Copied,
        outcome::Outcome,
        scroll,
        view::{Choice, Overlay, Page},
    },
    domain::{
        Action, ModelName,
        calls::{CallGroup, CallGrouping, CallRange, CallSort, Caller},
    },
};

/// Performs `action`; `None` leaves it to its global meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action) -> Option<Outcome> {
    let has_step = state.view.calls.step.is_some();
    if let (true, Some(by)) = (has_step, cursor::steps(action)) {
        cursor::move_step(state, by);
        return Some(Outcome::default());
    }
    if let Some(by) = scroll::rows(action, regions.rows.height) {
        cursor::by(state, by);
        return Some(Outcome::default());
    }
    let is_covered = state.view.overlay != Overlay::None;
    let has_groups = state.calls_group().is_some();
    let range = state.view.calls.range;
    match action {
        Action::Left | Action::Right | Action::Sort | Action::Reverse if is_covered => {}
        Action::Group | Action::Sort | Action::Reverse if !has_groups => {}
        Action::Open => cursor::open(state, regions),
        Action::Back if cursor::back(state) => {}
        Action::Back => state.view.calls.query.search.clear(),
        Action::Left => show_range(state, neighbour(range, -1)),
        Action::Right => show_range(state, neighbour(range, 1)),
        Action::Group => group_by(state, state.view.calls.query.grouping.next()),
        Action::Sort => return Some(Command::Choose(Choice::Order).into()),
        Action::Reverse => reverse(state),
        Action::Counterpart => return Some(counterpart(state).map_or_else(Outcome::default, Outcome::from)),
        _ => return None,
    }
    Some(Outcome::default())
}

/// The next shorter or longer range, if there is one.
pub(super) fn neighbour(range: CallRange, by: isize) -> CallRange {
    let at = CallRange::iter().position(|one| one == range).unwrap_or_default();
    at.checked_add_signed(by).and_then(|at| CallRange::iter().nth(at)).unwrap_or(range)
}

pub(crate) const fn show_range(state: &mut State, range: CallRange) {
    state.view.calls.range = range;
    state.view.calls.step = None;
}

/// Groups by `grouping`, with the cursor on the first group.
pub(crate) fn group_by(state: &mut State, grouping: CallGrouping) {
    let view = &mut state.view.calls;
    view.query.grouping = grouping;
    (view.selected, view.offset) = (None, 0);
}

/// Orders by `sort` in its default direction.
pub(crate) const fn sort_by(state: &mut State, sort: CallSort) {
    let query = &mut state.view.calls.query;
    (query.sort, query.reversed) = (sort, false);
}

pub(crate) const fn reverse(state: &mut State) {
    state.view.calls.query.reversed ^= true;
}

/// Sort commands by their names in the palette.
pub(crate) fn sorts() -> Vec<(&'static str, Command)> {
    CallSort::iter().map(|sort| (sort.into_str(), Command::SortCalls(sort))).collect()
}

/// The page was opened or the visible profiles have changed: moves the focus to an account with calls.
pub(crate) fn opened(state: &mut State) {
    let with_calls = state.shown().find(|(_, profile)| profile.has_calls()).map(|(id, _)| id);
    if let Some(id) = with_calls.filter(|_| !state.profile().has_calls()) {
        state.focus(id);
    }
}

/// Moves the focus to a profile if it has calls; whether it has.
pub(crate) fn focus(state: &mut State, id: ProfileId) -> bool {
    let has_calls = state.profile_at(id).is_some_and(crate::app::Profile::has_calls);
    if has_calls {
        state.focus(id);
    }
    has_calls
}

/// Shows the calls of a model of the focused account.
pub(crate) fn show_model(state: &mut State, name: &ModelName) {
    show_group(state, CallGrouping::Model, name.as_str());
}

/// Shows the calls made with an API key.
pub(crate) fn show_key(state: &mut State, key: &str) {
    show_group(state, CallGrouping::ApiKey, key);
}

fn show_group(state: &mut State, grouping: CallGrouping, key: &str) {
    if !state.profile().has_calls() {
        return;
    }
    state.view.page = Page::Calls;
    state.view.overlay = Overlay::None;
    state.view.covered.clear();
    group_by(state, grouping);
    state.view.calls.query.search.clear();
    state.view.calls.selected = Some(key.into());
}

/// The costs of the selected model or API key. The console's own calls have no key.
fn counterpart(state: &State) -> Option<Command> {
    let group = state.calls_group().filter(|_| state.profile().has_bills())?;
    match state.view.calls.query.grouping {
        CallGrouping::Model => Some(Command::Bill(group.model.clone()?)),
        CallGrouping::ApiKey if group.id() == Caller::Console.word() => None,
        CallGrouping::ApiKey => Some(Command::BillOfKey(group.key.as_deref()?.into())),
        CallGrouping::Workspace => None,
    }
}

/// Whether the selected group leads to its costs.
pub(super) fn has_counterpart(state: &State) -> bool {
    counterpart(state).is_some()
}

/// The key of the selected group, for copying.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    let group: &CallGroup = state.calls_group()?;
    Some(Copied::Group(group.key.as_deref()?.into()))
}
