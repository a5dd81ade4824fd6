//! Reads the calls of a range from the vendor's metrics.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

use super::{metrics, rows::Rows};
use crate::{
    domain::{
        Cause, FailureKind, Limit,
        calls::{CallRange, Calls, CallsSource},
        request::CallsReading,
    },
    source::prometheus::{Found, PrometheusClient, promql::PromQl},
};

/// The calls of the range that ends at `to`. An error if not even the counts could be read.
///
/// Seven queries, one after the other. Two of them are over time: with 2,000 rows (200 models with 10 keys) of 120
/// steps each answer has 5 MB, which become 7 MB of samples and are dropped before the next one. `quotatop calls`
/// needs 28 MB without rows and 74 MB with these.
pub(crate) async fn calls(
    client: &PrometheusClient<'_>,
    range: CallRange,
    to: DateTime<Utc>,
) -> Result<CallsReading, Cause> {
    let to = to.duration_trunc(TimeDelta::seconds(1)).unwrap_or(to);
    let from = range.begin(to);
    let mut reading = Reading {
        client,
        range,
        to,
        rows: Rows::new(from, to, range.step()),
        failed: None,
        is_stopped: false,
    };
    reading.counts().await?;
    let has_series = reading.series().await;
    reading.durations().await;
    let Reading { rows, failed, .. } = reading;
    let failed = failed.or_else(|| incomplete(client, rows.odd));
    let calls = Calls {
        source: CallsSource::Prometheus,
        range,
        from,
        to,
        // Each workspace delivers its calls only since that was switched on for it. Which do is not in the metrics,
        // so a model without a row may have been called.
        is_complete: false,
        workspace: None,
        rows: rows.into_rows(has_series),
        by_model: Vec::new(),
    };
    Ok(CallsReading { calls, failed })
}

fn incomplete(client: &PrometheusClient<'_>, odd: usize) -> Option<Cause> {
    let detail = || format!("{odd} values of another form");
    (odd > 0).then(|| Cause::Undecodable { what: client.what.to_owned(), detail: detail() })
}

struct Reading<'a> {
    client: &'a PrometheusClient<'a>,
    range: CallRange,
    to: DateTime<Utc>,
    rows: Rows,
    /// The first failure.
    failed: Option<Cause>,
    /// Whether further queries would fail as well.
    is_stopped: bool,
}

impl Reading<'_> {
    async fn counts(&mut self) -> Result<(), Cause> {
        let found = self.client.query(&metrics::calls(self.range.length())?, self.to).await?;
        self.note_warnings(&found);
        self.rows.add_counts(&found);
        Ok(())
    }

    /// Calls and usage over time; whether both were read whole.
    async fn series(&mut self) -> bool {
        let step = self.range.step();
        let calls = self.over_time(metrics::calls(step)).await;
        let has_calls = calls.as_ref().is_some_and(Found::is_whole);
        if let Some(found) = calls {
            self.rows.add_call_series(&found);
        }
        let Some(found) = self.whole(metrics::usage(self.range.length())).await else { return false };
        self.rows.add_usage(&found);
        let has_usage = found.is_whole();
        let types = self.rows.metering_types();
        if types.is_empty() {
            return has_calls && has_usage;
        }
        let expr = metrics::usage_of(types, step);
        let Some(found) = self.over_time(expr).await else { return false };
        self.rows.add_use_series(&found);
        has_calls && has_usage && found.is_whole()
    }

    async fn durations(&mut self) {
        let window = self.range.length();
        if let Some(found) = self.whole(metrics::mean_duration(window)).await {
            self.rows.add_durations(&found, |stats| &mut stats.duration_ms);
        }
        if let Some(found) = self.whole(metrics::p99_duration(window)).await {
            self.rows.add_durations(&found, |stats| &mut stats.p99_duration_ms);
        }
        if let Some(found) = self.whole(metrics::mean_first_token(window)).await {
            self.rows.add_durations(&found, |stats| &mut stats.first_token_ms);
        }
    }

    /// What an expression over the whole range finds; absent if that failed.
    async fn whole(&mut self, expr: Result<PromQl, Cause>) -> Option<Found> {
        if self.is_stopped {
            return None;
        }
        let found = match expr {
            Ok(expr) => self.client.query(&expr, self.to).await,
            Err(cause) => Err(cause),
        };
        self.noted(found)
    }

    /// What an expression over one step finds, at the end of each step; absent if that failed.
    async fn over_time(&mut self, expr: Result<PromQl, Cause>) -> Option<Found> {
        if self.is_stopped {
            return None;
        }
        let step = self.range.step();
        let first = self.range.begin(self.to).checked_add_signed(step)?;
        let found = match expr {
            Ok(expr) => self.client.query_range(&expr, (first, self.to), step).await,
            Err(cause) => Err(cause),
        };
        self.noted(found)
    }

    fn noted(&mut self, found: Result<Found, Cause>) -> Option<Found> {
        match found {
            Ok(found) => {
                self.note_warnings(&found);
                Some(found)
            }
            Err(cause) => {
                self.is_stopped = stops(&cause);
                self.failed.get_or_insert(cause);
                None
            }
        }
    }

    /// A server that warns of its own answer has not found everything.
    fn note_warnings(&mut self, found: &Found) {
        if let Some(message) = found.warnings.first() {
            let host = self.client.host().to_owned();
            self.failed.get_or_insert(Cause::QueryFailed { host, message: message.clone(), is_late: false });
        }
    }
}

/// Whether other queries would fail in the same way, or should not be sent.
fn stops(cause: &Cause) -> bool {
    match cause {
        Cause::QueryFailed { .. } => false,
        Cause::OverLimit { limit, .. } => !matches!(limit, Limit::Series(_) | Limit::Samples(_)),
        _ => !matches!(cause.kind(), FailureKind::Server | FailureKind::Decode),
    }
}
