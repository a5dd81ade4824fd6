//! Calls as the contract's JSON (`quotatop.calls/1`).

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use super::printed::Printed;
use crate::{
    app::account::calls::EVERY,
    cli::document,
    domain::{
        Failure, FeedName, Quantity,
        calls::{CallFailure, CallGroup},
        time::rfc3339,
    },
    words::{self, Lang},
};

const SCHEMA: &str = "quotatop.calls/1";

/// Without a stored or read range, all but what was asked for is null.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: &'a str,
    source: Option<&'static str>,
    from: Option<String>,
    to: Option<String>,
    group_by: &'static str,
    for_reference_only: bool,
    groups: Vec<Group<'a>>,
    feed: Feed,
}

#[derive(Serialize)]
struct Group<'a> {
    /// Null for the calls of which the source does not state it.
    key: Option<&'a str>,
    calls: Option<u64>,
    failed: Option<u64>,
    failures: &'a [CallFailure],
    usage: Vec<UsageOut<'a>>,
    mean_duration_ms: Option<Number>,
    p99_duration_ms: Option<Number>,
    mean_first_token_ms: Option<Number>,
    last_call_at: Option<String>,
}

#[derive(Serialize)]
struct UsageOut<'a> {
    kind: &'a str,
    amount: Option<Number>,
}

#[derive(Serialize)]
struct Feed {
    state: &'static str,
    fetched_at: Option<String>,
    error: Option<Error>,
}

#[derive(Serialize)]
struct Error {
    kind: &'static str,
    message: String,
    remedy: String,
}

pub(super) fn write(out: &mut dyn Write, printed: &Printed<'_>, now: DateTime<Utc>) -> io::Result<()> {
    let profile = printed.state.profile();
    let document = Document {
        schema: SCHEMA,
        profile: profile.name(),
        source: printed.calls.map(|calls| calls.source.into_str()),
        from: printed.calls.map(|calls| rfc3339(calls.from)),
        to: printed.calls.map(|calls| rfc3339(calls.to)),
        group_by: printed.by.into_str(),
        for_reference_only: true,
        groups: printed.groups.iter().map(group).collect(),
        feed: feed(printed, now),
    };
    document::write(out, &document)
}

fn group(group: &CallGroup) -> Group<'_> {
    let stats = &group.stats;
    Group {
        key: group.key.as_deref(),
        calls: stats.calls,
        failed: stats.failed,
        failures: &stats.failures,
        usage: stats
            .usage
            .iter()
            .map(|(kind, amount)| UsageOut { kind: kind.word(), amount: number(amount.decimal()) })
            .collect(),
        mean_duration_ms: stats.duration_ms.and_then(number),
        p99_duration_ms: stats.p99_duration_ms.and_then(number),
        mean_first_token_ms: stats.first_token_ms.and_then(number),
        last_call_at: stats.last_call_at.map(rfc3339),
    }
}

fn feed(printed: &Printed<'_>, now: DateTime<Utc>) -> Feed {
    let profile = printed.state.profile();
    let feed = profile.snapshot.feed(FeedName::Calls);
    let error = |failure: &Failure| {
        let report = words::facts::failure::report_feed(Lang::English, FeedName::Calls, &failure.cause);
        Error { kind: failure.cause.kind().into_str(), message: report.message, remedy: report.remedy }
    };
    Feed {
        state: feed.state(EVERY, now).into_str(),
        fetched_at: profile.calls.get(printed.range).map(|calls| rfc3339(calls.fetched_at)),
        error: feed.failure.as_ref().map(error),
    }
}

fn number(number: Decimal) -> Option<Number> {
    Quantity::from(number).to_string().parse().ok()
}
