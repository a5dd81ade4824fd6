//! Endless answers: pages, requests, bytes, time and models are bounded, and the failure names the limit.

use quotatop::domain::Limit;

use super::fixture::*;
use crate::support::standin::Endless;

fn bench(facts: Facts, limits: Limits) -> Bench {
    let patient =
        Limits { request_time: Duration::from_mins(1), fetch_time: Duration::from_mins(1), ..limits };
    Bench::limited(facts, logins(&["standin-token"], true), patient)
}

fn endless_bill(endless: Endless) -> Facts {
    Facts::with_bills(BillFacts { endless: Some(endless), ..BillFacts::default() })
}

fn over(what: &str, limit: Limit) -> Cause {
    Cause::OverLimit { what: what.to_owned(), limit }
}

#[tokio::test]
async fn an_endless_day_fails_after_a_bounded_number_of_pages() {
    let limits = Limits { day_pages: 7, ..Limits::default() };
    let undecodable = |detail: &str| {
        let (what, detail) = ("the bill of a day".to_owned(), detail.to_owned());
        Cause::Undecodable { what, detail }
    };
    for (endless, cause, pages) in [
        (Endless::NewLines, over("the bill of a day", Limit::Pages(7)), 7),
        (Endless::Lines(1), over("the bill of a day", Limit::Pages(7)), 7),
        (Endless::Beyond(3), undecodable("more lines than its TotalCount of 3"), 4),
        (Endless::SameLines, undecodable("a page came twice"), 2),
        (Endless::NoLines, undecodable("4 pages without a line follow each other"), 4),
        (Endless::Lines(1001), undecodable("more than 1000 lines on a page"), 1),
    ] {
        let bench = bench(endless_bill(endless.clone()), limits);
        assert_eq!(bench.bills(&days([3])).await.unwrap_err(), cause, "{endless:?}");
        assert_eq!(bench.standin.count(&On::Bills), pages, "{endless:?}");
    }
}

#[tokio::test]
async fn days_read_before_a_limit_are_returned() {
    let row = r#"{"InstanceID":"a","PretaxAmount":1}"#.to_owned();
    let days_of =
        |count| days(1..=9).into_iter().map(|day| (day.to_string(), vec![row.clone(); count])).collect();
    let facts =
        |lines| Facts::with_bills(BillFacts { days: days_of(lines), page: 1, ..BillFacts::default() });
    let requests = bench(facts(2), Limits { requests: 9, ..Limits::default() });
    let read = requests.bills(&days(1..=9)).await.unwrap();
    assert_eq!(read.failed, Some(over("the bill of a day", Limit::Requests(9))));
    assert!((1..=4).contains(&read.days.len()), "{:?}", read.days);
    assert!(read.days.iter().all(|day| day.lines.len() == 2));
    assert_eq!(requests.standin.count(&On::Bills), 9);
    // The next fetch counts its requests from zero.
    assert_eq!(requests.bills(&days(9..=9)).await.unwrap().failed, None);

    let bytes = bench(facts(2), Limits { bytes: 600, ..Limits::default() });
    let cause = bytes.bills(&days(1..=9)).await.map_or_else(Some, |read| read.failed);
    assert_eq!(cause, Some(over("the bill of a day", Limit::Bytes(600))));
    assert!(bytes.standin.count(&On::Bills) <= 8, "{}", bytes.standin.count(&On::Bills));
}

#[tokio::test]
async fn quotas_stop_at_the_request_limit() {
    let bench = bench(Facts::many(200), Limits { requests: 3, ..Limits::default() });
    let rows = bench.quotas(&names(100)).await.unwrap();
    assert_eq!((rows.rows.len(), rows.failed), (60, Some(over("the free quotas", Limit::Requests(3)))));
    assert_eq!(bench.standin.count(&On::Quotas), 3);
}

#[tokio::test]
async fn a_batch_with_more_rows_than_models_fails() {
    let rows = (0..200).map(|n| format!(r#"{{"model":"stranger-{n}","quotaTotal":1}}"#)).collect();
    let bench = bench(Facts { odd_rows: rows, ..Facts::default() }, Limits::default());
    let cause = bench.quotas(&names(1)).await.unwrap_err();
    assert_eq!(cause.kind(), FailureKind::Decode, "{cause:?}");
}

#[tokio::test]
async fn no_request_is_sent_after_the_time_limit() {
    let limits = Limits { fetch_time: Duration::ZERO, ..Limits::default() };
    let bench = Bench::limited(Facts::many(500), logins(&["standin-token"], true), limits);
    for (request, what) in [
        (Request::Account, "the balance"),
        (Request::Quotas(names(500)), "the free quotas"),
        (Request::Bills(days(1..=30)), "the bill of a day"),
    ] {
        assert_eq!(bench.cause(request).await, over(what, Limit::Seconds(0)));
    }
    assert_eq!(bench.standin.requests().len(), 0);
}

#[tokio::test]
async fn the_beginning_of_an_endless_model_list_is_returned() {
    for (new_models, total, limits, count, limit) in [
        (10, "null", Limits { models: 25, ..Limits::default() }, 25, Limit::Models(25)),
        (100, "1000000000", Limits { models: 25, ..Limits::default() }, 25, Limit::Models(25)),
        (3, "null", Limits { catalogue_pages: 5, ..Limits::default() }, 15, Limit::Pages(5)),
        (3, "1000000000", Limits { catalogue_pages: 5, ..Limits::default() }, 15, Limit::Pages(5)),
        (3, "null", Limits { requests: 4, ..Limits::default() }, 12, Limit::Requests(4)),
    ] {
        let total = Some(total.to_owned());
        let bench = bench(Facts { new_models, total, models: Vec::new(), ..Facts::default() }, limits);
        let list = bench.partial_catalogue().await.unwrap();
        assert_eq!(list.failed, Some(over("the model list", limit)), "{limits:?}");
        assert_eq!(list.models.len(), count, "{limits:?}");
        assert!(list.models[0].name.as_str().starts_with("new-1-"), "{:?}", list.models[0]);
    }
}

#[tokio::test]
async fn a_list_of_exactly_the_limit_is_complete() {
    let bench = bench(Facts { family: 1, ..Facts::many(120) }, Limits { models: 120, ..Limits::default() });
    let list = bench.partial_catalogue().await.unwrap();
    assert_eq!((list.models.len(), list.failed), (120, None));
}

#[tokio::test]
async fn an_answer_with_a_million_models_is_cut_off_at_the_byte_limit() {
    let body = format!(r#"{{"data":{{"list":[{}]}}}}"#, vec![r#"{"model":"m"}"#; 1_000_000].join(","));
    let bench = bench(Facts::default(), Limits::default());
    bench.standin.fault(On::Catalogue, Fault::answer(200, body));
    let cause = bench.catalogue().await.unwrap_err();
    assert!(matches!(cause, Cause::TooLarge { .. }), "{cause:?}");
}
