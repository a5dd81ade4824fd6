//! Available actions of the Bills page.

use super::{act::calls, regions::can_peek};
use crate::{
    app::{State, offer::Offers, view::Overlay},
    domain::{Action, action::Label, bill::Grouping},
};

pub(crate) fn offers(state: &State, overlay: Overlay, offers: &mut Offers) {
    match overlay {
        Overlay::None if state.view.bills.line.is_some() => {
            among_lines(state, offers);
            offers.also(&[Action::Left, Action::Right]);
            if can_peek(state) {
                offers.also(&[Action::Peek]);
            }
            if has_groups(state) {
                offers.also(&[Action::Group, Action::Sort, Action::Reverse]);
            }
        }
        Overlay::None => among_groups(state, offers),
        Overlay::Lines => among_lines(state, offers),
        Overlay::Line { .. } if state.extents.scroll_end > 0 => offers.movement(Label::Scroll),
        _ => {}
    }
    // These also work in overlays.
    offers.also(&[Action::Product]);
    if has_groups(state) || is_searched(state) {
        offers.also(&[Action::Filter]);
    }
    if has_model(state) || calls(state).is_some() {
        offers.also(&[Action::Counterpart]);
    }
}

fn among_groups(state: &State, offers: &mut Offers) {
    if has_groups(state) {
        offers.movement(Label::Move);
        offers.hint_as(Action::Open, Label::Lines);
        if can_peek(state) {
            offers.also(&[Action::Peek]);
        }
    }
    if is_searched(state) {
        offers.hint_as(Action::Back, Label::Clear);
    }
    offers.hint_as(Action::Left, Label::Cycle);
    offers.also(&[Action::Right]);
    offers.hint(Action::Product);
    if has_groups(state) {
        offers.hint(Action::Group);
        offers.hint_as(Action::Filter, Label::Search);
        offers.hint(Action::Sort);
        offers.also(&[Action::Reverse]);
        counterpart(state, offers);
    }
    offers.hint(Action::NextPage);
}

fn among_lines(state: &State, offers: &mut Offers) {
    offers.movement(Label::Move);
    offers.hint_as(Action::Open, Label::Fields);
    offers.hint_as(Action::Back, Label::Groups);
    counterpart(state, offers);
}

/// Offers what the selected group leads to.
fn counterpart(state: &State, offers: &mut Offers) {
    if calls(state).is_some() {
        offers.hint_as(Action::Counterpart, Label::Calls);
    } else if has_model(state) {
        offers.hint_as(Action::Counterpart, Label::Model);
    }
}

fn has_groups(state: &State) -> bool {
    state.bills_group().is_some()
}

fn is_searched(state: &State) -> bool {
    !state.view.bills.query.search.is_empty()
}

/// Whether the selected group may lead to a model of the list; only when grouped by model this is certain.
fn has_model(state: &State) -> bool {
    let is_listed = |key: &str| state.profile().billed_model(key).is_some();
    match (state.bills_group(), state.view.bills.query.grouping) {
        (None, _) | (_, Grouping::ApiKey) => false,
        (Some(group), Grouping::Model) => is_listed(&group.key),
        (Some(_), _) => true,
    }
}
