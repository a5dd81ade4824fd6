//! Which actions do something here and now: the palette offers no others.

use super::clipboard;
use crate::{
    app::{
        Action, State,
        account::alerts::Entry,
        layout::{covers_the_list, has_whole_detail},
        view::{Overlay, Page},
    },
    domain::ModelName,
};

/// Whether `action` would do anything now.
pub fn is_possible(state: &State, action: Action) -> bool {
    let view = &state.view;
    let (is_covered, is_help) = (covers_the_list(view), matches!(view.overlay, Overlay::Help { .. }));
    let has_others = || state.pages().nth(1).is_some();
    match action {
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            moves(state)
        }
        Action::Open => opens(state),
        Action::Back => {
            is_covered || view.bills.line.is_some() && view.page == Page::Bills || has_filter(state)
        }
        Action::NextPage | Action::PreviousPage => is_help || has_others(),
        Action::ModelsPage => leads(state, Page::Models),
        Action::BillsPage => leads(state, Page::Bills),
        Action::AlertsPage => leads(state, Page::Alerts),
        Action::Left | Action::Right => is_help || view.page == Page::Bills && !is_covered,
        Action::Filter => match view.page {
            Page::Models => state.models() > 0,
            Page::Bills => has_groups(state) || has_filter(state),
            Page::Alerts => false,
        },
        Action::Sort | Action::Reverse if is_covered => false,
        Action::Sort | Action::Reverse => match view.page {
            Page::Models => !state.list.is_empty(),
            Page::Bills => has_groups(state),
            Page::Alerts => false,
        },
        Action::Untouched => {
            let folds = state.list.folded.models > 0 || view.unfolded;
            view.page == Page::Models && !is_covered && folds && view.filter.is_empty()
        }
        Action::Group => view.page == Page::Bills && !is_covered && has_groups(state),
        Action::Product => view.page == Page::Bills,
        Action::Counterpart => has_counterpart(state),
        Action::Acknowledge | Action::Snooze => matches!(entry(state), Some(Entry::Active(_))),
        Action::Mute => entry(state).is_some_and(|entry| entry.id().1.model().is_some()),
        Action::Columns => view.page == Page::Models,
        Action::Profiles | Action::NextProfile | Action::PreviousProfile => state.has_several(),
        Action::Hold => state.wall.is_some(),
        Action::Copy => clipboard::copied(state).is_some(),
        Action::CopyRemedy => clipboard::remedy(state).is_some(),
        Action::Refresh => !state.offline,
        Action::Demo => state.is_first_run() && view.page == Page::Models && !is_covered,
        Action::Theme | Action::Palette | Action::Account | Action::Help | Action::Suspend | Action::Quit => {
            true
        }
    }
}

fn moves(state: &State) -> bool {
    match (state.view.overlay, state.view.page) {
        (Overlay::Account, _) => false,
        (Overlay::Help { .. } | Overlay::Line { .. }, _) => state.extents.scroll_end > 0,
        (Overlay::Products { .. } | Overlay::Columns { .. } | Overlay::Profiles { .. }, _) => true,
        (_, Page::Models) => state.cursor().is_some(),
        (_, Page::Bills) => has_groups(state),
        (_, Page::Alerts) => {
            let alerts = &state.profile().alerts;
            alerts.length() > 0 || !alerts.log().is_empty()
        }
    }
}

fn opens(state: &State) -> bool {
    covers_the_list(&state.view)
        || match state.view.page {
            Page::Models => state.cursor().is_some() && !has_whole_detail(state),
            Page::Bills => has_groups(state),
            Page::Alerts => entry(state).is_some(),
        }
}

/// Whether the page is there, and not the one that is seen.
fn leads(state: &State, page: Page) -> bool {
    (state.view.page != page || covers_the_list(&state.view)) && state.pages().any(|one| one == page)
}

fn has_counterpart(state: &State) -> bool {
    match state.view.page {
        Page::Models => state.view.selected.is_some() && state.pages().any(|page| page == Page::Bills),
        Page::Bills => {
            let is_listed = |key: &str| state.profile().model(&ModelName::from(key)).is_some();
            let is_by_model = state.view.bills.query.grouping == crate::domain::bill::Grouping::Model;
            state.bills_group().is_some_and(|group| !is_by_model || is_listed(&group.key))
        }
        Page::Alerts => entry(state).is_some(),
    }
}

fn has_groups(state: &State) -> bool {
    state.bills_group().is_some()
}

fn has_filter(state: &State) -> bool {
    match state.view.page {
        Page::Models => !state.view.filter_text.is_empty(),
        Page::Bills => !state.view.bills.query.search.is_empty(),
        Page::Alerts => false,
    }
}

/// What the cursor on the page of the alerts is on, where that is seen.
fn entry(state: &State) -> Option<Entry<'_>> {
    let is_seen = state.view.page == Page::Alerts && !covers_the_list(&state.view);
    state.alerts_entry().filter(|_| is_seen).map(|(_, entry)| entry)
}
