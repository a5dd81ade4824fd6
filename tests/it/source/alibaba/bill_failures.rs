//! What goes wrong with a day of the bill costs that day alone, unless it would go wrong with every other, too.

use super::fixture::*;

fn facts() -> Facts {
    let row = r#"{"InstanceID":"a","PretaxAmount":1}"#.to_owned();
    let days: BTreeMap<_, _> =
        days(1..=10).iter().map(|day| (day.to_string(), vec![row.clone(); 3])).collect();
    Facts { bills: Arc::new(BillFacts { days, page: 1, ..BillFacts::default() }), ..Facts::default() }
}

/// The second page only.
fn on_the_second_page(bench: &Bench, fault: Fault) {
    // The one planned last goes first.
    bench.standin.fault_times(1, On::Bills, fault);
    bench.standin.fault_times(1, On::Bills, Fault::Slow(Duration::ZERO));
}

#[tokio::test]
async fn a_missing_permission_is_named_and_ends_it() {
    let action = |name: &str| Some(name.to_owned());
    let code = || "NoPermission".to_owned();
    let denied = r#"{"Code":"NoPermission","AccessDeniedDetail":{"AuthAction":"bss:DescribeBillList"}}"#;
    for (fault, bills, overview) in [
        (
            Fault::refusal(403, "NoPermission", "You are not authorized to perform this action."),
            "bssapi:DescribeInstanceBill",
            "bssapi:QueryBillOverview",
        ),
        (
            Fault::Answer { status: 400, headers: Vec::new(), body: denied.to_owned() },
            "bss:DescribeBillList",
            "bss:DescribeBillList",
        ),
    ] {
        let bench = Bench::new(facts());
        bench.standin.fault(On::Everything, fault);
        let cause = bench.bills(&days(1..=10)).await.unwrap_err();
        assert_eq!(cause, Cause::Forbidden { action: action(bills), code: code() });
        assert!(bench.standin.count(&On::Bills) <= 4, "{}", bench.standin.count(&On::Bills));
        let cause = bench.owed("2026-10").await.unwrap_err();
        assert_eq!(cause, Cause::Forbidden { action: action(overview), code: code() });
        bench.assert_well_formed();
    }
}

#[tokio::test]
async fn being_told_to_wait_ends_it_and_keeps_the_days_that_were_read() {
    for (fault, until) in
        [(Fault::throttled(), None), (Fault::too_many("120"), Some(now() + chrono::TimeDelta::minutes(2)))]
    {
        let bench = Bench::new(facts());
        // When the sixth day is asked for, two at least have been read, and four are under way.
        bench.standin.fault(On::BillsOf("2026-11-06".into()), fault.clone());
        // What ended it is told, not what failed before.
        bench.standin.fault(On::BillsOf("2026-11-01".into()), Fault::status(500, Vec::new()));
        let bills = bench.bills(&days(1..=10)).await.unwrap();
        assert_eq!(bills.failed, Some(Cause::RateLimited { until }));
        assert!(!bills.days.is_empty() && bills.days.len() < 9, "{:?}", bills.days);
        assert!(bills.days.iter().all(|day| day.lines.len() == 3));
        assert!(!bills.days.iter().any(|day| days([1, 6]).contains(&day.day)));
        bench.assert_well_formed();

        let bench = Bench::new(facts());
        bench.standin.fault(On::Everything, fault);
        assert_eq!(bench.bills(&days(1..=10)).await.unwrap_err(), Cause::RateLimited { until });
        let asked = bench.standin.count(&On::Bills);
        assert!((1..=4).contains(&asked), "{asked} calls");
    }
}

#[tokio::test]
async fn a_refused_key_ends_it() {
    let bench = Bench::new(facts());
    bench.standin.change(|facts| facts.keys[0].secret = "another".into());
    let cause = bench.bills(&days(1..=10)).await.unwrap_err();
    assert!(matches!(&cause, Cause::KeyRefused { code, .. } if code == "SignatureDoesNotMatch"), "{cause:?}");
    assert!(bench.standin.count(&On::Bills) <= 4);
}

