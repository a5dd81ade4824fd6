//! The source of a fleet, against a real Prometheus and against a stand-in with faults.

mod failures;
mod odd_values;
mod real;

pub(super) use std::sync::Arc;

pub(super) use chrono::{DateTime, Utc};
pub(super) use quotatop::{
    domain::{
        Cause, Request, Response,
        fleet::{AccountName, AccountRow},
        request::{AccountReading, FleetReading},
    },
    source::{
        Secrets, Source as _,
        fleet::{FleetSetup, FleetSource},
    },
};

/// When everything is evaluated.
pub(super) const NOW: &str = "2026-11-28T06:00:00Z";

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A fleet at this address, with the login of the test's Prometheus.
pub(super) fn source(url: &str, matchers: &str) -> FleetSource {
    // `LTAIstandin:standin-secret`
    let value = "Basic TFRBSXN0YW5kaW46c3RhbmRpbi1zZWNyZXQ=".to_owned();
    let headers = vec![("Authorization".to_owned(), "LOGIN".to_owned(), Some(value.into()))];
    let setup =
        FleetSetup { url: url.to_owned(), matchers: matchers.parse().unwrap(), headers, player: None };
    FleetSource::new(setup, Arc::new(|| at(NOW)), Secrets::default()).unwrap()
}

pub(super) async fn read(source: &FleetSource) -> Result<FleetReading, Cause> {
    match source.fetch(Request::Fleet).await.answer? {
        Response::Fleet(reading) => Ok(reading),
        other => panic!("{other:?}"),
    }
}

pub(super) async fn open(source: &FleetSource, name: AccountName) -> Result<AccountReading, Cause> {
    match source.fetch(Request::FleetAccount(name)).await.answer? {
        Response::FleetAccount(reading) => Ok(*reading),
        other => panic!("{other:?}"),
    }
}
