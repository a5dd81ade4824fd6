//! Keys and the mouse: which action they mean now, and what the action does.

use super::{asking, filtering, moving};
use crate::{
    app::{
        Action, Effect, Key, State,
        action::bound_to,
        layout::{covers_the_list, has_detail_pane, layout},
        message::{Mouse, MouseDid},
        view::{HelpPage, Overlay},
    },
    domain::Now,
};

/// The wheel moves by so many rows.
const WHEEL_ROWS: isize = 3;

/// A key was pressed.
pub(super) fn key(state: &mut State, key: Key, now: Now) -> Vec<Effect> {
    if state.view.typing
        && let Some(effects) = filtering::key(state, key)
    {
        return effects;
    }
    bound_to(key).map_or_else(Vec::new, |action| act(state, action, now))
}

/// The mouse was used.
pub(super) fn mouse(state: &mut State, mouse: Mouse, now: Now) -> Vec<Effect> {
    match mouse.what {
        MouseDid::WheelUp => moving::by(state, WHEEL_ROWS.saturating_neg(), now),
        MouseDid::WheelDown => moving::by(state, WHEEL_ROWS, now),
        MouseDid::Click => return click(state, mouse.column, mouse.row, now),
    }
    Vec::new()
}

fn click(state: &mut State, column: u16, row: u16, now: Now) -> Vec<Effect> {
    let regions = layout(state);
    if regions.banner.contains(column, row) {
        return act(state, Action::Account, now);
    }
    if regions.fold.contains(column, row) {
        return act(state, Action::Untouched, now);
    }
    if !regions.rows.contains(column, row) {
        return Vec::new();
    }
    let position = state.view.offset.saturating_add(usize::from(row.saturating_sub(regions.rows.y)));
    if position >= state.profile().rows.index.len() {
        return Vec::new();
    }
    if state.cursor() == Some(position) {
        return act(state, Action::Open, now);
    }
    moving::to(state, position, now);
    Vec::new()
}

/// Does `action`; where the list is covered, nothing that only the list would show.
fn act(state: &mut State, action: Action, now: Now) -> Vec<Effect> {
    let is_covered = covers_the_list(&state.view);
    match action {
        Action::Sort | Action::Reverse | Action::Untouched | Action::Demo if is_covered => {}
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            moving::by_action(state, action, now);
        }
        Action::Open => open(state),
        Action::Back => back(state),
        Action::NextPage | Action::PreviousPage => turn_page(state),
        Action::Filter => {
            state.view.overlay = Overlay::None;
            state.view.typing = true;
        }
        Action::Sort => {
            state.view.sort = state.view.sort.next();
            state.view.reversed = false;
            state.relist();
        }
        Action::Reverse => {
            state.view.reversed = !state.view.reversed;
            state.relist();
        }
        Action::Untouched => {
            state.view.unfolded = !state.view.unfolded;
            state.relist();
        }
        Action::Account => toggle(state, Overlay::Account),
        Action::Help => toggle_help(state),
        Action::Refresh => return asking::refresh(state, now),
        Action::Demo => return open_demo(state, now),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
    }
    // Nobody types into a filter that is covered.
    state.view.typing &= !covers_the_list(&state.view);
    Vec::new()
}

/// Opens the detail as a page, where it does not stand beside the list; closes what is open.
fn open(state: &mut State) {
    let can_open = state.cursor().is_some() && !has_detail_pane(state.size);
    state.view.overlay = match state.view.overlay {
        Overlay::None if can_open => Overlay::Detail,
        _ => Overlay::None,
    };
}

fn back(state: &mut State) {
    if state.view.overlay == Overlay::None {
        filtering::clear(state);
    }
    state.view.overlay = Overlay::None;
}

fn toggle(state: &mut State, overlay: Overlay) {
    state.view.overlay = if state.view.overlay == overlay { Overlay::None } else { overlay };
}

fn toggle_help(state: &mut State) {
    state.view.overlay = match state.view.overlay {
        Overlay::Help { .. } => Overlay::None,
        _ => Overlay::Help { page: HelpPage::Keys, scroll: 0 },
    };
}

fn turn_page(state: &mut State) {
    if let Overlay::Help { page, .. } = state.view.overlay {
        state.view.overlay = Overlay::Help { page: page.other(), scroll: 0 };
    }
}

/// Shows the demo account, where there is nothing to sign in with.
fn open_demo(state: &mut State, now: Now) -> Vec<Effect> {
    if !state.is_first_run() {
        return Vec::new();
    }
    let id = state.current();
    let Some(profile) = state.profile_mut(id) else { return Vec::new() };
    profile.become_demo(now);
    vec![Effect::OpenDemo]
}
