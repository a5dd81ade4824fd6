//! What is open: the page, and what lies over it.

use super::alerts;
use crate::{
    app::{
        State,
        input::filter,
        layout::has_whole_detail,
        overlays::profiles,
        view::{HelpPage, Overlay, Page},
    },
    domain::Now,
};

/// Opens the detail as a page, where not all of it stands beside the list; closes what is open.
pub(crate) fn open(state: &mut State) {
    let can_open = state.cursor().is_some() && !has_whole_detail(state);
    state.view.overlay = match state.view.overlay {
        Overlay::None if can_open => Overlay::Detail,
        _ => Overlay::None,
    };
}

pub(crate) fn back(state: &mut State, now: Now) {
    if state.view.overlay == Overlay::None {
        filter::clear(state, now);
    }
    state.view.overlay = Overlay::None;
}

pub(crate) fn toggle(state: &mut State, overlay: Overlay) {
    state.view.overlay = if state.view.overlay == overlay { Overlay::None } else { overlay };
}

pub(crate) fn toggle_help(state: &mut State) {
    state.view.overlay = match state.view.overlay {
        Overlay::Help { .. } => Overlay::None,
        _ => Overlay::Help { page: HelpPage::Keys, scroll: 0 },
    };
}

/// Opens the page so many further on; behind the last stands the first.
pub(crate) fn turn_page(state: &mut State, by: isize, now: Now) {
    let pages: Vec<Page> = state.pages().collect();
    let at = pages.iter().position(|page| *page == state.view.page).unwrap_or(0);
    let length = isize::try_from(pages.len()).unwrap_or(1).max(1);
    let to = at.saturating_add_signed(by.rem_euclid(length)).checked_rem(pages.len());
    if let Some(page) = to.and_then(|to| pages.get(to)) {
        show(state, *page, now);
    }
}

/// Opens a page as it was left.
pub(crate) fn show(state: &mut State, page: Page, now: Now) {
    let is_there = state.pages().any(|one| one == page);
    state.view.overlay = Overlay::None;
    state.view.typing = false;
    if is_there {
        state.view.page = page;
        alerts::opened(state);
        profiles::opened(state, now);
    }
}

pub(crate) const fn is_help(state: &State) -> bool {
    matches!(state.view.overlay, Overlay::Help { .. })
}

pub(crate) fn turn_help(state: &mut State) {
    if let Overlay::Help { page, .. } = state.view.overlay {
        state.view.overlay = Overlay::Help { page: page.other(), scroll: 0 };
    }
}
