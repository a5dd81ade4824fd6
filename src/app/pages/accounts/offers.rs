//! Available actions of the Accounts page.

use crate::{
    app::{State, offer::Offers, view::Overlay},
    domain::{Action, action::Label},
};

/// Whether there is anything to filter.
pub(crate) fn has_filter(state: &State) -> bool {
    !state.accounts.all.is_empty()
}

pub(crate) fn offers(state: &State, overlay: Overlay, offers: &mut Offers) {
    if overlay == Overlay::None {
        if !state.accounts.is_empty() {
            offers.movement(Label::Move);
            offers.hint(Action::Open);
        }
        if !state.view.accounts.filter.is_empty() {
            offers.hint_as(Action::Back, Label::Clear);
        }
        offers.hint(Action::Filter);
        offers.hint(Action::NextPage);
        offers.hint(Action::Account);
    }
    if has_filter(state) {
        offers.also(&[Action::Filter]);
    }
}
