//! Writing the document, row by row, in the order of the contract's example.

use std::{
    fmt,
    io::{self, Write},
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{
    SCHEMA,
    reading::{earlier, is_stated},
    row::FROM_BILL,
};
use crate::domain::{
    Cause, Failure, Feed, FeedName, Model, Moment, Snapshot, Thresholds, json::Text, time::rfc3339,
};

/// How much of the document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// All of it (`list -o json`).
    Everything,
    /// All but `models` (`account -o json`).
    WithoutModels,
}

/// How feed states, statuses and next calls are derived, and how failures are worded.
pub struct Judging<'a> {
    /// From when on a quota counts as low or expiring.
    pub thresholds: &'a Thresholds,
    /// How often the feeds are meant to be read.
    pub refresh: Duration,
    /// The moment of judging.
    pub now: Moment,
    /// The message and the remedy of a failure, in English.
    pub describe: &'a dyn Fn(&Cause) -> (String, String),
}

/// The remedy of a failure without one: it reports what is missing.
const REMEDY: &str = "quotatop doctor";

/// Writes `snapshot` with the models of `shown`, in their order. Many small writes: give it a buffer.
///
/// # Errors
/// Those of `out`.
pub fn write(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    shown: &[&Model],
    parts: Parts,
    judging: &Judging<'_>,
) -> io::Result<()> {
    writeln!(out, "{{\n  \"schema\": {},", Text(SCHEMA))?;
    writeln!(out, "  \"taken_at\": {},", Instant(snapshot.taken_at))?;
    writeln!(
        out,
        "  \"profile\": {}, \"source\": {}, \"site\": {}, \"region\": {},",
        OrNull(snapshot.profile.as_deref().map(Text)),
        OrNull(snapshot.source.map(<&str>::from).map(Text)),
        OrNull(snapshot.site.map(<&str>::from).map(Text)),
        OrNull(snapshot.region.map(<&str>::from).map(Text)),
    )?;
    write_feeds(out, snapshot, judging)?;
    write_account(out, snapshot)?;
    if parts == Parts::Everything {
        write_models(out, snapshot, shown, judging)?;
    }
    writeln!(out, "\n}}")
}

fn write_feeds(out: &mut dyn Write, snapshot: &Snapshot, judging: &Judging<'_>) -> io::Result<()> {
    write!(out, "  \"feeds\": {{")?;
    let mut separator = "";
    for name in FeedName::OF_SNAPSHOT {
        write!(out, "{separator}\n    \"{}\": ", name.into_str())?;
        write_feed(out, snapshot.feed(name), judging)?;
        separator = ",";
    }
    writeln!(out, "\n  }},")
}

fn write_feed(out: &mut dyn Write, feed: &Feed, judging: &Judging<'_>) -> io::Result<()> {
    write!(
        out,
        "{{\"state\": \"{}\", \"fetched_at\": {}, \"error\": ",
        feed.state(judging.refresh, judging.now.utc).into_str(),
        OrNull(feed.fetched_at.map(Instant)),
    )?;
    match &feed.failure {
        Some(failure) => write_error(out, failure, judging)?,
        None => write!(out, "null")?,
    }
    write!(out, "}}")
}

fn write_error(out: &mut dyn Write, failure: &Failure, judging: &Judging<'_>) -> io::Result<()> {
    let kind = failure.cause.kind().into_str();
    let (message, remedy) = (judging.describe)(&failure.cause);
    write!(
        out,
        "{{\"kind\": \"{kind}\", \"message\": {}, \"remedy\": {}}}",
        Text(if message.is_empty() { kind } else { &message }),
        Text(if remedy.is_empty() { REMEDY } else { &remedy }),
    )
}

fn write_account(out: &mut dyn Write, snapshot: &Snapshot) -> io::Result<()> {
    let balance = snapshot.balance.as_ref();
    write!(
        out,
        "  \"account\": {{\"state\": \"{}\", \"available\": {}, \"currency\": {}}}",
        snapshot.account_state().into_str(),
        OrNull(balance.and_then(|balance| balance.available).map(Quoted)),
        OrNull(balance.and_then(|balance| balance.currency.as_deref()).map(Text)),
    )
}

fn write_models(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    shown: &[&Model],
    judging: &Judging<'_>,
) -> io::Result<()> {
    write!(out, ",\n  \"models\": [")?;
    let mut separator = "";
    for model in shown {
        write!(out, "{separator}\n    {{")?;
        write_model(out, snapshot, model, judging)?;
        write!(out, "\n    }}")?;
        separator = ",";
    }
    write!(out, "{}]", if shown.is_empty() { "" } else { "\n  " })
}

fn write_model(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    model: &Model,
    judging: &Judging<'_>,
) -> io::Result<()> {
    let quota = model.quota.as_ref();
    let total = quota.and_then(|quota| quota.total);
    let remaining = quota.and_then(|quota| quota.remaining);
    let left_percent = remaining.zip(total).and_then(|(left, total)| left.percent_of(total));
    let (status, next_call) = snapshot.judge(model, judging.thresholds, judging.now);
    write!(
        out,
        "
      \"model\": {}, \"kind\": \"{}\", \"unit\": \"{}\",
      \"total\": {}, \"remaining\": {}, \"used\": {}, \"left_percent\": {:.1},
      \"expires_at\": {},
      \"status\": \"{}\", \"next_call\": \"{}\", \"free_quota_only\": {}, \"quota_status\": {}",
        Text(model.name.as_str()),
        model.kind.into_str(),
        model.unit.into_str(),
        OrNull(total),
        OrNull(remaining),
        OrNull(quota.and_then(crate::domain::Quota::used)),
        OrNull(left_percent),
        OrNull(quota.and_then(|quota| quota.expires_at).map(Instant)),
        status.into_str(),
        next_call.into_str(),
        OrNull(model.free_quota_only),
        OrNull(quota.and_then(|quota| quota.quota_status.as_deref()).map(Text)),
    )?;
    if let Some(from_bill) = &model.from_bill {
        write!(out, ", \"from\": \"{FROM_BILL}\"")?;
        if from_bill.is_at_most {
            write!(out, ", \"at_most\": true")?;
        }
    }
    // Without it, the figure would count as being as new as the feed.
    let feed_read_at = snapshot.feed(FeedName::Quotas).fetched_at.unwrap_or(snapshot.taken_at);
    match quota.filter(|quota| is_stated(quota)).and_then(|quota| earlier(quota.read_at, feed_read_at)) {
        Some(read_at) => write!(out, ",\n      \"read_at\": {}", Instant(read_at)),
        None => Ok(()),
    }
}

/// A value, or `null` where it is absent.
struct OrNull<T>(Option<T>);

impl<T: fmt::Display> fmt::Display for OrNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("null"),
        }
    }
}

/// An instant as RFC 3339, UTC, whole seconds (rounded down).
struct Instant(DateTime<Utc>);

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", rfc3339(self.0))
    }
}

/// An amount of money as a string: its scale is preserved, and no reader makes a float of it.
struct Quoted(rust_decimal::Decimal);

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}
