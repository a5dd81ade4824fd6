//! The HTTP API of a Prometheus: one query, one bounded answer or one typed cause.
//!
//! It knows no metric and no vendor: the caller passes in its address and what opens it. It must not
//! retry, follow a redirect, or read a value through a binary float.

mod access;
mod address;
mod answer;
mod failure;
mod number;
pub mod promql;
mod series;
mod stream;

use std::{future::Future, pin::Pin};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use self::promql::PromQl;
#[cfg(test)]
pub(crate) use self::series::Sample;
pub(crate) use self::{
    access::{Access, Refusal, basic},
    address::Address,
    answer::Bounds,
    series::{Found, Series},
};
use super::{
    http::{HttpRequest, Method, Reply},
    secrets::percent_encoded,
};
use crate::domain::{Cause, FeedName};

/// How the names of its ends begin in the log and in recordings.
pub(crate) const API: &str = "prometheus/";

/// The characters of one warning.
const WARNING: usize = 200;

/// What sends requests, perhaps within a budget.
pub(crate) trait Transport: Sync {
    fn send<'a>(&'a self, request: HttpRequest<'a>) -> Sending<'a>;
}

/// An answer in progress.
pub(crate) type Sending<'a> = Pin<Box<dyn Future<Output = Result<Reply, Cause>> + Send + 'a>>;

/// A Prometheus, and what is known of how to query it.
pub(crate) struct PrometheusClient<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) address: &'a Address,
    pub(crate) access: Access<'a>,
    pub(crate) bounds: Bounds,
    /// For which queries are sent.
    pub(crate) feed: FeedName,
    /// What they read, for messages, e.g. `the monitoring data`.
    pub(crate) what: &'a str,
}

impl PrometheusClient<'_> {
    /// Evaluates `expr` at one instant, which has whole milliseconds.
    pub(crate) async fn query(&self, expr: &PromQl, at: DateTime<Utc>) -> Result<Found, Cause> {
        self.call("query", &[("query", expr.to_string()), ("time", instant(at))]).await
    }

    /// Evaluates `expr` at `from`, and every `step` (whole seconds) later until `to`, which is included.
    pub(crate) async fn query_range(
        &self,
        expr: &PromQl,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        step: TimeDelta,
    ) -> Result<Found, Cause> {
        let parameters = [
            ("query", expr.to_string()),
            ("start", instant(from)),
            ("end", instant(to)),
            ("step", step.num_seconds().max(1).to_string()),
        ];
        self.call("query_range", &parameters).await
    }

    async fn call(&self, end: &str, parameters: &[(&str, String)]) -> Result<Found, Cause> {
        let origin = self.address.origin();
        let pairs: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        let name = format!("{API}{end}");
        let mut headers = vec![("accept".into(), "application/json".to_owned())];
        headers.extend(self.access.headers.iter().cloned());
        let request = HttpRequest {
            method: Method::GET,
            origin,
            target: format!("{}?{}", self.address.target(end), pairs.join("&")),
            headers,
            form: None,
            limit: self.bounds.bytes,
            name: &name,
            feed: self.feed,
        };
        let reply = self.transport.send(request).await?;
        if !(200..300).contains(&reply.status) {
            return Err(failure::of_status(origin.host(), &reply, self.access.refused));
        }
        let mut found = answer::read(&reply.body, self.bounds)
            .map_err(|why| failure::of_answer(origin.host(), &reply, why, (self.what, self.bounds)))?;
        for warning in &mut found.warnings {
            *warning = reply.quote(warning, WARNING);
        }
        Ok(found)
    }

    /// The server, for messages.
    pub(crate) fn host(&self) -> &str {
        self.address.origin().host()
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
