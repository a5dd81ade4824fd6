//! Accounts for the tests of what is printed of them.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{Profile, State, account::schedule::Schedule},
    domain::{Balance, FeedName, Kind, Model, Now, Quota, SourceKind, Thresholds, Unit},
};

/// The time of the tests.
pub(super) fn now() -> DateTime<Utc> {
    "2026-11-22T06:12:07Z".parse().unwrap()
}

/// A text model that bills once its quota is used up, and expires in 30 days.
pub(super) fn model(name: &str, total: &str, remaining: &str) -> Model {
    let quota = Quota {
        total: total.parse().ok(),
        remaining: remaining.parse().ok(),
        expires_at: Some(now() + TimeDelta::days(30)),
        quota_status: Some("VALID".into()),
        read_at: now(),
    };
    let (kind, unit) = (Kind::Text, Unit::Tokens);
    Model { kind, unit, quota: Some(quota), free_quota_only: Some(false), ..Model::named(name.into()) }
}

/// An account whose quotas and balance were read `minutes` ago.
pub(super) fn account(mut models: Vec<Model>, available: Option<&str>, minutes: i64) -> Box<State> {
    let read_at = now() - TimeDelta::minutes(minutes);
    let started = Now { utc: now(), monotonic: Duration::ZERO };
    let refresh = Duration::from_mins(1);
    let mut profile = Profile::new("default", SourceKind::Snapshot, refresh, Schedule::new(0, true), started);
    models.iter_mut().filter_map(|model| model.quota.as_mut()).for_each(|quota| quota.read_at = read_at);
    models.sort_by(|one, other| one.name.cmp(&other.name));
    profile.snapshot.models = models.into();
    profile.snapshot.feed_mut(FeedName::Quotas).fetched_at = Some(read_at);
    if let Some(available) = available {
        let available = available.parse().ok();
        profile.snapshot.balance =
            Some(Balance { available, currency: Some("USD".into()), ..Balance::default() });
        profile.snapshot.feed_mut(FeedName::Account).fetched_at = Some(read_at);
    }
    Box::new(State::new(profile, Thresholds::default(), started))
}
