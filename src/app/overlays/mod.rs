//! Overlays available on any page: help, account, choosers, the palette. Overlays of one page live with that
//! page.

pub mod columns;
pub mod help;
pub mod palette;
pub mod profiles;

use super::{Regions, State, offer::Offers, outcome::Outcome, scroll, view::Overlay};
use crate::domain::{Action, Now, action::Label};

/// Whether one of these covers the page.
pub(crate) const fn covers(state: &State) -> bool {
    matches!(
        state.view.overlay,
        Overlay::Help { .. } | Overlay::Account | Overlay::Columns { .. } | Overlay::Profiles { .. }
    )
}

/// Adds the actions of the open overlay.
pub(crate) fn offers(state: &State, offers: &mut Offers) {
    match state.view.overlay {
        Overlay::Help { .. } => help::offers(state, offers),
        Overlay::Columns { .. } => {
            offers.movement(Label::Move);
            offers.hint_as(Action::Open, Label::ShowOrHide);
        }
        Overlay::Profiles { .. } => {
            offers.movement(Label::Move);
            offers.hint_as(Action::Open, Label::Choose);
        }
        _ => {}
    }
}

/// Performs `action` on the open overlay; `None` if there is none or it leaves the action to its global
/// meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if !covers(state) {
        return None;
    }
    if let Some(by) = scroll::rows(action, regions.overlay.height) {
        self::by(state, by);
        return Some(Outcome::default());
    }
    match (state.view.overlay, action) {
        (Overlay::Columns { cursor }, Action::Open) => columns::toggle_at(state, cursor),
        (Overlay::Profiles { cursor }, Action::Open) => profiles::choose(state, cursor, now),
        (
            Overlay::Help { page, .. },
            Action::NextPage | Action::PreviousPage | Action::Left | Action::Right,
        ) => state.view.overlay = Overlay::Help { page: page.other(), scroll: 0 },
        (_, Action::Open | Action::Back)
        | (Overlay::Columns { .. }, Action::Columns)
        | (Overlay::Profiles { .. }, Action::Profiles)
        | (Overlay::Account, Action::Account)
        | (Overlay::Help { .. }, Action::Help) => state.view.overlay = Overlay::None,
        _ => return None,
    }
    Some(Outcome::default())
}

/// Moves or scrolls the open overlay by `by` rows; `false` if there is none.
pub(crate) fn by(state: &mut State, by: isize) -> bool {
    match state.view.overlay {
        Overlay::Help { page, scroll } => help::by(state, by, (page, scroll)),
        Overlay::Columns { cursor } => columns::by(state, by, cursor),
        Overlay::Profiles { cursor } => profiles::by(state, by, cursor),
        Overlay::Account => {}
        _ => return false,
    }
    true
}
