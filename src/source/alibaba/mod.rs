//! Alibaba Cloud Model Studio itself: the console gateway for quotas, the billing interface for the
//! account and its bills, the console and perhaps a Prometheus for calls.
//!
//! As a [`Source`] it only reads: the one request that changes anything on Alibaba's side is minting a console
//! token from the AccessKey pair, which is what signing in means for a pair. Changes are in `write`, behind
//! [`Write`](super::Write), and nothing else calls them.

mod api_keys;
mod billing;
mod bills;
mod catalogue;
mod console;
pub mod credentials;
mod endpoints;
mod envelope;
mod fetch;
mod free_quota;
mod openapi;
mod pace;
mod plans;
mod prometheus;
mod refusal;
mod sign_in;
pub mod signing;
mod telemetry;
mod wire;
mod write;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

use super::{
    Clock, DateListener, Fetching, Secrets, Source,
    http::{Connections, Http, HttpRequest, Play, Record, Reply},
    limits::Limits,
    off_loop,
    recording::Recorder,
};
use crate::domain::{Cause, FeedName, Request, Response, calls::CallRange, request::CallsReading};

use credentials::Logins;
pub use endpoints::Endpoints;
use endpoints::Origins;
use fetch::Fetch;
use free_quota::Standings;
use pace::Pace;
use prometheus::Addresses;
use sign_in::SignIn;

/// Console calls in flight, over all requests.
const CONSOLE_CALLS: usize = 4;

/// The interval between calls for bills. The vendor accepts ten a second from each user, the balance is
/// requested too, and the network may bunch calls: a little less.
const BILL_CALLS_APART: Duration = Duration::from_millis(110);

/// Looks for the logins on this machine.
pub type FindLogins = Arc<dyn Fn() -> Logins + Send + Sync>;

/// What a source is connected to besides the servers.
#[derive(Default)]
pub struct Wiring {
    /// Gets the servers' time.
    pub on_date: Option<DateListener>,
    /// No failure quotes any of them.
    pub secrets: Secrets,
    /// Takes down every call.
    pub recorder: Option<Arc<Recorder>>,
    /// Answers instead of the servers, which are then never reached.
    pub player: Option<Arc<dyn Play>>,
    /// Perhaps those of other sources, too.
    pub connections: Connections,
}

/// The live source.
pub struct AlibabaSource(Arc<Live>);

/// The state shared by all requests.
struct Live {
    find_logins: FindLogins,
    origins: Origins,
    clock: Clock,
    http: Http,
    limits: Limits,
    /// One permit for each call to the console that is in flight.
    console_calls: Semaphore,
    bill_calls: Pace,
    sign_in: SignIn,
    standings: Standings,
    addresses: Addresses,
}

impl AlibabaSource {
    /// A source that looks for logins at every request, so that a new login is noticed without a restart.
    /// Nothing is built before the first request. Fails if an endpoint is not accepted.
    pub fn new(
        find_logins: FindLogins,
        endpoints: Endpoints,
        clock: Clock,
        wiring: Wiring,
    ) -> Result<Self, Cause> {
        Self::with(find_logins, endpoints, clock, (wiring, Limits::default()))
    }

    /// A source that ignores the servers' time, with other limits.
    pub fn with_limits(
        find_logins: FindLogins,
        endpoints: Endpoints,
        clock: Clock,
        limits: Limits,
    ) -> Result<Self, Cause> {
        Self::with(find_logins, endpoints, clock, (Wiring::default(), limits))
    }

