//! Every fault becomes its cause, in bounded time and memory.

use chrono::TimeDelta;
use quotatop::domain::Site;

use super::fixture::*;

async fn cause(on: On, request: Request, fault: Fault) -> Cause {
    let bench = Bench::new(Facts::default());
    bench.standin.fault(on, fault);
    bench.cause(request).await
}

async fn console(fault: Fault) -> Cause {
    cause(On::Quotas, Request::Quotas(names(1)), fault).await
}

async fn billing(fault: Fault) -> Cause {
    cause(On::Balance, Request::Account, fault).await
}

fn in_seconds(seconds: i64) -> Cause {
    Cause::RateLimited { until: Some(now() + TimeDelta::seconds(seconds)) }
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let code = "BailianGateway.AuthorityPolicies.NoPermission".to_owned();
    assert_eq!(
        console(Fault::forbidden()).await,
        Cause::Forbidden { action: Some("智能体-操作".into()), code }
    );
    let code = "BailianGateway.Workspace.NotAuthorised";
    let fault = Fault::refusal(200, code, code);
    assert_eq!(console(fault).await, Cause::Forbidden { action: None, code: code.into() });
    for workspace in ["llm-0abc", "ws-0abc"] {
        let mut login = logins(&["standin-token"], true);
        login.workspace_id = Some(workspace.to_owned());
        let bench = Bench::with(Facts::default(), login, Duration::from_mins(1));
        bench.standin.fault(On::Quotas, Fault::refusal(200, code, code));
        let cause = bench.cause(Request::Quotas(names(1))).await;
        let action = Some(format!("membership of the workspace {workspace}"));
        assert_eq!(cause, Cause::Forbidden { action, code: code.into() });
    }
    for code in ["NoPermission", "NotAuthorized", "Forbidden.RAM"] {
        let fault = Fault::refusal(403, code, "You are not authorized to perform this action.");
        let action = Some("bss:DescribeAcccount".to_owned());
        assert_eq!(billing(fault).await, Cause::Forbidden { action, code: code.into() });
    }
    let body = r#"{"Code":"NoPermission","Message":"No","AccessDeniedDetail":{"AuthAction":"bss:Other"}}"#;
    let fault = Fault::answer(400, body);
    let action = Some("bss:Other".to_owned());
    assert_eq!(billing(fault).await, Cause::Forbidden { action, code: "NoPermission".into() });
}

#[tokio::test]
async fn a_rate_limit_is_recognised_in_every_form() {
    for (fault, cause) in [
        (Fault::too_many("120"), in_seconds(120)),
        (Fault::too_many("Sun, 22 Nov 2026 06:13:07 GMT"), in_seconds(60)),
        (Fault::headers(503, vec![("x-acs-retry-after", "2000".into())]), in_seconds(2)),
        (Fault::status(503), Cause::RateLimited { until: None }),
        (Fault::throttled(), Cause::RateLimited { until: None }),
        (Fault::refusal(200, "Throttling.Api", ""), Cause::RateLimited { until: None }),
        (Fault::refusal(503, "ServiceUnavailable", ""), Cause::RateLimited { until: None }),
    ] {
        assert_eq!(console(fault.clone()).await, cause, "{fault:?}");
        assert_eq!(billing(fault.clone()).await, cause, "{fault:?}");
    }
}

#[tokio::test]
async fn an_inactive_service_is_not_a_missing_permission() {
    for code in [
        "ModelStudio.NotActivated",
        "BailianGateway.Service.UnOpen",
        "Product.NotPurchased",
        "ServiceNotOpen",
    ] {
        let cause = console(Fault::refusal(200, code, "")).await;
        assert_eq!(cause, Cause::NotActivated { code: code.into(), site: Some(Site::International) });
    }
}

