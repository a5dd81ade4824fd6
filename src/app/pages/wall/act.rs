//! Actions of the wallboard, which has no cursor.

use crate::{
    app::{State, offer::Offers, outcome::Outcome, view::Overlay},
    domain::{Action, Now},
};

/// The actions available on the wallboard.
pub const ACTIONS: [Action; 9] = [
    Action::Right,
    Action::Left,
    Action::Back,
    Action::Hold,
    Action::Refresh,
    Action::Theme,
    Action::Help,
    Action::Suspend,
    Action::Quit,
];

/// Removes offers that have no effect on the wallboard.
pub(crate) fn restrict(state: &State, offers: &mut Offers) {
    if state.wall.is_some() {
        let is_help = is_help(state);
        offers.retain(|action| ACTIONS.contains(&action) || is_help && moves_help(action));
    }
}

/// Performs `action` on the wallboard; `None` if it is not shown or leaves the action to its global meaning.
pub(crate) fn act(state: &mut State, action: Action, now: Now) -> Option<Outcome> {
    let is_help = is_help(state);
    let wall = state.wall.as_mut()?;
    wall.touch(now.monotonic);
    match action {
        Action::Refresh | Action::Theme | Action::Suspend | Action::Quit | Action::Help => return None,
        Action::Back => state.view.overlay = Overlay::None,
        _ if is_help && moves_help(action) => return None,
        // Nothing moves below the help.
        _ if is_help => {}
        // A page that is released is shown for the full time again.
        Action::Hold => {
            wall.held = !wall.held;
            wall.turn(0, now.monotonic);
        }
        Action::Right | Action::Down | Action::PageDown | Action::HalfPageDown | Action::NextPage => {
            wall.turn(1, now.monotonic);
        }
        Action::Left | Action::Up | Action::PageUp | Action::HalfPageUp | Action::PreviousPage => {
            wall.turn(-1, now.monotonic);
        }
        _ => {}
    }
    Some(Outcome::default())
}

/// Whether `action` scrolls the help or turns its pages.
const fn moves_help(action: Action) -> bool {
    action.is_movement()
        || matches!(action, Action::Left | Action::Right | Action::NextPage | Action::PreviousPage)
}

const fn is_help(state: &State) -> bool {
    matches!(state.view.overlay, Overlay::Help { .. })
}
