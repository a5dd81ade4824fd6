//! Pages of made-up facts: whatever names there are, they can be read, and hold each figure once.

#[path = "../../../tests/it/support/exposition.rs"]
mod exposition;

use std::time::Duration;

use chrono::DateTime;
use enum_map::EnumMap;
use hyper::body::{Body as _, Bytes};
use proptest::prelude::*;

use self::exposition::Exposition;
use super::{
    body::Body,
    page::{Exported, Format, Page},
};
use crate::{
    app::{
        account::{
            bills::{InferenceSpend, Spent},
            rows::Row,
        },
        metrics::{FeedMetrics, Judged, ProfileMetrics},
    },
    domain::{
        Balance, FeedName, Kind, Model, NextCall, Quota, Region, Site, Status, Unit, attention::Attention,
        next_call::Reason,
    },
    runtime::engine::request_counts::RequestCounts,
};

const FORMATS: [Format; 2] = [Format::Prometheus, Format::OpenMetrics];

fn model(name: &str) -> Model {
    let quota = Quota {
        total: "1000000".parse().ok(),
        remaining: "24098.5".parse().ok(),
        expires_at: "2026-12-04T10:12:07Z".parse().ok(),
        quota_status: Some("VALID".into()),
        read_at: DateTime::UNIX_EPOCH,
    };
    Model {
        kind: Kind::Text,
        unit: Unit::Tokens,
        quota: Some(quota),
        free_quota_only: Some(false),
        ..Model::named(name.into())
    }
}

fn row(next_call: NextCall) -> Row {
    Row {
        status: Status::Ok,
        next_call,
        reason: Reason::Charged,
        attention: Attention::InUse,
        runs_out: None,
        has_vanished: false,
    }
}

fn judged(models: impl IntoIterator<Item = (Model, NextCall)>) -> Judged {
    let (models, rows): (Vec<_>, Vec<_>) =
        models.into_iter().map(|(model, next_call)| (model, row(next_call))).unzip();
    Judged { models: models.into(), rows: rows.into(), ..Judged::default() }
}

fn spent(currency: &str) -> Spent {
    Spent { currency: currency.into(), payable: "17.076".parse().unwrap() }
}

/// A profile with these models; its currencies and the models of its bill are called alike.
fn profile(name: &str, models: &[String]) -> ProfileMetrics {
    let mut names = models.to_vec();
    names.sort();
    names.dedup();
    let spend = InferenceSpend {
        cycle: "2026-11".parse().unwrap(),
        totals: names.iter().map(|name| spent(name)).collect(),
        models: names.iter().map(|name| (name.as_str().into(), spent(name))).collect(),
    };
    ProfileMetrics {
        profile: name.into(),
        site: Some(Site::International),
        region: Some(Region::Singapore),
        models: judged(names.iter().map(|name| (model(name), NextCall::Billed))),
        balance: Some(Balance {
            available: "-12.40".parse().ok(),
            currency: names.first().cloned(),
            ..Balance::default()
        }),
        is_overdue: Some(true),
        feeds: vec![FeedMetrics { feed: FeedName::Quotas, fetched_at: None, is_up: Some(false) }],
        inference: Some(spend.into()),
    }
}

fn page(profiles: impl IntoIterator<Item = ProfileMetrics>) -> std::sync::Arc<Page> {
    let exported = |metrics: ProfileMetrics| Exported { metrics, requests: EnumMap::default() };
    let mut page = Page::default();
    page.profiles = profiles.into_iter().map(exported).collect();
    page.into()
}

fn text(page: &std::sync::Arc<Page>, format: Format) -> String {
    let mut text = String::new();
    std::sync::Arc::clone(page).write(format, &mut text).unwrap();
    text
}

