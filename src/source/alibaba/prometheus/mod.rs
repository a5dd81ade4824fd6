//! Calls from the Prometheus to which Model Studio delivers the account's monitoring data, where that is switched
//! on.
//!
//! Its HTTP API takes the AccessKey pair as Basic authentication. That is stated for pairs which are permanent; where
//! the token of a temporary pair would go is not, so such a pair is not sent.

mod address;
mod calls;
mod metrics;
mod rows;

use chrono::{DateTime, Utc};

use super::{Live, credentials::KeyPair, fetch::Fetch};
use crate::{
    domain::{Cause, calls::CallRange, request::CallsReading},
    source::{
        http::HttpRequest,
        prometheus::{Access, Bounds, PrometheusClient, Refusal, Sending, Transport, basic},
    },
};

pub(super) use address::Addresses;

const WHAT: &str = "the monitoring data";

/// 200 models with 10 keys, each with 8 outcomes or types of usage: 16,000 series. Over 120 steps, with two
/// outcomes that occur in each: 480,000 samples of some 20 bytes.
const BOUNDS: Bounds = Bounds { bytes: 24 * 1024 * 1024, series: 20_000, samples: 1_000_000 };

/// The policy with which a RAM user may read metrics.
const PERMISSION: &str = "AliyunPrometheusMetricReadAccess";

/// What the vendor's log service, which has the metrics, says with status 401 if a RAM user lacks a permission.
const DENIED: &str = "denied by sts or ram";

impl Live {
    /// The calls of the range that ends at `to`.
    pub(super) async fn calls_from_prometheus(
        &self,
        fetch: &Fetch,
        range: CallRange,
        to: DateTime<Utc>,
    ) -> Result<CallsReading, Cause> {
        let pair = permanent_pair(fetch)?;
        let address = address::of_account(self, fetch).await?;
        fetch.use_credential(&pair.name);
        let refused = |refusal| refused(&pair.name, &refusal);
        let client = PrometheusClient {
            transport: &Budgeted { live: self, fetch },
            address: &address,
            access: Access {
                headers: vec![basic(&pair.key.id, &pair.key.secret, self.http.secrets())],
                refused: &refused,
            },
            bounds: BOUNDS,
            feed: fetch.feed,
            what: WHAT,
        };
        let read = calls::calls(&client, range, to).await;
        if read.is_err() {
            address::forget(self, fetch);
        }
        read
    }
}

fn refused(credential: &str, Refusal { status, message }: &Refusal) -> Cause {
    let code = format!("HTTP {status}");
    if *status == 403 || message.contains(DENIED) {
        Cause::Forbidden { action: Some(PERMISSION.to_owned()), code }
    } else {
        Cause::KeyRefused { credential: credential.to_owned(), code }
    }
}

fn permanent_pair(fetch: &Fetch) -> Result<&KeyPair, Cause> {
    let pair = fetch.logins.pair.as_ref().ok_or_else(|| fetch.logins.why_no_pair())?;
    if pair.key.security_token.is_some() {
        let detail = "monitoring data need a permanent AccessKey, this one is temporary".to_owned();
        return Err(Cause::Login { credential: pair.name.clone(), detail, command: None });
    }
    Ok(pair)
}

/// Sends within the budget of a fetch.
struct Budgeted<'a> {
    live: &'a Live,
    fetch: &'a Fetch,
}

impl Transport for Budgeted<'_> {
    fn send<'a>(&'a self, request: HttpRequest<'a>) -> Sending<'a> {
        Box::pin(self.live.call(self.fetch, WHAT, request))
    }
}
