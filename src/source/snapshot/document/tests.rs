//! What other programs may omit or get wrong, and the result.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Parts, read, round_trip::written};
use crate::domain::{
    AccountState, Cause, FailureKind, Feed, FeedName, FeedState, Model, NextCall, Quota, Region, Site,
    Snapshot, SourceKind, Status, Thresholds,
};

const REFRESH: Duration = Duration::from_mins(1);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-22T06:12:07Z")
}

/// A document with these members besides its schema.
fn document(members: &str) -> Snapshot {
    read(format!(r#"{{"schema":"quotatop.snapshot/1",{members}}}"#).as_bytes(), now()).unwrap()
}

fn quota_of(row: &str) -> Option<Quota> {
    let snapshot = document(&format!(r#""models":[{{"model":"m",{row}}}]"#));
    snapshot.models[0].quota.clone()
}

fn refusal(json: &str) -> String {
    match read(json.as_bytes(), now()).unwrap_err() {
        Cause::Undecodable { what, detail } if what == "the snapshot" => detail,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_example_of_the_contract_is_read() {
    let snapshot = read(include_bytes!("example.json"), now()).unwrap();
    assert_eq!(snapshot.taken_at, now());
    assert_eq!(snapshot.profile.as_deref(), Some("default"));
    assert_eq!(snapshot.source, Some(SourceKind::Alibaba));
    assert_eq!((snapshot.site, snapshot.region), (Some(Site::International), Some(Region::Singapore)));
    assert_eq!(snapshot.feed(FeedName::Quotas).state(REFRESH, now()), FeedState::Fresh);
    assert_eq!(snapshot.feed(FeedName::Account).state(REFRESH, now()), FeedState::Stale);
    assert_eq!(
        snapshot.feed(FeedName::Account).failure.as_ref().unwrap().cause.kind(),
        FailureKind::RateLimited
    );
    assert_eq!(snapshot.balance.as_ref().unwrap().available.unwrap().to_string(), "-12.40");
    let model = &snapshot.models[0];
    assert_eq!(snapshot.judge(model, &Thresholds::default(), now()), (Status::Low, NextCall::Refused));
    let quota = model.quota.as_ref().unwrap();
    assert_eq!(quota.used(), Some(975_902.into()));
    assert_eq!(quota.expires_at, Some(at("2026-12-04T10:12:07Z")));
    assert_eq!(quota.read_at, now());
    assert_eq!(model.free_quota_only, Some(false));
}

#[test]
fn the_example_is_also_what_is_written() {
    let example: serde_json::Value = serde_json::from_slice(include_bytes!("example.json")).unwrap();
    let snapshot = read(include_bytes!("example.json"), now()).unwrap();
    let written = written(&snapshot, Parts::Everything);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), example);
    assert_eq!(written, include_str!("example.json"), "the order of fields and the layout");
}

#[test]
fn a_name_is_enough() {
    let snapshot = document(r#""models":[{"model":"m"}]"#);
    assert_eq!(*snapshot.models, [Model::named("m".into())]);
    assert_eq!(snapshot.taken_at, now());
    assert_eq!(*snapshot.feed(FeedName::Quotas), Feed { fetched_at: Some(now()), failure: None });
    assert_eq!(*snapshot.feed(FeedName::Account), Feed::default());
    assert_eq!(snapshot.account_state(), AccountState::Unknown);
    assert_eq!(read(br#"{"schema":"quotatop.snapshot/1"}"#, now()), Ok(Snapshot::empty(now())));
}

#[test]
fn null_is_absent_and_the_unknown_is_ignored() {
    let nulls = document(
        r#""taken_at":null,"profile":null,"feeds":null,"account":null,"models":null,"new":{"a":[1,{}]}"#,
    );
    assert_eq!(nulls, Snapshot::empty(now()));
    let row = r#""kind":"smell","unit":null,"status":"ok","next_call":"free","new":[1.5e9,"x"]"#;
    let read = document(&format!(r#""models":[{{"model":"m",{row}}}]"#)).models;
    assert_eq!(*read, [Model::named("m".into())]);
}

#[test]
fn numbers_are_exact_also_as_strings() {
    let quota = quota_of(r#""total":"1000000","remaining":24098.50,"quota_status":"VALID""#).unwrap();
    assert_eq!(quota.total, Some(1_000_000.into()));
    assert_eq!(quota.remaining.unwrap().to_string(), "24098.5");
    assert_eq!(quota_of(r#""total":9007199254740993"#).unwrap().total, Some(9_007_199_254_740_993.into()));
}

#[test]
fn an_odd_field_makes_the_quota_unknown_not_the_file() {
    for row in [
        r#""total":1e400,"remaining":5,"quota_status":"VALID""#,
        r#""total":10,"remaining":"many","quota_status":"VALID""#,
        r#""total":10,"remaining":{"a":1},"quota_status":"VALID""#,
        r#""total":10,"remaining":5,"expires_at":"soon","quota_status":"VALID""#,
        r#""total":10,"remaining":5,"quota_status":7"#,
    ] {
        assert_eq!(quota_of(row), None, "{row}");
    }
}

#[test]
fn an_odd_row_costs_itself_alone() {
    let rows = r#"{"model":"a"},5,-5,-1.5e3,1e400,null,true,"x",[1,[2]],{},{"model":null},{"model":9},{"model":"\ud800"},
        {"model":"b","total":1,"total":2}"#;
    let models = document(&format!(r#""models":[{rows}]"#)).models;
    let names: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(models[1].quota.as_ref().unwrap().total, Some(2.into()));
}

#[test]
fn of_rows_with_one_name_the_last_counts() {
    let models =
        document(r#""models":[{"model":"b","total":1},{"model":"a"},{"model":"b","total":2},{"model":"c"}]"#)
            .models;
    let totals: Vec<_> = models.iter().map(|model| (model.name.as_str(), model.quota.is_some())).collect();
    assert_eq!(totals, [("b", true), ("a", false), ("c", false)]);
    assert_eq!(models[0].quota.as_ref().unwrap().total, Some(2.into()));
}

#[test]
fn the_order_of_members_does_not_matter() {
    let feeds = r#""feeds":{"quotas":{"fetched_at":"2026-11-22T05:00:00Z"}}"#;
    let models = r#""models":[{"model":"m","total":1}]"#;
    let last = document(&format!("{models},{feeds}"));
    assert_eq!(last, document(&format!("{feeds},{models}")));
    assert_eq!(last.models[0].quota.as_ref().unwrap().read_at, at("2026-11-22T05:00:00Z"));
}

#[test]
fn feeds_fall_back_to_when_the_document_was_taken() {
    let taken = at("2026-11-22T06:00:00Z");
    let reported = |kind, message: &str, off| Cause::Reported {
        kind,
        message: message.into(),
        remedy: if message.is_empty() { String::new() } else { "r".into() },
        off,
    };
    for (feed, fetched_at, cause, state) in [
        ("{}", Some(taken), None, FeedState::Stale),
        (r#"{"state":"fresh"}"#, Some(taken), None, FeedState::Stale),
        (r#"{"state":"fresh","fetched_at":"2026-11-22T06:12:00Z"}"#, Some(now()), None, FeedState::Fresh),
        (r#"{"state":"failed"}"#, None, None, FeedState::Failed),
        (r#"{"state":"off"}"#, None, Some(reported(FailureKind::Config, "", true)), FeedState::Off),
        (
            r#"{"state":"off","error":{"kind":"sign_in","message":"m","remedy":"r"}}"#,
            None,
            Some(reported(FailureKind::SignIn, "m", true)),
            FeedState::Off,
        ),
        (
            r#"{"state":"failed","error":{"kind":"brand_new","message":"m","remedy":"r"}}"#,
            None,
            Some(reported(FailureKind::Server, "m", false)),
            FeedState::Failed,
        ),
        (r#"{"error":{}}"#, Some(taken), Some(reported(FailureKind::Server, "", false)), FeedState::Stale),
    ] {
        let snapshot =
            document(&format!(r#""taken_at":"2026-11-22T06:00:00Z","feeds":{{"account":{feed}}}"#));
        let account = snapshot.feed(FeedName::Account);
        let tolerance = TimeDelta::seconds(7);
        assert_eq!(account.fetched_at.is_some(), fetched_at.is_some(), "{feed}");
        assert!(account.fetched_at.zip(fetched_at).is_none_or(|(is, be)| be - is <= tolerance), "{feed}");
        assert_eq!(account.failure.as_ref().map(|failure| failure.cause.clone()), cause, "{feed}");
        assert_eq!(account.state(REFRESH, now()), state, "{feed}");
        let since = account.failure.as_ref().map(|failure| failure.since);
        assert!(since.is_none_or(|since| since == taken), "{feed}");
    }
}

#[test]
fn an_account_that_tells_nothing_is_unknown() {
    for (account, balance) in [
        (r#"{"state":"unknown","available":null,"currency":null}"#, None),
        (r#"{"state":"good"}"#, None),
        (r#"{"state":"good","available":"lots"}"#, None),
    ] {
        assert_eq!(document(&format!(r#""account":{account}"#)).balance, balance, "{account}");
    }
    let overdue = document(r#""account":{"state":"good","available":-0.5,"currency":"USD"}"#);
    assert_eq!(overdue.account_state(), AccountState::Overdue, "the state is derived again");
    assert_eq!(overdue.feed(FeedName::Account).fetched_at, Some(now()));
}

#[test]
fn another_schema_is_named_before_anything_else() {
    for (json, detail) in [
        ("{}", r#"it has no "schema": "quotatop.snapshot/1""#),
        (r#"{"schema":7}"#, r#"it has no "schema": "quotatop.snapshot/1""#),
        (r#"{"schema":"quotatop.bills/1"}"#, "its schema is not quotatop.snapshot/1"),
        (r#"{"schema":"quotatop.snapshot/0"}"#, "its schema is not quotatop.snapshot/1"),
        (r#"{"schema":"quotatop.snapshot/1 "}"#, "its schema is not quotatop.snapshot/1"),
        (r#"{"schema":"quotatop.snapshot/2"}"#, "its schema number 2 is newer than quotatop.snapshot/1"),
        (
            r#"{"models":{"m":{}},"schema":"quotatop.snapshot/12"}"#,
            "its schema number 12 is newer than quotatop.snapshot/1",
        ),
    ] {
        assert_eq!(refusal(json), detail, "{json}");
    }
}

#[test]
fn what_cannot_be_read_says_where_and_shows_no_content() {
    for (json, detail) in [
        ("", "it is cut off: line 1, column 0"),
        (
            "{\"schema\":\"quotatop.snapshot/1\",\n\"models\":[{\"model\":\"m\"",
            "it is cut off: line 2, column 22",
        ),
        ("hello", "it is not JSON: line 1, column 1"),
        ("[]", "it is not a snapshot: line 1, column 2"),
        ("{\"schema\":\"quotatop.snapshot/1\",\"models\":\"x\"}", "it is not a snapshot"),
        ("{\"schema\":\"quotatop.snapshot/1\"}{", "it is not JSON: line 1, column 33"),
        (
            "{\"schema\":\"quotatop.snapshot/1\",\"taken_at\":\"noon\"}",
            "a taken_at or fetched_at is not an RFC 3339 time",
        ),
    ] {
        assert!(refusal(json).starts_with(detail), "{json}: {}", refusal(json));
    }
    assert!(matches!(read(b"{\"schema\":\"\xff\"}", now()), Err(Cause::Undecodable { .. })));
    let marked = [b"\xef\xbb\xbf".as_slice(), br#"{"schema":"quotatop.snapshot/1"}"#].concat();
    assert!(read(&marked, now()).is_ok(), "a byte order mark is no content");
}

#[test]
fn a_quota_read_before_the_others_stays_as_old_as_it_is() {
    let quota = |read_at| Quota {
        total: Some(100.into()),
        remaining: Some(100.into()),
        expires_at: None,
        quota_status: Some("VALID".into()),
        read_at,
    };
    for (seconds, written_as, call) in [
        (0, None, NextCall::Free),
        (60, None, NextCall::Free),
        (61, Some("2026-11-22T06:11:06Z"), NextCall::Free),
        (7200, Some("2026-11-22T04:12:07Z"), NextCall::Unknown),
        (-30, None, NextCall::Free),
    ] {
        let read_at = now() - TimeDelta::seconds(seconds);
        let mut snapshot = Snapshot::empty(now());
        snapshot.feed_mut(FeedName::Quotas).fetched_at = Some(now());
        *snapshot.models_mut() = vec![Model { quota: Some(quota(read_at)), ..Model::named("m".into()) }];
        let text = written(&snapshot, Parts::Everything);
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let row = &document["models"][0];
        assert_eq!(row.get("read_at").and_then(serde_json::Value::as_str), written_as, "{seconds}");
        let back = read(text.as_bytes(), now()).unwrap();
        assert_eq!(back.judge(&back.models[0], &Thresholds::default(), now()).1, call, "{seconds}");
    }
}

#[test]
fn a_row_can_be_older_than_the_feed_and_not_newer() {
    for (own, read_at) in [
        ("\"2026-11-22T05:00:00.9Z\"", Some("2026-11-22T05:00:00Z")),
        ("\"2199-01-01T00:00:00Z\"", Some("2026-11-22T06:12:07Z")),
        ("null", Some("2026-11-22T06:12:07Z")),
        ("\"yesterday\"", None),
        ("5", None),
    ] {
        let text = format!(
            r#"{{"schema": "quotatop.snapshot/1", "taken_at": "2026-11-22T06:12:07Z",
                "models": [{{"model": "m", "total": 5, "read_at": {own}}}]}}"#
        );
        let back = read(text.as_bytes(), now()).unwrap();
        let found = back.models[0].quota.as_ref().map(|quota| quota.read_at);
        assert_eq!(found, read_at.map(at), "{own}");
    }
}
