//! Finds what has to be seen first.

use chrono::{DateTime, Utc};

use super::super::{
    content::Alarm,
    health::{Health, fleet_health, health},
};
use crate::{
    app::{Profile, ProfileId, State},
    domain::{FeedName, fleet::Urgency},
};

/// Most severe first.
pub(super) fn alarms(state: &State, is_billed: bool, now: DateTime<Utc>) -> impl Iterator<Item = Alarm> {
    let is_of_fleet = state.is_wall_of_accounts();
    let owes = move |(_, profile): &(ProfileId, &Profile)| !is_of_fleet && profile.is_overdue();
    let overdue = state.profiles().filter(owes).map(|(id, _)| Alarm::Overdue(id));
    let of = move |urgency| {
        (is_of_fleet && state.accounts.ranked().any(|ranked| ranked.urgency == urgency))
            .then_some(Alarm::Accounts(urgency))
    };
    let accounts = [Urgency::Overdue, Urgency::Billed].into_iter().filter_map(of);
    overdue
        .chain(is_billed.then_some(Alarm::Billed))
        .chain(accounts)
        .chain(unread(state, now))
        .chain(of(Urgency::Old))
}

/// Bills are always a day late: the state of their feed is shown in the foot instead.
fn unread(state: &State, now: DateTime<Utc>) -> impl Iterator<Item = Alarm> {
    let is_bad = |health: &Health| matches!(health, Health::Stale(_) | Health::Failed);
    state.profiles().flat_map(move |(id, profile)| {
        let fleet = profile.is_fleet().then(|| fleet_health(profile, state.offline, now));
        let fleet = fleet.filter(is_bad).map(|health| Alarm::FleetUnread(id, health));
        let feeds = FeedName::OF_SNAPSHOT.into_iter().filter_map(move |feed| {
            let health = health(profile, feed, state.offline, now);
            is_bad(&health).then_some(Alarm::Unhealthy(id, feed, health))
        });
        fleet.into_iter().chain(feeds)
    })
}
