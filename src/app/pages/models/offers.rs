//! Available actions of the Models page.

use super::{
    marking,
    regions::{can_peek, has_whole_detail},
};
use crate::{
    app::{State, offer::Offers, overlays::turning::proposals, view::Overlay},
    domain::{Action, Now, action::Label},
};

pub(crate) fn offers(state: &State, overlay: Overlay, now: Now, offers: &mut Offers) {
    let can_turn = || state.turning.is_some() || proposals::exist(state, now.utc);
    let can_turn = matches!(overlay, Overlay::None | Overlay::Detail) && can_turn();
    match overlay {
        Overlay::None => list(state, can_turn, offers),
        Overlay::Detail => {
            offers.movement(Label::Move);
            offers.hint(Action::Account);
        }
        _ => {}
    }
    if can_turn {
        offers.also(&[Action::FreeQuotaOnly]);
    }
    // These also work in overlays.
    if state.models() > 0 {
        offers.also(&[Action::Filter]);
    }
    if state.view.selected.is_some() && state.has_bills() {
        offers.also(&[Action::Counterpart]);
    }
    offers.also(&[Action::Columns]);
}

fn list(state: &State, can_turn: bool, offers: &mut Offers) {
    let view = &state.view;
    if !state.list.is_empty() {
        offers.movement(Label::Move);
        if !has_whole_detail(state) {
            offers.hint(Action::Open);
        }
        if can_peek(state) {
            offers.also(&[Action::Peek]);
        }
    }
    let has_marks = marking::count(state) > 0;
    if has_marks && can_turn {
        offers.hint(Action::FreeQuotaOnly);
    }
    if !view.filter.is_empty() {
        offers.hint_as(Action::Back, Label::Clear);
    } else if has_marks {
        offers.hint_as(Action::Back, Label::ClearMarks);
    }
    if marking::can_mark(state) {
        offers.also(&[Action::Mark]);
    }
    let has_models = state.models() > 0;
    if has_models {
        offers.hint(Action::Filter);
        offers.hint(Action::Sort);
        offers.also(&[Action::Reverse]);
    }
    if state.pages().nth(1).is_some() {
        offers.hint(Action::NextPage);
    }
    if has_models {
        offers.hint(Action::Account);
    }
    let selected = view.selected.as_ref();
    if selected.is_some_and(|name| state.profile().bills.costs.of(name).is_some()) {
        offers.hint_as(Action::Counterpart, Label::Bill);
    }
    if view.filter.is_empty() {
        if view.unfolded {
            offers.hint_as(Action::Untouched, Label::Fold);
        } else if state.list.folded.models > 0 {
            offers.also(&[Action::Untouched]);
        }
    }
    if state.is_first_run() {
        offers.hint(Action::Demo);
    }
}
