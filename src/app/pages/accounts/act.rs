//! Actions of the Accounts page.

use super::{cursor, regions::Regions};
use crate::{
    app::{AccountId, Command, State, copied::Copied, outcome::Outcome, scroll, view::Overlay},
    domain::{Action, FeedName, Now, Site},
};

/// Performs `action`; `None` leaves it to its global meaning.
pub(crate) fn act(state: &mut State, regions: &Regions, action: Action, now: Now) -> Option<Outcome> {
    if state.view.overlay != Overlay::None {
        return None;
    }
    if let Some(by) = scroll::rows(action, regions.rows.height) {
        cursor::by(state, by, now);
        return Some(Outcome::default());
    }
    let selected = state.accounts_selected();
    match action {
        Action::Open => Some(selected.map(Command::OpenAccount).map_or_else(Outcome::default, Outcome::from)),
        // That of the profile in focus is opened as everywhere.
        Action::Account => {
            let other = selected.filter(|id| id.profile != state.current())?;
            Some(Command::Account(other.profile).into())
        }
        Action::Back => {
            clear_filter(state);
            Some(Outcome::default())
        }
        _ => None,
    }
}

fn clear_filter(state: &mut State) {
    if !state.view.accounts.filter.is_empty() {
        state.view.accounts.filter.clear();
        filter_changed(state);
    }
}

pub(crate) fn filter_changed(state: &mut State) {
    state.accounts.filter(&state.view.accounts.filter);
}

/// The page was opened: what time alone has changed is judged again.
pub(crate) fn opened(state: &mut State, now: Now) {
    state.list_accounts(now, false);
}

/// The name of the account under the cursor, for copying.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    let listed = state.accounts.get(state.accounts_cursor()?)?;
    Some(Copied::Account(listed.account.row.name.clone()))
}

/// The fix for what is wrong with the account under the cursor.
pub(crate) fn remedy(state: &State) -> Option<String> {
    let AccountId { profile, .. } = state.accounts_selected()?;
    let snapshot = &state.profile_at(profile)?.snapshot;
    let site = snapshot.site.unwrap_or(Site::International);
    [FeedName::Quotas, FeedName::Account].into_iter().find_map(|feed| {
        let failure = snapshot.feed(feed).failure.as_ref()?;
        failure.cause.remedy(site).map(String::from)
    })
}
