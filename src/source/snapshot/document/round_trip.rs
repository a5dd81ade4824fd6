//! What is written can be read: the same list, feed states and bytes, for arbitrary snapshots.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{collection::vec, option, prelude::*};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::{Judging, Parts, read, reading::is_stated, write};
use crate::domain::{
    Balance, Cause, Failure, FailureKind, Feed, FeedName, Kind, Model, ModelName, Quantity, Quota, Region,
    Site, Snapshot, SourceKind, Thresholds, Unit,
};

const REFRESH: Duration = Duration::from_mins(1);

fn now() -> DateTime<Utc> {
    "2026-11-22T06:12:07Z".parse().unwrap()
}

fn describe(cause: &Cause) -> (String, String) {
    match cause {
        Cause::Reported { message, remedy, .. } => (message.clone(), remedy.clone()),
        Cause::NoLogin { .. } => (String::new(), String::new()),
        other => (format!("{other:?}"), "do \"this\"\n".into()),
    }
}

pub(super) fn written(snapshot: &Snapshot, parts: Parts) -> String {
    let shown: Vec<&Model> = snapshot.models.iter().collect();
    let thresholds = Thresholds::default();
    let judging =
        Judging { thresholds: &thresholds, refresh: REFRESH, now: now().into(), describe: &describe };
    let mut out = Vec::new();
    write(&mut out, snapshot, &shown, parts, &judging).unwrap();
    String::from_utf8(out).unwrap()
}

fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    let near = (-20_000_i64..20_000).prop_map(|seconds| now() + TimeDelta::seconds(seconds));
    let any = (-100_000_000_000_i64..1_000_000_000_000)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap());
    prop_oneof![4 => near, 1 => any]
}

fn quantities() -> impl Strategy<Value = Quantity> {
    let whole = (0_u64..1_100_000).prop_map(Quantity::from);
    let exact = (any::<i128>(), 0_u32..=28)
        .prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits >> 33, scale).into());
    prop_oneof![Just(Quantity::ZERO), whole, exact]
}

fn quotas() -> impl Strategy<Value = Quota> {
    let status =
        prop_oneof![4 => Just("VALID".to_owned()), 1 => Just("UNKNOWN".to_owned()), 1 => any::<String>()];
    (option::of(quantities()), option::of(quantities()), option::of(instants()), option::of(status)).prop_map(
        |(total, remaining, expires_at, status)| Quota {
            total,
            remaining,
            expires_at,
            quota_status: status.map(Into::into),
            read_at: now(),
        },
    )
}

/// For how long before its feed a quota was read, in seconds. Less than a round is not written.
fn lags() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0), Just(61), 61_i64..10_000]
}

fn models() -> impl Strategy<Value = Vec<Model>> {
    let model = (
        any::<String>(),
        proptest::sample::select(Kind::iter().collect::<Vec<_>>()),
        proptest::sample::select(Unit::iter().collect::<Vec<_>>()),
        option::of(quotas()),
        any::<Option<bool>>(),
    );
    vec(model, 0..20).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(place, (name, kind, unit, quota, free_quota_only))| {
                // Names are unique within an account.
                let name = ModelName::new(format!("{name}{place}"));
                Model { kind, unit, quota, free_quota_only, ..Model::named(name) }
            })
            .collect()
    })
}

fn feeds() -> impl Strategy<Value = Feed> {
    let cause = prop_oneof![
        Just(Cause::TimedOut { host: "h\u{202e}".into(), seconds: 15 }),
        Just(Cause::NoAccessKey { looked_for: vec![] }),
        Just(Cause::NoLogin { looked_for: vec![] }),
        (
            proptest::sample::select(FailureKind::iter().collect::<Vec<_>>()),
            any::<[String; 2]>(),
            any::<bool>()
        )
            .prop_map(|(kind, [message, remedy], off)| Cause::Reported {
                kind,
                message,
                remedy,
                off
            }),
    ];
    let failure = (cause, instants()).prop_map(|(cause, since)| Failure { cause, since });
    (option::of(instants()), option::of(failure))
        .prop_map(|(fetched_at, failure)| Feed { fetched_at, failure })
}

