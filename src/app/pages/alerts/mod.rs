//! The Alerts page: active alerts, muted models, and the log.

mod act;
mod cursor;
pub mod entries;
mod feed;
mod offers;
mod regions;
mod target;

pub(crate) use act::{act, opened};
pub(crate) use cursor::{click_alert, click_event, scroll_to_cursor, wheel};
pub(crate) use feed::{changed, due, evaluation_ended, log_read};
pub(crate) use offers::offers;
pub use offers::undoes;
pub use regions::Regions;
pub(crate) use regions::regions;

use crate::{
    app::{State, account::alerts::Entry, copied::Copied},
    domain::{
        Now,
        alert::{Episode, Facts, Rule},
    },
};

/// The selected alert or the name of the selected muted model, for copying.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    state.alerts_entry().map(|(_, entry)| match entry {
        Entry::Active(episode) => Copied::Alert(Box::new(episode.clone())),
        Entry::Muted(model) => Copied::Model(model.clone()),
    })
}

/// The command or URL that fixes what the selected alert is about.
pub(crate) fn remedy(state: &State) -> Option<String> {
    let (id, entry) = state.alerts_entry()?;
    let Entry::Active(alert) = entry else { return None };
    state.profile_at(id)?.remedy_of(alert)
}

/// Whether the page shows a countdown with seconds.
pub(crate) fn shows_seconds(state: &State, now: Now) -> bool {
    let counts = |episode: &Episode| {
        let Facts::Quota(facts) = &episode.facts else { return false };
        let shows = |at| crate::app::countdown::shows_seconds(at, now.utc);
        episode.rule == Rule::Expiring && facts.expires_at.is_some_and(shows)
    };
    state.shown().flat_map(|(_, profile)| profile.alerts.active()).any(counts)
}
