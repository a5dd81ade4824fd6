//! Actions and clicks of the Models page.

use strum::IntoEnumIterator as _;

use super::{
    cursor, marking,
    regions::{Regions, can_peek, has_whole_detail},
};
use crate::{
    app::{
        Command, Effect, State,
        outcome::Outcome,
        scroll,
        view::{Choice, Overlay, Peek},
    },
    domain::{Action, Now, filter::Filter, sort::SortKey},
};

/// Performs `action`; `None` leaves it to its global meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if let Some(by) = scroll::rows(action, regions.page()) {
        cursor::by(state, by, now);
        return Some(Outcome::default());
    }
    let is_covered = state.view.overlay != Overlay::None;
    match action {
        Action::Sort | Action::Reverse | Action::Untouched | Action::Demo if is_covered => {}
        Action::Open => open(state),
        Action::Back if is_covered => state.view.overlay = Overlay::None,
        Action::Back if state.view.peek.is_open() && can_peek(state) => state.view.peek = Peek::Closed,
        Action::Back if !state.view.filter_text.is_empty() => clear_filter(state),
        Action::Back => marking::clear(state),
        Action::Mark if !is_covered => marking::mark(state, now),
        Action::Peek if !is_covered && can_peek(state) => state.view.peek = state.view.peek.toggled(),
        Action::Sort => return Some(Command::Choose(Choice::Order).into()),
        Action::Reverse => reverse(state),
        // A filter includes unused models anyway.
        Action::Untouched if !state.view.filter.is_empty() => {}
        Action::Untouched => {
            state.view.unfolded = !state.view.unfolded;
            state.relist();
        }
        Action::Columns => return Some(Command::Choose(Choice::Columns).into()),
        Action::Counterpart => {
            let bill = state.view.selected.clone().map(Command::Bill);
            return Some(bill.map_or_else(Outcome::default, Outcome::from));
        }
        Action::FreeQuotaOnly if matches!(state.view.overlay, Overlay::None | Overlay::Detail) => {
            return Some(Command::Turn.into());
        }
        Action::Demo => return Some(open_demo(state, now)),
        _ => return None,
    }
    Some(Outcome::default())
}

/// The first click on a row moves the cursor there, a second one opens it.
pub(crate) fn click_row(state: &mut State, position: usize, now: Now) -> Outcome {
    if state.cursor() == Some(position) {
        return Command::Act(Action::Open).into();
    }
    cursor::to(state, position, now);
    Outcome::default()
}

/// Sorts by `sort` in its default direction.
pub(crate) fn sort_by(state: &mut State, sort: SortKey) {
    (state.view.sort, state.view.reversed) = (sort, false);
    state.relist();
}

pub(crate) fn reverse(state: &mut State) {
    state.view.reversed = !state.view.reversed;
    state.relist();
}

fn clear_filter(state: &mut State) {
    state.view.filter_text.clear();
    filter_changed(state);
}

pub(crate) fn filter_changed(state: &mut State) {
    state.view.filter = Filter::parse(&state.view.filter_text);
    state.relist();
}

/// Toggles the detail over the list; it does not open if all of it is next to the list.
fn open(state: &mut State) {
    let can_open = state.cursor().is_some() && !has_whole_detail(state);
    state.view.overlay = match state.view.overlay {
        Overlay::None if can_open => Overlay::Detail,
        _ => Overlay::None,
    };
}

/// Switches to the demo account, on the first-run screen only.
fn open_demo(state: &mut State, now: Now) -> Outcome {
    if !state.is_first_run() {
        return Outcome::default();
    }
    let id = state.current();
    let Some(profile) = state.profile_mut(id) else { return Outcome::default() };
    profile.become_demo(now);
    Effect::OpenDemo.into()
}

/// Sort commands by the names of `list --sort`.
pub(crate) fn sorts() -> Vec<(&'static str, Command)> {
    SortKey::iter().map(|sort| (sort.into_str(), Command::Sort(sort))).collect()
}
