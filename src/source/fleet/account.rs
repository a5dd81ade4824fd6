//! One account of a fleet as a snapshot: its models, balance and feeds, from the metrics of its poller.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::rows::instant;
use crate::{
    domain::{Balance, Feed, FeedName, Model, ModelName, Quota, Snapshot, SourceKind, fleet::AccountName},
    source::prometheus::{Found, Series},
};

/// The account as read at `at`. Status and next call are not taken over: they follow from the rest.
pub(super) fn snapshot(name: &AccountName, found: &Found, at: DateTime<Utc>) -> Snapshot {
    let mut snapshot = Snapshot::empty(at);
    snapshot.profile = Some(name.profile.to_string());
    snapshot.source = Some(SourceKind::Prometheus);
    let mut balance = Balance::default();
    for series in &found.series {
        let Some(value) = series.last() else { continue };
        match series.label("__name__").unwrap_or_default() {
            "quotatop_feed_last_success_timestamp_seconds" => {
                if let Some(feed) = series.label("feed").and_then(|feed| feed.parse::<FeedName>().ok()) {
                    let known: &mut Feed = snapshot.feed_mut(feed);
                    known.fetched_at = known.fetched_at.max(instant(value));
                }
            }
            "quotatop_account_available" => {
                balance.available = Some(value.decimal());
                balance.currency = series.label("currency").map(str::to_owned);
            }
            _ => {
                snapshot.site = snapshot.site.or_else(|| series.label("site")?.parse().ok());
                snapshot.region = snapshot.region.or_else(|| series.label("region")?.parse().ok());
            }
        }
    }
    snapshot.balance = balance.available.is_some().then_some(balance);
    // Figures of which nobody says when they were read prove nothing.
    let read_at = snapshot.feed(FeedName::Quotas).fetched_at.unwrap_or(DateTime::UNIX_EPOCH);
    snapshot.models = models(found, read_at).into();
    snapshot
}

/// Ordered by name.
fn models(found: &Found, read_at: DateTime<Utc>) -> Vec<Model> {
    let mut models: BTreeMap<ModelName, Model> = BTreeMap::new();
    for series in &found.series {
        let Some(name) = series.label("model") else { continue };
        let name = ModelName::from(name);
        let model = models.entry(name.clone()).or_insert_with(|| unread(name, series));
        take(model, series, read_at);
    }
    models.into_values().collect()
}

fn unread(name: ModelName, series: &Series) -> Model {
    let mut model = Model::named(name);
    model.kind = series.label("kind").and_then(|kind| kind.parse().ok()).unwrap_or(model.kind);
    model.unit = series.label("unit").and_then(|unit| unit.parse().ok()).unwrap_or(model.unit);
    model
}

fn take(model: &mut Model, series: &Series, read_at: DateTime<Utc>) {
    let Some(value) = series.last() else { return };
    let metric = series.label("__name__").unwrap_or_default();
    if metric == "quotatop_free_quota_only" {
        model.take_switch(Some(value.is_positive()), read_at);
        return;
    }
    let quota = || Quota {
        total: None,
        remaining: None,
        expires_at: None,
        // The exporter has figures only of quotas that are valid.
        quota_status: Some("VALID".into()),
        read_at,
    };
    match metric {
        "quotatop_free_quota_total" => model.quota.get_or_insert_with(quota).total = Some(value),
        "quotatop_free_quota_remaining" => model.quota.get_or_insert_with(quota).remaining = Some(value),
        "quotatop_free_quota_expires_timestamp_seconds" => {
            model.quota.get_or_insert_with(quota).expires_at = instant(value);
        }
        _ => {}
    }
}
