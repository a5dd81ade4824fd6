//! The help: scrollable sections.

use strum::IntoEnumIterator as _;

use crate::{
    app::{
        Command, Key, State,
        offer::Offers,
        view::{HelpPage, Overlay},
    },
    domain::{Action, action::Label},
};

/// The sections. The wallboard has one key for each thing that can be done, and nothing to filter.
pub fn sections(state: &State) -> Vec<HelpPage> {
    let is_wall = state.wall.is_some();
    let is_here = |page: &HelpPage| !is_wall || !matches!(page, HelpPage::Keys | HelpPage::Filters);
    HelpPage::iter().filter(is_here).collect()
}

pub(super) fn offers(offers: &mut Offers) {
    offers.hint_as(Action::NextPage, Label::Sections);
    offers.hint(Action::Account);
    offers.also(&[Action::PreviousPage, Action::Left, Action::Right]);
}

/// Turns by `by` sections, cyclically.
pub(super) fn turn(state: &mut State, by: isize, open: HelpPage) {
    let sections = sections(state);
    let at = sections.iter().position(|one| *one == open).unwrap_or(0);
    let length = isize::try_from(sections.len()).unwrap_or(1).max(1);
    let to = at.saturating_add_signed(by.rem_euclid(length)).checked_rem(sections.len());
    show(state, to.and_then(|to| sections.get(to)).copied().unwrap_or_default());
}

/// Opens a section at its top.
pub(crate) fn show(state: &mut State, page: HelpPage) {
    state.view.open_over(Overlay::Help { page, scroll: 0 });
}

/// The section that a digit opens.
pub(super) fn typed(state: &State, key: Key) -> Option<Command> {
    let digit = key.typed()?.to_digit(10)?;
    let position = usize::try_from(digit).ok()?.checked_sub(1)?;
    sections(state).get(position).copied().map(Command::Help)
}
