//! Whatever can go wrong with a query.

use quotatop::domain::Limit;

use super::fixture::*;

/// The cause, for this host.
type Expected = Box<dyn Fn(String) -> Cause>;

#[tokio::test]
async fn every_failure_of_the_counts_has_its_cause() {
    let host = |bench: &Bench| bench.standin.url().replace("http://", "");
    let error = |status: u16, kind: &str| Fault::answer(status, prometheus_error(kind, "went wrong"));
    let message = || "went wrong".to_owned();
    let pair = "the ALIBABA_CLOUD_… variables";
    let key = |code: &str| Cause::KeyRefused { credential: pair.into(), code: code.into() };
    let permission = |code: &str| {
        let action = Some("AliyunPrometheusMetricReadAccess".to_owned());
        Cause::Forbidden { action, code: code.into() }
    };
    let cases: Vec<(Fault, Expected)> = vec![
        (error(400, "bad_data"), Box::new(move |host| Cause::BadQuery { host, message: message() })),
        (
            error(422, "execution"),
            Box::new(move |host| Cause::QueryFailed { host, message: message(), is_late: false }),
        ),
        (
            error(503, "timeout"),
            Box::new(move |host| Cause::QueryFailed { host, message: message(), is_late: true }),
        ),
        (
            error(500, "internal"),
            Box::new(move |_| Cause::Refused { code: "internal".into(), message: message() }),
        ),
        (
            error(200, "execution"),
            Box::new(move |host| Cause::QueryFailed { host, message: message(), is_late: false }),
        ),
        (error(401, ""), Box::new(move |_| key("HTTP 401"))),
        (Fault::answer(401, "Unauthorized"), Box::new(move |_| key("HTTP 401"))),
        (
            Fault::answer(
                401,
                r#"{"errorCode":"Unauthorized","errorMessage":"denied by sts or ram, action: log:GetLogStoreLogs"}"#,
            ),
            Box::new(move |_| permission("HTTP 401")),
        ),
        (Fault::status(403), Box::new(move |_| permission("HTTP 403"))),
        (Fault::status(404), Box::new(|host| Cause::NotPrometheus { host })),
        (Fault::not_json(), Box::new(|host| Cause::NotPrometheus { host })),
        (Fault::answer(200, r#"{"code":"200","data":[]}"#), Box::new(|host| Cause::NotPrometheus { host })),
        (Fault::answer(200, ""), Box::new(|host| Cause::NotPrometheus { host })),
        (Fault::status(502), Box::new(|host| Cause::HttpStatus { host, status: 502 })),
        (Fault::status(429), Box::new(|_| Cause::RateLimited { until: None })),
        (
            Fault::too_many("30"),
            Box::new(|_| Cause::RateLimited { until: Some(now() + TimeDelta::seconds(30)) }),
        ),
        (Fault::redirect("https://example.com/"), Box::new(|host| Cause::Redirected { host })),
        (Fault::Endless, Box::new(|host| Cause::TooLarge { host, limit: 24 << 20 })),
        (
            Fault::answer(200, r#"{"status":"success","data":{"resultType":"string","result":[1,"a"]}}"#),
            Box::new(|_| Cause::Undecodable {
                what: "the monitoring data".into(),
                detail: "a result of another type".into(),
            }),
        ),
    ];
    for (fault, expected) in cases {
        let bench = delivering();
        let expected = expected(host(&bench));
        bench.standin.fault(On::Query, fault.clone());
        let found = cause(&bench).await;
        assert_eq!(with_name(found, pair), expected, "{fault:?}");
        assert_eq!(bench.standin.count(&On::Query), 1, "{fault:?}");
    }
}

/// Whatever the pair is called here.
fn with_name(cause: Cause, name: &str) -> Cause {
    match cause {
        Cause::KeyRefused { code, .. } => Cause::KeyRefused { credential: name.into(), code },
        other => other,
    }
}

#[tokio::test]
async fn a_server_that_hangs_or_breaks_off_is_given_up() {
    let limits = Limits { request_time: Duration::from_millis(200), ..Limits::default() };
    let bench = delivering_within(limits);
    bench.standin.fault(On::Query, Fault::Hang);
    assert!(matches!(cause(&bench).await, Cause::TimedOut { .. }));
    let bench = delivering();
    bench.standin.fault(On::Query, Fault::Truncated);
    assert_eq!(cause(&bench).await.kind(), FailureKind::Decode);
}

#[tokio::test]
async fn what_was_read_before_a_failure_stays() {
    for (on, has_series, has_tokens, durations) in [
        (On::QueryOf("model_usage"), false, false, [true; 3]),
        (On::QueryOf("model_call_duration"), true, true, [false, true, true]),
        (On::QueryOf("model_call_duration_p99"), true, true, [true, false, true]),
        (On::QueryOf("model_first_token_duration"), true, true, [true, true, false]),
    ] {
        let bench = delivering();
        bench
            .standin
            .fault(on.clone(), Fault::answer(422, prometheus_error("execution", "too many samples")));
        let CallsReading { calls, failed } = read(&bench).await.unwrap();
        assert!(matches!(failed, Some(Cause::QueryFailed { .. })), "{on:?}: {failed:?}");
        assert!(!calls.is_complete);
        let row = &calls.rows[0];
        assert_eq!((row.stats.calls, row.stats.failures.len()), (Some(5), 1), "{on:?}");
        assert_eq!((row.series.is_some(), !row.stats.usage.is_empty()), (has_series, has_tokens), "{on:?}");
        let stats = &row.stats;
        let read = [&stats.duration_ms, &stats.p99_duration_ms, &stats.first_token_ms].map(Option::is_some);
        assert_eq!(read, durations, "{on:?}");
    }
}

#[tokio::test]
async fn what_would_fail_as_well_is_not_sent() {
    for fault in [Fault::too_many("30"), Fault::status(403), Fault::status(401)] {
        let bench = delivering();
        bench.standin.fault(On::QueryOf("model_usage"), fault.clone());
        let reading = read(&bench).await.unwrap();
        assert!(reading.failed.is_some());
        // The counts, their series, the usage.
        assert_eq!(bench.standin.count(&On::Query), 3, "{fault:?}");
    }
}

#[tokio::test]
async fn a_warning_and_what_is_not_understood_are_reported() {
    let bench = delivering();
    bench.standin.change(|facts| facts.monitoring.warnings = vec!["a store\ndid not answer".into()]);
    let reading = read(&bench).await.unwrap();
    assert!(
        matches!(&reading.failed, Some(Cause::QueryFailed { message, .. }) if message == "a store did not answer"),
        "{:?}",
        reading.failed
    );
    assert_eq!(reading.calls.rows.len(), 2);
    // A series that may lack some of the use looks as if that had not been used.
    assert!(reading.calls.rows.iter().all(|row| row.series.is_none() && row.stats.calls.is_some()));
    let bench = delivering();
    bench.standin.change(|facts| {
        let (vector, _) = facts.monitoring.rows.get_mut("model_call_count").unwrap();
        vector.push_str(r#",{"metric":{"apikey_id":"7"},"value":[1,"1"]},7"#);
    });
    let reading = read(&bench).await.unwrap();
    assert_eq!(
        reading.failed,
        Some(Cause::Undecodable {
            what: "the monitoring data".into(),
            detail: "2 values of another form".into()
        })
    );
    assert_eq!(reading.calls.rows.len(), 2);
}

#[tokio::test]
async fn the_budget_of_a_fetch_is_respected() {
    let bench = delivering_within(Limits { requests: 4, ..Limits::default() });
    let reading = read(&bench).await.unwrap();
    assert_eq!(
        reading.failed,
        Some(Cause::OverLimit { what: "the monitoring data".into(), limit: Limit::Requests(4) })
    );
    assert_eq!((bench.standin.count(&On::Delivery), bench.standin.count(&On::Query)), (1, 3));
    assert!(reading.calls.rows[0].stats.calls.is_some());
}

#[tokio::test]
async fn no_message_repeats_the_login() {
    let echo = "TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ= standin-secret";
    for fault in [
        Fault::answer(400, prometheus_error("bad_data", echo)),
        Fault::answer(422, prometheus_error("execution", echo)),
        Fault::answer(500, prometheus_error(echo, echo)),
    ] {
        let bench = delivering();
        bench.standin.fault(On::Query, fault);
        let shown = format!("{:?}", cause(&bench).await);
        assert!(
            shown.contains('…') && !shown.contains("standin-secret") && !shown.contains("TFRBSX"),
            "{shown}"
        );
    }
}