#[tokio::test]
async fn the_message_of_an_unknown_refusal_is_shortened_and_cleaned() {
    let message = format!("\u{1b}[31mno\u{7}\n{}", "x".repeat(500));
    let Cause::Refused { code, message } = console(Fault::refusal(200, "Brand.New", &message)).await else {
        panic!("not refused")
    };
    assert_eq!(code, "Brand.New");
    assert!(message.starts_with("[31mno xxx"), "{message:?}");
    assert_eq!(message.chars().count(), 200);
    let body = r#"{"Code":"NotApplicable","Message":"Not for you.","Success":false}"#;
    let fault = Fault::answer(200, body);
    let refused = Cause::Refused { code: "NotApplicable".into(), message: "Not for you.".into() };
    assert_eq!(billing(fault).await, refused);
}

#[tokio::test]
async fn every_code_for_a_refused_key_is_recognised_also_in_xml() {
    for code in ["InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch", "InvalidSecurityToken.Expired"] {
        let cause = billing(Fault::refusal(404, code, "")).await;
        assert!(matches!(&cause, Cause::KeyRefused { code: it, .. } if it == code), "{cause:?}");
    }
    let body = "<?xml version='1.0'?><Error><Code>InvalidAccessKeyId.Inactive</Code><Message>a &amp; b</Message></Error>";
    let cause = billing(Fault::answer(400, body)).await;
    assert!(
        matches!(&cause, Cause::KeyRefused { code, .. } if code == "InvalidAccessKeyId.Inactive"),
        "{cause:?}"
    );
    // And with a wrong secret: the stand-in computes the signature itself.
    let bench = Bench::new(Facts::default());
    bench.standin.change(|facts| facts.keys[0].secret = "another".into());
    let cause = bench.cause(Request::Account).await;
    assert!(matches!(&cause, Cause::KeyRefused { code, .. } if code == "SignatureDoesNotMatch"), "{cause:?}");
}

#[tokio::test]
async fn invalid_answers_are_distinguished() {
    let elsewhere = Standin::start(Facts::default());
    for (fault, kind) in [
        (Fault::not_json(), FailureKind::Decode),
        (Fault::Truncated, FailureKind::Decode),
        (Fault::answer(200, "{\"code\":\"200\","), FailureKind::Decode),
        (Fault::answer(200, "{}"), FailureKind::Decode),
        (Fault::answer(200, ""), FailureKind::Decode),
        (Fault::answer(200, "[1]"), FailureKind::Decode),
        (Fault::status(500), FailureKind::Server),
        (Fault::status(404), FailureKind::Server),
        (Fault::redirect(elsewhere.url()), FailureKind::Server),
    ] {
        for cause in [console(fault.clone()).await, billing(fault.clone()).await] {
            assert_eq!(cause.kind(), kind, "{fault:?} {cause:?}");
        }
    }
    assert_eq!(elsewhere.count(&On::Everything), 0, "a redirect was followed");
    let cause = console(Fault::status(500)).await;
    assert!(matches!(cause, Cause::HttpStatus { status: 500, .. }), "{cause:?}");
}

#[tokio::test]
async fn an_endless_answer_is_cut_off_at_the_limit() {
    let bench = Bench::new(Facts::default());
    bench.standin.fault(On::Everything, Fault::Endless);
    for (request, most) in [(Request::Quotas(names(1)), 2), (Request::Account, 2), (Request::Catalogue, 8)] {
        let before = bench.standin.bytes_sent();
        let cause = bench.cause(request).await;
        assert!(matches!(cause, Cause::TooLarge { limit, .. } if limit == most * 1024 * 1024), "{cause:?}");
        // Besides what was read, the network's buffers.
        let sent = bench.standin.bytes_sent() - before;
        assert!(sent < 64 * 1024 * 1024, "{sent} bytes");
    }
}

#[tokio::test]
async fn a_hanging_server_costs_the_time_limit_once() {
    let bench = Bench::with(Facts::many(500), logins(&["standin-token"], true), Duration::from_secs(1));
    bench.standin.fault(On::Everything, Fault::Hang);
    for request in [Request::Account, Request::Quotas(names(500)), Request::Catalogue] {
        let cause = bench.cause(request).await;
        assert!(matches!(cause, Cause::TimedOut { seconds: 1, .. }), "{cause:?}");
    }
    assert_eq!(bench.standin.count(&On::Quotas), 1, "the first batch goes ahead");
}

