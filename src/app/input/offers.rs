//! What the user can do in the current context: the one list behind hints, palette and help.

use crate::{
    app::{
        State,
        input::clipboard,
        offer::Offers,
        overlays::{self, turning},
        pages,
        view::Overlay,
    },
    domain::{Action, Now, action::Label},
};

/// All available actions, in the order of the hints.
pub fn offers(state: &State, now: Now) -> Offers {
    let mut offers = Offers::default();
    if let Some(turning) = state.dialog() {
        turning::offers(state, turning, &mut offers);
        return offers;
    }
    overlays::offers(state, &mut offers);
    offers_below(state, state.view.overlay, now, offers)
}

/// The actions of the open page, as if nothing covered it.
pub fn offers_of_page(state: &State, now: Now) -> Offers {
    offers_below(state, Overlay::None, now, Offers::default())
}

fn offers_below(state: &State, overlay: Overlay, now: Now, mut offers: Offers) -> Offers {
    pages::offers(state, overlay, now, &mut offers);
    everywhere(state, overlay, &mut offers);
    overlays::hide_taken_keys(state, overlay, &mut offers);
    pages::wall::restrict(state, &mut offers);
    offers
}

/// Actions available on every page.
fn everywhere(state: &State, overlay: Overlay, offers: &mut Offers) {
    if state.has_several() {
        if overlay == Overlay::None {
            offers.hint(Action::Profiles);
        }
        offers.also(&[Action::Profiles, Action::NextProfile, Action::PreviousProfile]);
    }
    if !state.offline {
        offers.hint(Action::Refresh);
    }
    let under_cursor =
        if overlay == Overlay::None { pages::under_cursor(state) } else { clipboard::under_cursor(state) };
    if under_cursor.is_some() {
        offers.hint(Action::Copy);
    }
    if clipboard::copies_payment_link(state) {
        offers.hint_as(Action::CopyRemedy, Label::PaymentLink);
    }
    if clipboard::remedy(state).is_some() {
        if !offers.contains(Action::Copy) {
            offers.hint(Action::CopyRemedy);
        }
        offers.also(&[Action::Copy, Action::CopyRemedy]);
    }
    offers.hint(Action::Palette);
    offers.hint(Action::Help);
    if overlay == Overlay::None && !pages::is_peeking(state) {
        offers.hint(Action::Quit);
    } else if state.keymap.has_own_key(Action::Quit) {
        offers.hint_as(Action::Quit, Label::Close);
    } else {
        // Its fixed key quits the program.
        offers.hint_as(Action::Back, Label::Close);
    }
    if state.pages().nth(1).is_some() {
        offers.also(&[Action::NextPage, Action::PreviousPage]);
    }
    offers.also(&pages::reachable(state));
    if overlay != Overlay::None {
        offers.also(&[Action::Open, Action::Back]);
    }
    offers.also(&[Action::Account, Action::Theme, Action::Suspend]);
}