#[tokio::test]
async fn a_day_that_fails_costs_itself_alone() {
    let bench = Bench::new(facts());
    bench.standin.fault(On::BillsOf("2026-11-02".into()), Fault::status(500, Vec::new()));
    bench.standin.fault(On::BillsOf("2026-11-04".into()), Fault::not_json());
    let bills = bench.bills(&days(1..=5)).await.unwrap();
    assert_eq!(bills.days.iter().map(|day| day.day).collect::<Vec<_>>(), days([1, 3, 5]));
    assert!(matches!(bills.failed, Some(Cause::HttpStatus { status: 500, .. })), "{:?}", bills.failed);
    bench.standin.heal();
    assert_eq!(bench.bills(&days([2, 4])).await.unwrap().days.len(), 2);
    bench.assert_well_formed();
}

#[tokio::test]
async fn half_a_day_is_none() {
    for (fault, kind) in [
        (Fault::Truncated, FailureKind::Decode),
        (Fault::not_json(), FailureKind::Decode),
        (Fault::Answer { status: 200, headers: Vec::new(), body: "{}".into() }, FailureKind::Decode),
        (
            Fault::Answer { status: 200, headers: Vec::new(), body: r#"{"Success":true,"Data":[]}"#.into() },
            FailureKind::Decode,
        ),
        (
            Fault::Answer {
                status: 200,
                headers: Vec::new(),
                body: r#"{"Success":true,"Data":{"Items":7}}"#.into(),
            },
            FailureKind::Decode,
        ),
        (Fault::status(502, Vec::new()), FailureKind::Server),
        (Fault::redirect("http://127.0.0.1:9"), FailureKind::Server),
        (Fault::refusal(400, "NotApplicable", "No."), FailureKind::Server),
    ] {
        let bench = Bench::new(facts());
        on_the_second_page(&bench, fault.clone());
        let cause = bench.bills(&days([3])).await.unwrap_err();
        assert_eq!((cause.kind(), bench.standin.count(&On::Bills)), (kind, 2), "{fault:?} {cause:?}");
        bench.standin.fault(On::Overview, fault.clone());
        assert_eq!(bench.owed("2026-10").await.unwrap_err().kind(), kind, "{fault:?}");
    }
}

#[tokio::test]
async fn a_token_that_comes_twice_is_no_endless_day() {
    let bench = Bench::new(facts());
    bench.standin.change(|facts| Arc::make_mut(&mut facts.bills).is_ring = true);
    let cause = bench.bills(&days([3])).await.unwrap_err();
    let detail = "a NextToken came twice".to_owned();
    assert_eq!(cause, Cause::Undecodable { what: "the bill of a day".into(), detail });
    assert_eq!(bench.standin.count(&On::Bills), 2);
    bench.assert_well_formed();
}

#[tokio::test]
async fn an_endless_page_is_left_at_the_limit() {
    let bench = Bench::new(facts());
    bench.standin.fault(On::Everything, Fault::Endless);
    for (ask, most) in [(Request::Bills(days([3])), 8), (Request::Outstanding("2026-10".parse().unwrap()), 2)]
    {
        let cause = bench.ask(ask).await.answer.unwrap_err();
        assert!(matches!(cause, Cause::TooLarge { limit, .. } if limit == most * 1024 * 1024), "{cause:?}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_costs_the_time_limit_once() {
    let bench = Bench::with(facts(), logins(&[], true), Duration::from_secs(1));
    bench.standin.fault(On::Bills, Fault::Hang);
    let cause = bench.bills(&days(1..=10)).await.unwrap_err();
    assert!(matches!(cause, Cause::TimedOut { seconds: 1, .. }), "{cause:?}");
    let asked = bench.standin.count(&On::Bills);
    assert!((1..=4).contains(&asked), "{asked} calls in flight");
}

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_for_bills_too() {
    let bench = Bench::new(facts());
    bench.set_clock(now() - chrono::TimeDelta::hours(2));
    assert_eq!(bench.bills(&days([3, 4])).await.unwrap().days.len(), 2);
    bench.assert_well_formed();
}
