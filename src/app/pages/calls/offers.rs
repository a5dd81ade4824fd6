//! Available actions of the Calls page.

use super::act::has_counterpart;
use crate::{
    app::{State, offer::Offers, view::Overlay},
    domain::{Action, action::Label},
};

/// Whether there is anything to search, or a search to change.
pub(crate) fn has_filter(state: &State) -> bool {
    !state.profile().calls.report.groups.is_empty() || !state.view.calls.query.search.is_empty()
}

pub(crate) fn offers(state: &State, overlay: Overlay, offers: &mut Offers) {
    let has_groups = state.calls_group().is_some();
    match overlay {
        Overlay::None | Overlay::Calls if state.view.calls.step.is_some() => {
            offers.hint_as(Action::Left, Label::Time);
            offers.also(&[Action::Right, Action::First, Action::Last]);
            offers.movement(Label::Move);
            offers.hint_as(Action::Back, Label::Groups);
            offers.also(&[Action::Open, Action::Group]);
        }
        Overlay::None => {
            if has_groups {
                offers.movement(Label::Move);
                if state.profile().calls.report.totals.series.is_some() {
                    offers.hint_as(Action::Open, Label::Chart);
                }
            }
            if !state.view.calls.query.search.is_empty() {
                offers.hint_as(Action::Back, Label::Clear);
            }
            offers.hint_as(Action::Left, Label::Range);
            offers.also(&[Action::Right]);
            if has_groups {
                offers.hint(Action::Group);
                offers.hint_as(Action::Filter, Label::Search);
                offers.hint(Action::Sort);
                offers.also(&[Action::Reverse]);
            }
            offers.hint(Action::NextPage);
        }
        Overlay::Calls => offers.hint_as(Action::Back, Label::Groups),
        _ => {}
    }
    if has_filter(state) {
        offers.also(&[Action::Filter]);
    }
    if has_counterpart(state) {
        offers.hint_as(Action::Counterpart, Label::Bill);
    }
}
