//! The model list: every page, every shape, and a bounded number of requests.

use std::num::NonZeroU64;

use quotatop::domain::{Kind, Unit, price::Charge};

use super::fixture::*;

#[tokio::test]
async fn every_page_is_read_without_showing_the_login() {
    // Models of a family, families of a page, all models, and the requests that they take.
    for (family, page, models, calls) in
        [(4, 50, 3, 1), (4, 50, 200, 1), (4, 50, 201, 2), (1, 20, 105, 6), (0, 50, 120, 3)]
    {
        let bench = Bench::new(Facts { family, page, ..Facts::many(models) });
        let list = bench.catalogue().await.unwrap();
        let names: Vec<String> = list.iter().map(|model| model.name.to_string()).collect();
        let expected: Vec<String> = (0..models).map(|n| format!("model-{n}")).collect();
        assert_eq!(names, expected, "{family} {page} {models}");
        assert_eq!(bench.standin.count(&On::Catalogue), calls, "{family} {page} {models}");
    }
}

#[tokio::test]
async fn a_list_without_models_is_a_failure_of_its_own() {
    for facts in [
        Facts { models: Vec::new(), ..Facts::default() },
        Facts { models: Vec::new(), family: 0, total: Some("57".into()), ..Facts::default() },
        Facts { models: Vec::new(), odd_rows: vec!["{}".into(), "7".into()], ..Facts::default() },
    ] {
        let bench = Bench::new(facts);
        assert_eq!(bench.catalogue().await.unwrap_err(), Cause::NoModels);
        assert_eq!(bench.standin.count(&On::Catalogue), 1);
    }
}

#[tokio::test]
async fn without_a_login_no_request_is_sent() {
    let bench = Bench::new(Facts::many(3));
    bench.set_logins(logins(&[], false));
    assert!(matches!(bench.catalogue().await, Err(Cause::NoLogin { .. })));
    assert_eq!(bench.standin.count(&On::Catalogue), 0);
}

#[tokio::test]
async fn a_wrong_total_does_not_cause_endless_requests() {
    for (total, calls) in [
        ("999999999", 8),
        ("18446744073709551616", 4),
        ("-1", 4),
        ("", 4),
        ("null", 4),
        ("\"3\"", 3),
        ("\"many\"", 4),
    ] {
        let bench = Bench::new(Facts { family: 1, page: 2, total: Some(total.into()), ..Facts::many(6) });
        let models = bench.catalogue().await.unwrap().len();
        let requests = bench.standin.count(&On::Catalogue);
        assert!(requests <= calls, "{total}: {requests} calls");
        assert_eq!(models, if total == "\"3\"" { 4 } else { 6 }, "{total}");
    }
}

