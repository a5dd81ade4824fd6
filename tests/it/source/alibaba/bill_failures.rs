//! A failing day of a bill loses that day alone, unless every other would fail too.

use super::fixture::*;

fn facts() -> Facts {
    let row = r#"{"InstanceID":"a","PretaxAmount":1}"#.to_owned();
    let days: BTreeMap<_, _> =
        days(1..=10).iter().map(|day| (day.to_string(), vec![row.clone(); 3])).collect();
    Facts::with_bills(BillFacts { days, page: 1, ..BillFacts::default() })
}

fn fail_second_page(bench: &Bench, fault: Fault) {
    // The fault added last goes first.
    bench.standin.fault_times(1, On::Bills, fault);
    bench.standin.fault_times(1, On::Bills, Fault::Slow(Duration::ZERO));
}

#[tokio::test]
async fn a_missing_permission_is_named_and_stops_the_fetch() {
    let action = |name: &str| Some(name.to_owned());
    let code = || "NoPermission".to_owned();
    let denied = r#"{"Code":"NoPermission","AccessDeniedDetail":{"AuthAction":"bss:DescribeBillList"}}"#;
    for (fault, bills, overview) in [
        (
            Fault::refusal(403, "NoPermission", "You are not authorized to perform this action."),
            "bssapi:DescribeInstanceBill",
            "bssapi:QueryBillOverview",
        ),
        (Fault::answer(400, denied), "bss:DescribeBillList", "bss:DescribeBillList"),
    ] {
        let bench = Bench::new(facts());
        bench.standin.fault(On::Everything, fault);
        let cause = bench.bills(&days(1..=10)).await.unwrap_err();
        assert_eq!(cause, Cause::Forbidden { action: action(bills), code: code() });
        assert!(bench.standin.count(&On::Bills) <= 4, "{}", bench.standin.count(&On::Bills));
        let cause = bench.owed("2026-10").await.unwrap_err();
        assert_eq!(cause, Cause::Forbidden { action: action(overview), code: code() });
    }
}

#[tokio::test]
async fn a_rate_limit_stops_the_fetch_and_returns_the_days_read_before() {
    for (fault, until) in
        [(Fault::throttled(), None), (Fault::too_many("120"), Some(now() + chrono::TimeDelta::minutes(2)))]
    {
        let bench = Bench::new(facts());
        // When the sixth day is requested, at least two have been read, and four are in flight.
        bench.standin.fault(On::BillsOf("2026-11-06".into()), fault.clone());
        // The failure is the one that stopped the fetch, not an earlier one.
        bench.standin.fault(On::BillsOf("2026-11-01".into()), Fault::status(500));
        let bills = bench.bills(&days(1..=10)).await.unwrap();
        assert_eq!(bills.failed, Some(Cause::RateLimited { until }));
        assert!(!bills.days.is_empty() && bills.days.len() < 9, "{:?}", bills.days);
        assert!(bills.days.iter().all(|day| day.lines.len() == 3));
        assert!(!bills.days.iter().any(|day| days([1, 6]).contains(&day.day)));

        let bench = Bench::new(facts());
        bench.standin.fault(On::Everything, fault);
        assert_eq!(bench.bills(&days(1..=10)).await.unwrap_err(), Cause::RateLimited { until });
        let requests = bench.standin.count(&On::Bills);
        assert!((1..=4).contains(&requests), "{requests} calls");
    }
}

#[tokio::test]
async fn a_refused_key_stops_the_fetch() {
    let bench = Bench::new(facts());
    bench.standin.change(|facts| facts.keys[0].secret = "another".into());
    let cause = bench.bills(&days(1..=10)).await.unwrap_err();
    assert!(matches!(&cause, Cause::KeyRefused { code, .. } if code == "SignatureDoesNotMatch"), "{cause:?}");
    assert!(bench.standin.count(&On::Bills) <= 4);
}

#[tokio::test]
async fn a_failing_day_loses_only_its_own_lines() {
    let bench = Bench::new(facts());
    bench.standin.fault(On::BillsOf("2026-11-02".into()), Fault::status(500));
    bench.standin.fault(On::BillsOf("2026-11-04".into()), Fault::not_json());
    let bills = bench.bills(&days(1..=5)).await.unwrap();
    assert_eq!(bills.days.iter().map(|day| day.day).collect::<Vec<_>>(), days([1, 3, 5]));
    assert!(matches!(bills.failed, Some(Cause::HttpStatus { status: 500, .. })), "{:?}", bills.failed);
    bench.standin.heal();
    assert_eq!(bench.bills(&days([2, 4])).await.unwrap().days.len(), 2);
}

#[tokio::test]
async fn a_failing_page_fails_the_whole_day() {
    for (fault, kind) in [
        (Fault::Truncated, FailureKind::Decode),
        (Fault::not_json(), FailureKind::Decode),
        (Fault::answer(200, "{}"), FailureKind::Decode),
        (Fault::answer(200, r#"{"Success":true,"Data":[]}"#), FailureKind::Decode),
        (Fault::answer(200, r#"{"Success":true,"Data":{"Items":7}}"#), FailureKind::Decode),
        (Fault::status(502), FailureKind::Server),
        (Fault::redirect("http://127.0.0.1:9"), FailureKind::Server),
        (Fault::refusal(400, "NotApplicable", "No."), FailureKind::Server),
    ] {
        let bench = Bench::new(facts());
        fail_second_page(&bench, fault.clone());
        let cause = bench.bills(&days([3])).await.unwrap_err();
        assert_eq!((cause.kind(), bench.standin.count(&On::Bills)), (kind, 2), "{fault:?} {cause:?}");
        bench.standin.fault(On::Overview, fault.clone());
        assert_eq!(bench.owed("2026-10").await.unwrap_err().kind(), kind, "{fault:?}");
    }
}

#[tokio::test]
async fn a_repeated_next_token_fails_the_day() {
    let bench = Bench::new(facts());
    bench.standin.change(|facts| Arc::make_mut(&mut facts.bills).is_ring = true);
    let cause = bench.bills(&days([3])).await.unwrap_err();
    let detail = "a NextToken came twice".to_owned();
    assert_eq!(cause, Cause::Undecodable { what: "the bill of a day".into(), detail });
    assert_eq!(bench.standin.count(&On::Bills), 2);
}

#[tokio::test]
async fn an_endless_page_is_cut_off_at_the_limit() {
    let bench = Bench::new(facts());
    bench.standin.fault(On::Everything, Fault::Endless);
    let outstanding = Request::Outstanding("2026-10".parse().unwrap());
    for (request, most) in [(Request::Bills(days([3])), 8), (outstanding, 2)] {
        let cause = bench.cause(request).await;
        assert!(matches!(cause, Cause::TooLarge { limit, .. } if limit == most * 1024 * 1024), "{cause:?}");
    }
}

#[tokio::test]
async fn a_hanging_server_costs_the_time_limit_once() {
    let bench = Bench::with(facts(), logins(&[], true), Duration::from_secs(1));
    bench.standin.fault(On::Bills, Fault::Hang);
    let cause = bench.bills(&days(1..=10)).await.unwrap_err();
    assert!(matches!(cause, Cause::TimedOut { seconds: 1, .. }), "{cause:?}");
    let requests = bench.standin.count(&On::Bills);
    assert!((1..=4).contains(&requests), "{requests} calls in flight");
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_for_bills_too() {
    let bench = Bench::new(facts());
    bench.set_clock(now() - chrono::TimeDelta::hours(2));
    assert_eq!(bench.bills(&days([3, 4])).await.unwrap().days.len(), 2);
}
