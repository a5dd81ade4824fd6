//! Overlays available on any page: help, account, choosers, the palette. Overlays of one page live with that
//! page.

pub mod chooser;
pub(crate) mod columns;
pub mod help;
pub mod palette;
pub(crate) mod profiles;
pub mod turning;

use super::{
    Command, Key, Regions, State,
    offer::Offers,
    outcome::Outcome,
    pages, scroll,
    view::{Choice, Chooser, Overlay},
};
use crate::domain::{Action, Now, action::Label};

/// Whether one of these covers the page.
pub(crate) const fn covers(state: &State) -> bool {
    matches!(state.view.overlay, Overlay::Help { .. } | Overlay::Account { .. } | Overlay::Chooser(_))
}

/// Adds the actions of the open overlay.
pub(crate) fn offers(state: &State, offers: &mut Offers) {
    let scrolls = matches!(state.view.overlay, Overlay::Help { .. } | Overlay::Account { .. });
    if scrolls && state.extents.scroll_end > 0 {
        offers.movement(Label::Scroll);
    }
    match state.view.overlay {
        Overlay::Help { .. } => help::offers(offers),
        Overlay::Chooser(chooser) => chooser::offers(state, chooser, offers),
        _ => {}
    }
}

/// Performs `action` on the open overlay; `None` if there is none or it leaves the action to its global
/// meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if !covers(state) {
        return None;
    }
    let page = match state.view.overlay {
        Overlay::Chooser(Chooser { choice, .. }) => chooser::page(state, regions.popup, choice),
        _ => regions.overlay.height,
    };
    if let Some(by) = scroll::rows(action, page) {
        self::by(state, by);
        return Some(Outcome::default());
    }
    match (state.view.overlay, action) {
        (Overlay::Chooser(Chooser { choice: Choice::Order, .. }), Action::Reverse) => {
            pages::reverse(state, now);
        }
        (Overlay::Chooser(open), action) => return chooser::act(state, open, action),
        (Overlay::Help { page, .. }, Action::NextPage | Action::Right) => help::turn(state, 1, page),
        (Overlay::Help { page, .. }, Action::PreviousPage | Action::Left) => help::turn(state, -1, page),
        (_, Action::Open | Action::Back)
        | (Overlay::Account { .. }, Action::Account)
        | (Overlay::Help { .. }, Action::Help) => {
            state.view.overlay = state.view.covered.pop().unwrap_or_default();
        }
        _ => return None,
    }
    Some(Outcome::default())
}

/// The command of a key that means something else in the open overlay than everywhere.
pub(crate) fn typed(state: &State, key: Key, action: Option<Action>) -> Option<Command> {
    match state.view.overlay {
        Overlay::Help { .. } => help::typed(state, key),
        Overlay::Chooser(Chooser { choice: Choice::Order, .. }) => chooser::typed(state, key, action),
        _ => None,
    }
}

/// Hides hints whose key means something else in the overlay.
pub(crate) fn hide_taken_keys(state: &State, overlay: Overlay, offers: &mut Offers) {
    if overlay != Overlay::None {
        offers.hide_hints(|action| {
            let shown = state.keymap.keys_of(action).next();
            shown.is_some_and(|key| typed(state, key, Some(action)).is_some())
        });
    }
}

/// Moves or scrolls the open overlay by `by` rows; `false` if there is none.
pub(crate) fn by(state: &mut State, by: isize) -> bool {
    let end = state.extents.scroll_end;
    match &mut state.view.overlay {
        Overlay::Help { scroll, .. } | Overlay::Account { scroll } => {
            *scroll = scroll::scrolled_by(*scroll, by, end);
        }
        Overlay::Chooser(open) => {
            let open = *open;
            chooser::by(state, by, open);
        }
        _ => return false,
    }
    true
}