#[test]
fn every_known_fact_is_a_sample_and_no_unknown_one() {
    let unknown = Model { quota: None, free_quota_only: None, ..model("b") };
    let models = judged([(model("a"), NextCall::Billed), (unknown, NextCall::Unknown)]);
    let known = ProfileMetrics { models, ..profile("p", &["a".to_owned()]) };
    let counts = RequestCounts::default();
    counts.note(FeedName::Quotas, &Ok(crate::domain::Response::Unchanged).into(), Duration::from_millis(300));
    let mut page = Page::default();
    page.profiles = vec![Exported { metrics: known, requests: counts.now() }];
    let page = std::sync::Arc::new(page);
    for format in FORMATS {
        let read = Exposition::parse(&text(&page, format)).unwrap();
        let of =
            |model| [("profile", "p"), ("region", "ap-southeast-1"), ("model", model), ("unit", "tokens")];
        for (name, value) in [
            ("quotatop_free_quota_total", 1_000_000.0),
            ("quotatop_free_quota_remaining", 24_098.5),
            ("quotatop_free_quota_expires_timestamp_seconds", 1_796_379_127.0),
            ("quotatop_free_quota_only", 0.0),
        ] {
            assert_eq!(read.value(name, &of("a")), Some(value), "{name}");
            assert_eq!(read.value(name, &of("b")), None, "{name}");
            assert_eq!(read.types[name], "gauge");
        }
        for absent in ["quotatop_free_quota_runs_out_timestamp_seconds", "quotatop_free_quota_lapses"] {
            assert!(!read.types.contains_key(absent), "{absent}");
        }
        for (model, state, value) in [("a", "billed", 1.0), ("a", "free", 0.0), ("b", "unknown", 1.0)] {
            let labels = [("model", model), ("state", state)];
            assert_eq!(read.value("quotatop_next_call", &labels), Some(value), "{labels:?}");
        }
        let spend = [("currency", "a"), ("cycle", "2026-11")];
        assert_eq!(read.value("quotatop_spend", &spend), Some(17.076));
        assert_eq!(read.value("quotatop_account_available", &[("currency", "a")]), Some(-12.4));
        let requests =
            |outcome| read.value("quotatop_requests_total", &[("feed", "quotas"), ("outcome", outcome)]);
        assert_eq!((requests("success"), requests("rate_limited")), (Some(1.0), Some(0.0)));
        let within =
            |le| read.value("quotatop_poll_duration_seconds_bucket", &[("feed", "quotas"), ("le", le)]);
        assert_eq!([within("0.25"), within("0.5"), within("+Inf")], [Some(0.0), Some(1.0), Some(1.0)]);
        for (name, labels, _) in &read.samples {
            assert!(["profile", "site", "region"].iter().all(|label| labels.contains_key(*label)), "{name}");
        }
        assert_eq!(read.labels("quotatop_build_info").len(), 1);
    }
}

proptest! {
    #[test]
    fn whatever_the_names_are_the_page_can_be_read(
        names in prop::collection::vec("\\PC{0,6}|[\\x00-\\x7f]{0,6}|[\"\\\\\n{},= a]{0,8}", 1..5),
        profile_name in "[\\x00-\\x7f]{0,8}",
    ) {
        let page = page([profile(&profile_name, &names)]);
        let shown = |name: &str| name.replace('\0', "\\u0000");
        for format in FORMATS {
            let read = Exposition::parse(&text(&page, format)).unwrap();
            for name in &names {
                let labels = [("profile", &*shown(&profile_name)), ("model", &*shown(name))];
                prop_assert_eq!(read.value("quotatop_free_quota_remaining", &labels), Some(24_098.5));
                prop_assert_eq!(read.value("quotatop_model_spend", &labels), Some(17.076));
            }
        }
    }
}

/// All pieces of a body.
async fn pieces(body: Body) -> Vec<Bytes> {
    let mut body = std::pin::pin!(body);
    let mut pieces = Vec::new();
    while let Some(piece) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await {
        pieces.push(piece.unwrap().into_data().unwrap());
    }
    pieces
}

#[tokio::test]
async fn a_small_page_is_encoded_once_and_a_large_one_sent_in_small_pieces() {
    let models: Vec<String> = (0..200).map(|number| format!("model-{number}")).collect();
    let profiles = |count: usize| (0..count).map(|number| profile(&format!("profile-{number}"), &models));
    let small = page(profiles(1));
    let first = pieces(Body::of(small.clone(), Format::Prometheus)).await;
    let second = pieces(Body::of(small.clone(), Format::Prometheus)).await;
    assert_eq!(first.concat(), text(&small, Format::Prometheus).as_bytes());
    assert!(first.iter().zip(&second).all(|(one, two)| one.as_ptr() == two.as_ptr()), "encoded again");
    assert!(small.text(Format::OpenMetrics).is_none());

    let large = page(profiles(10));
    let sent = pieces(Body::of(large.clone(), Format::OpenMetrics)).await;
    assert_eq!(sent.concat(), text(&large, Format::OpenMetrics).as_bytes());
    assert!(sent.len() > 10 && sent.iter().all(|piece| piece.len() < 80 * 1024), "{}", sent.len());
    assert!(large.text(Format::OpenMetrics).is_none(), "a copy of everything");
}

#[tokio::test]
async fn a_client_that_leaves_ends_the_encoding() {
    let models: Vec<String> = (0..200).map(|number| format!("model-{number}")).collect();
    let large = page((0..10).map(|number| profile(&format!("profile-{number}"), &models)));
    drop(Body::of(large.clone(), Format::Prometheus));
    // The thread that encodes has let go of the page.
    while std::sync::Arc::strong_count(&large) > 1 {
        tokio::task::yield_now().await;
    }
    assert!(large.text(Format::Prometheus).is_none());
}
