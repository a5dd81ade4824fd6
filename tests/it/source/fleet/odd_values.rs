//! What is no number, or is there twice: it is never shown as a figure, and never as a zero.

use quotatop::domain::{AccountState, FeedName, fleet::Models};

use super::*;
use crate::support::standin::{Facts, Fault, On, PROMETHEUS_PATH, Standin};

/// The answer with these series: labels as JSON, and a value.
fn vector(series: &[(&str, &str)]) -> Fault {
    let row = |(labels, value): &(&str, &str)| {
        format!(r#"{{"metric":{{"profile":"a"{labels}}},"value":[1790000000,"{value}"]}}"#)
    };
    let rows: Vec<String> = series.iter().map(row).collect();
    let rows = rows.join(",");
    Fault::answer(
        200,
        format!(r#"{{"status":"success","data":{{"resultType":"vector","result":[{rows}]}}}}"#),
    )
}

/// A server that records the rules for account `a`: 20 models, of which 2 are billed.
fn recorded() -> Standin {
    let standin = Standin::start(Facts::default());
    standin.fault(On::Query, vector(&[]));
    for (metric, value) in [
        ("models:count", "20"),
        ("models_billed:count", "2"),
        ("account_overdue", "0"),
        ("account_available", "5.5"),
    ] {
        standin.fault(On::QueryWith(metric), vector(&[("", value)]));
    }
    standin
}

async fn row(standin: &Standin) -> AccountRow {
    let source = source(&format!("{}{PROMETHEUS_PATH}", standin.url()), "");
    let [row] = <[_; 1]>::try_from(read(&source).await.unwrap().accounts).unwrap();
    row
}

#[tokio::test]
async fn a_count_that_is_no_number_is_not_taken_for_none() {
    let standin = recorded();
    let known = Models { all: 20, billed: 2, ..Models::default() };
    assert_eq!(row(&standin).await.models, Some(known));
    for value in ["NaN", "+Inf", "-Inf", "-1", "2.5", "1e300", "many", ""] {
        for metric in ["models:count", "models_billed:count", "models_low:count"] {
            let standin = recorded();
            standin.fault(On::QueryWith(metric), vector(&[("", value)]));
            assert_eq!(row(&standin).await.models, None, "{metric} {value}");
        }
    }
}

#[tokio::test]
async fn of_two_series_the_one_that_can_be_read_counts() {
    let standin = recorded();
    let twice = [(r#","replica":"1""#, "NaN"), (r#","replica":"2""#, "7"), (r#","replica":"3""#, "8")];
    standin.fault(On::QueryWith("models_low:count"), vector(&twice));
    let models = row(&standin).await.models.unwrap();
    assert_eq!((models.all, models.billed, models.low), (20, 2, 7));
}

#[tokio::test]
async fn a_balance_or_a_moment_that_is_no_number_is_unknown() {
    for value in ["NaN", "+Inf", "-Inf", "many"] {
        let standin = recorded();
        for metric in
            ["account_overdue", "account_available", "feed_up", "last_success", "runs_out_next", "lapses"]
        {
            let labels = r#","currency":"USD","feed":"quotas","model":"m","unit":"tokens""#;
            standin.fault(On::QueryWith(metric), vector(&[(labels, value)]));
        }
        let row = row(&standin).await;
        assert_eq!((row.state, row.available), (AccountState::Unknown, None), "{value}");
        assert_eq!((row.runs_out_next, row.lapses), (None, vec![]), "{value}");
        let quotas = row.feeds[FeedName::Quotas];
        assert_eq!((quotas.fetched_at, quotas.is_up), (None, None), "{value}");
    }
}

#[tokio::test]
async fn a_quota_that_is_no_number_is_absent_in_the_account_that_is_opened() {
    let standin = Standin::start(Facts::default());
    let of = |metric: &str| {
        format!(r#","__name__":"quotatop_{metric}","model":"m","kind":"text","unit":"tokens""#)
    };
    let names = ["free_quota_total", "free_quota_remaining", "free_quota_expires_timestamp_seconds"].map(of);
    let series = [(names[0].as_str(), "1000"), (&names[1], "NaN"), (&names[1], "+Inf"), (&names[2], "-Inf")];
    standin.fault(On::Query, vector(&series));
    let source = source(&format!("{}{PROMETHEUS_PATH}", standin.url()), "");
    let reading = open(&source, AccountName::of_profile("a")).await.unwrap();
    let [model] = <[_; 1]>::try_from(reading.snapshot.models.to_vec()).unwrap();
    let quota = model.quota.unwrap();
    assert_eq!((quota.total, quota.remaining, quota.expires_at), (Some(1000.into()), None, None));
}
