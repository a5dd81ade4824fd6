//! Where the account's Prometheus is, and to whom the pair is sent.

use quotatop::domain::calls::{CallsSource, UsageKind};

use super::fixture::*;

#[tokio::test]
async fn the_console_names_the_address_and_is_asked_once_an_hour() {
    let bench = delivering();
    let CallsReading { calls, failed } = read(&bench).await.unwrap();
    assert_eq!((failed, calls.rows.len()), (None, 2));
    let stats = &calls.rows[0].stats;
    assert_eq!((stats.calls, stats.failed, stats.succeeded), (Some(5), Some(2), Some(3)));
    assert_eq!(stats.usage.get(&UsageKind::TotalTokens), Some(70.into()));
    assert_eq!(calls.series_of(&"wan".into()).unwrap().used_since(calls.from), Some(4.into()));
    read(&bench).await.unwrap();
    bench.set_clock(now() + TimeDelta::minutes(59));
    read(&bench).await.unwrap();
    assert_eq!((bench.standin.count(&On::Delivery), bench.standin.count(&On::Query)), (1, 21));
    bench.set_clock(now() + TimeDelta::minutes(61));
    read(&bench).await.unwrap();
    assert_eq!(bench.standin.count(&On::Delivery), 2);
    // Another login may be of another account, which has another Prometheus.
    bench.set_logins(logins(&["standin-token", "another"], true));
    read(&bench).await.unwrap();
    assert_eq!(bench.standin.count(&On::Delivery), 3);
    // Whatever fails there may be somewhere else by now.
    bench.standin.fault_times(1, On::Query, Fault::status(502));
    cause(&bench).await;
    read(&bench).await.unwrap();
    assert_eq!(bench.standin.count(&On::Delivery), 4);
}

#[tokio::test]
async fn the_state_may_be_the_result_of_a_task() {
    let bench = delivering();
    bench.standin.change(|facts| facts.monitoring.tasks = 3);
    assert_eq!(read(&bench).await.unwrap().calls.rows.len(), 2);
    assert_eq!(bench.standin.count(&On::Delivery), 4);
    let bench = delivering();
    bench.standin.change(|facts| facts.monitoring.tasks = 1000);
    assert_eq!(cause(&bench).await.kind(), FailureKind::Decode);
    assert!(bench.standin.count(&On::Delivery) < 20);
}

#[tokio::test]
async fn the_pair_is_sent_to_nobody_else() {
    let foreign = |host: &str, is_plain| Cause::ForeignAddress { host: host.into(), is_plain };
    let not_delivered = r#"{"openStatus":true,"instanceStatus":"NotReady","instanceInfo":null}"#.to_owned();
    for (delivery, expected) in [
        (not_delivered, Cause::NotDelivered),
        (r#"{"openStatus":false}"#.to_owned(), Cause::NotDelivered),
        (
            Monitoring::delivered("https://prometheus.example.com/x").delivery,
            foreign("prometheus.example.com", false),
        ),
        (Monitoring::delivered("http://x.log.aliyuncs.com/x").delivery, foreign("x.log.aliyuncs.com", true)),
    ] {
        let bench = delivering();
        bench.standin.change(|facts| facts.monitoring.delivery = delivery);
        assert_eq!(cause(&bench).await, expected);
        assert_eq!(bench.standin.count(&On::Query), 0);
        // Most accounts have none: that, too, is remembered.
        assert_eq!((cause(&bench).await, bench.standin.count(&On::Delivery)), (expected, 1));
    }
}

#[tokio::test]
async fn a_failed_question_is_asked_again() {
    let bench = delivering();
    bench.standin.fault_times(1, On::Delivery, Fault::refusal(200, "Telemetry.Refused", "no"));
    assert!(matches!(cause(&bench).await, Cause::Refused { .. }));
    assert_eq!(read(&bench).await.unwrap().calls.rows.len(), 2);
}

#[tokio::test]
async fn calls_come_from_it_unless_it_has_none() {
    let bench = delivering();
    let reading = bench.calls(CallRange::Hour).await.unwrap();
    assert_eq!((reading.calls.source, reading.calls.rows.len()), (CallsSource::Prometheus, 2));
    assert_eq!(bench.standin.count(&On::CallStatistics), 0);
    let bench = delivering();
    bench.standin.change(|facts| facts.monitoring.rows.clear());
    assert_eq!(bench.calls(CallRange::Hour).await.unwrap().calls.source, CallsSource::Console);
}

#[tokio::test]
async fn without_a_permanent_pair_nothing_is_sent() {
    let bench = delivering();
    bench.set_logins(logins(&["standin-token"], false));
    assert!(matches!(cause(&bench).await, Cause::NoAccessKey { .. }));
    let mut temporary = logins(&["standin-token"], true);
    temporary.pair.as_mut().unwrap().key.security_token = Some("SECRET-STS".into());
    bench.set_logins(temporary);
    let refused = cause(&bench).await;
    assert!(matches!(&refused, Cause::Login { detail, .. } if detail.contains("temporary")), "{refused:?}");
    assert_eq!(bench.standin.requests().len(), 0);
}

#[tokio::test]
async fn a_configured_address_needs_no_console() {
    let bench = delivering();
    let reading = source(&address(&bench)).calls_from_prometheus(CallRange::Hour, to()).await.unwrap();
    assert_eq!(reading.calls.rows.len(), 2);
    assert_eq!(bench.standin.count(&On::Delivery), 0);
    let endpoints = Endpoints { prometheus: Some("http://example.com/x".into()), ..Endpoints::default() };
    let refused = AlibabaSource::with_limits(
        Arc::new(|| logins(&[], true)),
        endpoints,
        Arc::new(now),
        Limits::default(),
    );
    assert!(matches!(refused.err(), Some(Cause::File { path, .. }) if path == "endpoints.prometheus"));
}