fn balances() -> impl Strategy<Value = Balance> {
    let amount = (any::<i64>(), 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    (option::of(amount), option::of(any::<String>())).prop_map(|(available, currency)| Balance {
        available,
        currency,
        ..Balance::default()
    })
}

fn snapshots() -> impl Strategy<Value = Snapshot> {
    let header = (
        instants(),
        any::<Option<String>>(),
        option::of(proptest::sample::select(
            &[SourceKind::Alibaba, SourceKind::Snapshot, SourceKind::Demo][..],
        )),
        option::of(proptest::sample::select(&[Site::International, Site::China][..])),
        option::of(proptest::sample::select(&[Region::Singapore, Region::Beijing][..])),
    );
    (header, models(), vec(lags(), 20), option::of(balances()), feeds(), feeds()).prop_map(
        |((taken_at, profile, source, site, region), mut models, lags, balance, quotas, account)| {
            let read_at = quotas.fetched_at.unwrap_or(taken_at);
            for (model, lag) in models.iter_mut().zip(lags) {
                if let Some(quota) = &mut model.quota {
                    quota.read_at = read_at - TimeDelta::seconds(lag);
                }
                model.free_quota_only_read_at = model.free_quota_only.map(|_| read_at);
            }
            let feeds = [(FeedName::Quotas, quotas), (FeedName::Account, account)].into_iter().collect();
            Snapshot { taken_at, profile, source, site, region, models: models.into(), balance, feeds }
        },
    )
}

/// Models without what the document does not tell apart: a quota of which nothing is stated.
fn distinguishable(models: &[Model]) -> Vec<Model> {
    models
        .iter()
        .map(|model| Model { quota: model.quota.clone().filter(is_stated), ..model.clone() })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(snapshot in snapshots()) {
        let first = written(&snapshot, Parts::Everything);
        let back = read(first.as_bytes(), now()).unwrap();
        prop_assert_eq!(&*back.models, &distinguishable(&snapshot.models));
        let thresholds = Thresholds::default();
        for (model, same) in snapshot.models.iter().zip(&*back.models) {
            prop_assert_eq!(
                snapshot.judge(model, &thresholds, now()),
                back.judge(same, &thresholds, now())
            );
        }
        for name in FeedName::OF_SNAPSHOT {
            prop_assert_eq!(
                snapshot.feed_state(name, REFRESH, now()),
                back.feed_state(name, REFRESH, now())
            );
            prop_assert_eq!(snapshot.feed(name).fetched_at, back.feed(name).fetched_at);
        }
        prop_assert_eq!(snapshot.account_state(), back.account_state());
        prop_assert_eq!((back.source, back.site, back.region), (snapshot.source, snapshot.site, snapshot.region));
        prop_assert_eq!(&back.profile, &snapshot.profile);
        prop_assert_eq!(written(&back, Parts::Everything), first);
    }

    #[test]
    fn every_json_reader_understands_it(snapshot in snapshots()) {
        let document: serde_json::Value =
            serde_json::from_str(&written(&snapshot, Parts::Everything)).unwrap();
        prop_assert_eq!(document["models"].as_array().map(Vec::len), Some(snapshot.models.len()));
        let account: serde_json::Value =
            serde_json::from_str(&written(&snapshot, Parts::WithoutModels)).unwrap();
        prop_assert_eq!(account.get("models"), None);
        for feed in ["quotas", "account"] {
            let error = &document["feeds"][feed]["error"];
            for field in ["kind", "message", "remedy"].iter().filter(|_| !error.is_null()) {
                prop_assert_ne!(error[field].as_str().unwrap(), "");
            }
        }
    }

    #[test]
    fn no_part_of_a_document_is_taken_for_the_whole(snapshot in snapshots(), cut in any::<prop::sample::Index>()) {
        let whole = written(&snapshot, Parts::Everything);
        let whole = whole.trim_end().as_bytes();
        prop_assert!(read(&whole[..cut.index(whole.len())], now()).is_err());
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(read(&bytes, now()).is_err());
    }

    #[test]
    fn no_damage_breaks_the_reader(
        snapshot in snapshots(),
        places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = written(&snapshot, Parts::Everything).into_bytes();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(damaged) = read(&bytes, now()) {
            let again = read(written(&damaged, Parts::Everything).as_bytes(), now()).unwrap();
            prop_assert_eq!(again.models, damaged.models);
        }
    }
}
