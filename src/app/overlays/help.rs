//! The help: two scrollable pages.

use crate::{
    app::{
        State,
        offer::Offers,
        view::{HelpPage, Overlay},
    },
    domain::{Action, action::Label},
};

pub(super) fn offers(state: &State, offers: &mut Offers) {
    if state.extents.scroll_end > 0 {
        offers.movement(Label::Scroll);
    }
    offers.hint_as(Action::NextPage, Label::Sections);
    offers.hint(Action::Account);
    offers.also(&[Action::PreviousPage, Action::Left, Action::Right]);
}

/// Scrolls by up to `by` lines.
pub(super) fn by(state: &mut State, by: isize, (page, scroll): (HelpPage, u16)) {
    let end = state.extents.scroll_end;
    // The screen may have grown since it was scrolled.
    let moved = usize::from(scroll.min(end)).saturating_add_signed(by);
    let scroll = u16::try_from(moved).unwrap_or(u16::MAX).min(end);
    state.view.overlay = Overlay::Help { page, scroll };
}