#[tokio::test]
async fn a_closed_server_is_unreachable() {
    let bench = Bench::new(Facts::default());
    let Bench { standin, source, .. } = bench;
    let host = standin.url().trim_start_matches("http://").to_owned();
    drop(standin);
    // The listener closes on its own thread.
    while std::net::TcpStream::connect(&host).is_ok() {
        tokio::task::yield_now().await;
    }
    let fetched = quotatop::source::Source::fetch(&source, Request::Account).await;
    let cause = fetched.answer.unwrap_err();
    assert!(
        matches!(&cause, Cause::Unreachable { host: it, detail } if *it == host && !detail.is_empty()),
        "{cause:?}"
    );
}

#[tokio::test]
async fn a_failing_batch_loses_only_its_own_rows() {
    let bench = Bench::new(Facts::many(100));
    bench.standin.fault(On::QuotasOf("model-45".into()), Fault::status(500));
    let rows = bench.quotas(&names(100)).await.unwrap();
    assert_eq!(rows.rows.len(), 80);
    assert!(matches!(rows.failed, Some(Cause::HttpStatus { status: 500, .. })), "{:?}", rows.failed);
}

#[tokio::test]
async fn permanent_failures_stop_further_batches() {
    for fault in [Fault::forbidden(), Fault::too_many("60")] {
        let bench = Bench::new(Facts::many(500));
        bench.standin.fault(On::Quotas, fault);
        bench.quotas(&names(500)).await.unwrap_err();
        assert!(bench.standin.count(&On::Quotas) <= 4 + 3, "{}", bench.standin.count(&On::Quotas));
    }
}

#[tokio::test]
async fn a_refused_date_is_corrected_within_the_same_request() {
    let bench = Bench::new(Facts::default());
    bench.set_clock(now() - TimeDelta::hours(2));
    for calls in [2, 4] {
        let answer = bench.fetch(Request::Account).await.answer;
        assert!(matches!(answer, Ok(Response::Account(_))), "{answer:?}");
        assert_eq!(bench.standin.count(&On::Balance), calls);
    }
    bench.standin.fault(On::Balance, Fault::refusal(400, "InvalidTimeStamp.Expired", ""));
    let cause = bench.cause(Request::Account).await;
    assert!(matches!(cause, Cause::ClockSkew { seconds: 7199..=7200 }), "{cause:?}");
}

#[tokio::test]
async fn a_used_nonce_is_replaced_once() {
    let bench = Bench::new(Facts::default());
    bench.standin.fault_times(1, On::Balance, Fault::refusal(400, "SignatureNonceUsed", ""));
    assert!(bench.fetch(Request::Account).await.answer.is_ok());
    bench.standin.fault(On::Balance, Fault::refusal(400, "SignatureNonceUsed", ""));
    let cause = bench.cause(Request::Account).await;
    assert!(matches!(&cause, Cause::Refused { code, .. } if code == "SignatureNonceUsed"), "{cause:?}");
    assert_eq!(bench.standin.count(&On::Balance), 4);
}

#[tokio::test]
async fn retry_after_is_respected_in_any_response() {
    for status in [400, 401, 403, 404, 408, 429, 500, 502, 503, 504] {
        let bench = Bench::new(Facts::default());
        bench.standin.fault(On::Everything, Fault::headers(status, vec![("retry-after", "90".into())]));
        for request in [Request::Account, Request::Catalogue, Request::Quotas(names(1))] {
            let fetched = bench.fetch(request.clone()).await;
            assert!(!matches!(fetched.answer, Ok(Response::Account(_))), "{fetched:?}");
            assert_eq!(fetched.wait_until, Some(now() + TimeDelta::seconds(90)), "{status} {request:?}");
        }
    }
    let bench = Bench::new(Facts::default());
    let headers = vec![("retry-after", "90".into()), ("location", "https://elsewhere.example".into())];
    bench.standin.fault(On::Balance, Fault::headers(301, headers));
    let until = Some(now() + TimeDelta::seconds(90));
    assert_eq!(bench.fetch(Request::Account).await.answer, Err(Cause::RateLimited { until }));
}