#[tokio::test]
async fn rows_are_read_one_by_one_and_names_once() {
    let models = vec![
        ModelFact {
            capabilities: vec!["VG".into()],
            prices: vec![("video_duration".into(), "每秒".into())],
            ..ModelFact::text("wan2.7-t2v", "50", "38")
        },
        ModelFact::text("qwen-max", "1000000", "1"),
        ModelFact::text("qwen-max", "1000000", "1"),
    ];
    let odd_rows = [
        "null",
        "7",
        "{}",
        r#"{"model":"group-empty","items":[]}"#,
        r#"{"model":"group-odd","items":[null,{"model":""},{"model":"inner","capabilities":"TG"}]}"#,
        r#"{"model":"ungrouped","capabilities":["IG",7],"prices":[null,{"priceUnit":"每张"}]}"#,
        r#"{"model":"bare"}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    let list = Bench::new(Facts { models, odd_rows, ..Facts::default() }).catalogue().await.unwrap();
    let rows: Vec<_> = list.iter().map(|model| (model.name.as_str(), model.kind, model.unit)).collect();
    assert_eq!(
        rows,
        [
            ("wan2.7-t2v", Kind::Video, Unit::Seconds),
            ("qwen-max", Kind::Text, Unit::Tokens),
            ("inner", Kind::Other, Unit::Units),
            ("ungrouped", Kind::Image, Unit::Images),
            ("bare", Kind::Other, Unit::Units),
        ]
    );
    let charges: Vec<_> = list.iter().map(|model| model.charge).collect();
    let amount = |text: &str| text.parse().unwrap();
    let of_tokens = Charge::Tokens { input: Some(amount("3.2")), output: None };
    let of_seconds = Charge::Each(amount("0.0032"), Unit::Seconds);
    assert_eq!(charges, [Some(of_seconds), Some(of_tokens), None, None, None]);
}

#[tokio::test]
async fn speed_limits_are_those_of_the_model_a_minute_and_cost_no_model_if_they_are_odd() {
    const CALLS: &str = r#""count_limit":"600","count_limit_period":60"#;
    const TOKENS: &str = r#""usage_limit":1e6,"usage_limit_period":60,"usage_limit_field":"total_tokens""#;
    for (limits, expected) in [
        (
            format!(r#"{{"model-default":{{{CALLS},{TOKENS},"type":"model-default"}}}}"#),
            [Some(600), Some(1_000_000)],
        ),
        (format!(r#"{{"model-default":{{{CALLS}}}}}"#), [Some(600), None]),
        (format!(r#"{{"model-default":{{{TOKENS}}}}}"#), [None, Some(1_000_000)]),
        (r#"{"model-default":{"count_limit":10,"count_limit_period":1}}"#.to_owned(), [Some(600), None]),
        (
            format!(r#"{{"model-default":{{{CALLS},"usage_limit":null,"usage_limit_period":{{}}}}}}"#),
            [Some(600), None],
        ),
        (
            format!(r#"{{"model-default":{{"count_limit":"many","count_limit_period":60,{TOKENS}}}}}"#),
            [None, Some(1_000_000)],
        ),
        // Images, or whatever else is not said.
        (
            r#"{"model-default":{"usage_limit":9,"usage_limit_period":60,"usage_limit_field":"images"}}"#
                .to_owned(),
            [None, None],
        ),
        (r#"{"model-default":{"usage_limit":9,"usage_limit_period":60}}"#.to_owned(), [None, None]),
        (r#"{"model-default":{"count_limit":600}}"#.to_owned(), [None, None]),
        (r#"{"model-default":{"count_limit":0,"count_limit_period":0}}"#.to_owned(), [None, None]),
        (r#"{"model-default":{"count_limit":-5,"count_limit_period":60}}"#.to_owned(), [None, None]),
        // Of an account, which an anonymous request has none of.
        (format!(r#"{{"user-spec":{{{CALLS}}}}}"#), [None, None]),
        (r#"{"model-default":[600,60]}"#.to_owned(), [None, None]),
        (r#"{"model-default":null}"#.to_owned(), [None, None]),
        ("[]".to_owned(), [None, None]),
        ("\"600\"".to_owned(), [None, None]),
        ("null".to_owned(), [None, None]),
    ] {
        let row = format!(r#"{{"model":"m","qpmInfo":{limits}}}"#);
        let bench = Bench::new(Facts { models: Vec::new(), odd_rows: vec![row], ..Facts::default() });
        let list = bench.catalogue().await.unwrap();
        let read = list[0].speed_limit;
        let read = [read.and_then(|it| it.calls_per_minute), read.and_then(|it| it.tokens_per_minute)];
        assert_eq!(read.map(|limit| limit.map(NonZeroU64::get)), expected, "{limits}");
        assert_eq!(list[0].speed_limit.is_none(), expected == [None, None], "{limits}");
    }
}

#[tokio::test]
async fn a_page_that_fails_fails_the_list() {
    let bench = Bench::new(Facts { family: 1, ..Facts::many(150) });
    bench.standin.fault_times(1, On::Catalogue, Fault::status(500));
    assert!(bench.catalogue().await.is_err());
    assert_eq!(bench.catalogue().await.unwrap().len(), 150);
}
