//! Who called what (Model Observation), from the first source that answers: the account's Prometheus if calls are
//! delivered to one, else the console's statistics by API key, else its older ones by model.
//!
//! The interfaces were read in the source of the vendor's own CLI; no answer was captured. So each field may be
//! missing, and what is missing stays unknown.

mod rows;
mod series;
mod statistics;
mod usage;
mod workspace;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::{Live, fetch::Fetch};
use crate::domain::{
    Cause, FailureKind,
    calls::{CallRange, Calls},
    request::CallsReading,
};

/// Reads the calls of `range`, which ends now.
pub(super) async fn calls(live: &Live, fetch: &Fetch, range: CallRange) -> Result<CallsReading, Cause> {
    live.sign_in.begin(&fetch.logins).await;
    let to = whole_minute((live.clock)());
    // Whatever is wrong there, the console's statistics may still be read; few accounts have it.
    // An empty one says nothing: a workspace delivers only the calls after that was switched on.
    match live.calls_from_prometheus(fetch, range, to).await {
        Ok(reading) if !reading.calls.rows.is_empty() => return Ok(reading),
        Ok(_) | Err(_) => {}
    }
    let mut reading = match statistics::read(live, fetch, range, to).await {
        Err(cause) if may_be_answered_elsewhere(&cause) => {
            match usage::read(live, fetch, range, to).await {
                // What the user can change.
                Err(unchosen @ Cause::NoDefaultWorkspace { .. }) => return Err(unchosen),
                // The newer interface is what should answer: its failure is the one to report.
                read => read.or(Err(cause))?,
            }
        }
        read => read?,
    };
    let failed = series::add(live, fetch, &mut reading.calls).await;
    reading.failed = reading.failed.or(failed);
    Ok(reading)
}

/// Statistics are made by the minute.
fn whole_minute(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant.duration_trunc(TimeDelta::minutes(1)).unwrap_or(instant)
}

/// Whether another interface may answer after this failure. Not without a login, in an outage, or if the server
/// wants no requests.
fn may_be_answered_elsewhere(cause: &Cause) -> bool {
    match cause.kind() {
        FailureKind::Permission | FailureKind::Server | FailureKind::Decode => {
            !matches!(cause, Cause::NotActivated { .. } | Cause::Internal { .. } | Cause::OverLimit { .. })
        }
        FailureKind::SignIn
        | FailureKind::RateLimited
        | FailureKind::Network
        | FailureKind::Timeout
        | FailureKind::Config => false,
    }
}

/// Without rows yet.
fn empty(range: CallRange, to: DateTime<Utc>) -> Calls {
    Calls {
        source: crate::domain::calls::CallsSource::Console,
        range,
        from: range.begin(to),
        to,
        is_complete: false,
        workspace: None,
        rows: Vec::new(),
        by_model: Vec::new(),
    }
}