    fn with(
        find_logins: FindLogins,
        endpoints: Endpoints,
        clock: Clock,
        (wiring, limits): (Wiring, Limits),
    ) -> Result<Self, Cause> {
        let Wiring { on_date, secrets, recorder, player, connections } = wiring;
        // A replay sends nothing, so it need not pause.
        let (apart, limits) = match player {
            Some(_) => {
                let none = Duration::ZERO;
                (none, Limits { console_pause: none, task_pause: none, ..limits })
            }
            None => (BILL_CALLS_APART, limits),
        };
        let http = Http::new(Arc::clone(&clock), limits.request_time)
            .with_connections(connections)
            .with_secrets(secrets)
            .with_date_listener(on_date)
            .with_recorder(recorder.map(|recorder| recorder as Arc<dyn Record>))
            .with_player(player);
        Ok(Self(Arc::new(Live {
            find_logins,
            origins: Origins::new(endpoints)?,
            http: http.with_head_time_limit(limits.head_time),
            limits,
            clock,
            console_calls: Semaphore::new(CONSOLE_CALLS),
            bill_calls: Pace::new(apart),
            sign_in: SignIn::default(),
            standings: Standings::default(),
            addresses: Addresses::default(),
        })))
    }

    /// The calls of the range that ends at `to`, from the Prometheus to which the account's monitoring data are
    /// delivered.
    pub async fn calls_from_prometheus(
        &self,
        range: CallRange,
        to: DateTime<Utc>,
    ) -> Result<CallsReading, Cause> {
        let fetch = self.0.begin(FeedName::Calls).await?;
        tokio::select! {
            read = self.0.calls_from_prometheus(&fetch, range, to) => read,
            never = fetch.watch_time() => match never {},
        }
    }
}

impl Source for AlibabaSource {
    fn fetch(&self, request: Request) -> Fetching {
        let live = Arc::clone(&self.0);
        Box::pin(async move {
            let fetch = match live.begin(request.feed()).await {
                Ok(fetch) => fetch,
                Err(cause) => return Err(cause).into(),
            };
            let answer = tokio::select! {
                answer = live.answer(&fetch, request) => answer,
                never = fetch.watch_time() => match never {},
            };
            fetch.fetched(answer)
        })
    }
}

impl Live {
    /// Begins a fetch with the logins that this machine has now.
    async fn begin(&self, feed: FeedName) -> Result<Fetch, Cause> {
        let find_logins = Arc::clone(&self.find_logins);
        let logins = off_loop::find_logins(move || find_logins())
            .await
            .map_err(|error| Cause::Internal { detail: format!("cannot look for logins: {error}") })?;
        logins.register_secrets(self.http.secrets());
        Ok(Fetch::new(logins, feed, self.limits))
    }

    /// Sends a request for `what`, within the budget of this fetch.
    async fn call(&self, fetch: &Fetch, what: &str, request: HttpRequest<'_>) -> Result<Reply, Cause> {
        fetch.spend_request(what)?;
        let reply = self.http.call(request).await?;
        fetch.record(&reply);
        Ok(reply)
    }

    async fn answer(&self, fetch: &Fetch, request: Request) -> Result<Response, Cause> {
        match request {
            // The list is public, but of no use without a login for the quotas.
            Request::Catalogue => match fetch.why_no_login() {
                Some(cause) => Err(cause),
                None => catalogue::read(self, fetch).await.map(Response::Catalogue),
            },
            Request::Quotas(models) => free_quota::quotas(self, fetch, &models).await.map(Response::Quotas),
            Request::FreeQuotaOnly(models) => {
                free_quota::switches(self, fetch, &models).await.map(Response::FreeQuotaOnly)
            }
            Request::Account => billing::balance(self, fetch).await.map(Response::Account),
            Request::Bills(days) => bills::days(self, fetch, &days).await.map(Response::Bills),
            Request::Calls(range) => telemetry::calls(self, fetch, range).await.map(Response::Calls),
            Request::Outstanding(cycle) => {
                bills::outstanding(self, fetch, cycle).await.map(Response::Outstanding)
            }
            Request::Plans => plans::read(self, fetch).await.map(Response::Plans),
            // This source is read feed by feed.
            Request::Snapshot | Request::Fleet | Request::FleetAccount(_) => Ok(Response::empty(&request)),
        }
    }
}
