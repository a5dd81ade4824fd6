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
pub(crate) use feed::{changed, deliveries_read, due, evaluation_ended, log_read, read_deliveries};
pub(crate) use offers::offers;
pub use offers::undoes;
pub use regions::Regions;
pub(crate) use regions::regions;

use crate::{
    app::{
        Area, State,
        account::alerts::{AlertRow, Entry},
        copied::Copied,
        countdown::shows_seconds,
    },
    domain::{
        Now,
        alert::{Facts, Rule},
    },
};

/// The alerts of the selected row or the name of the selected muted model, for copying.
pub(crate) fn under_cursor(state: &State) -> Option<Copied> {
    state.alerts_entry().map(|(_, entry)| match entry {
        Entry::Active(row) => Copied::Alerts(row.alerts().cloned().collect()),
        Entry::Muted(model) => Copied::Model(model.clone()),
    })
}

/// The command or URL that fixes what the selected row is about: the first of its alerts that has one.
pub(crate) fn remedy(state: &State) -> Option<String> {
    let (id, entry) = state.alerts_entry()?;
    let Entry::Active(row) = entry else { return None };
    let profile = state.profile_at(id)?;
    row.alerts().find_map(|alert| profile.remedy_of(alert))
}

/// The list and the detail, if a row that expires soon counts down in seconds.
pub(crate) fn ticking(state: &State, regions: &Regions, now: Now) -> Vec<Area> {
    let counts = state.shown().any(|(_, profile)| {
        let mut alerts = profile.alerts.rows().iter().flat_map(AlertRow::alerts);
        alerts.any(|alert| {
            let Facts::Quota(facts) = profile.facts_now(alert) else { return false };
            let shows = |at| shows_seconds(at, now.utc);
            alert.rule == Rule::Expiring && facts.expires_at.is_some_and(shows)
        })
    });
    if counts { vec![regions.rows, regions.detail] } else { Vec::new() }
}
