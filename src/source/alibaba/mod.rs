//! Alibaba Cloud Model Studio itself: the console gateway for quotas, the billing interface for the
//! account and its bills.
//!
//! Only reads. The one request that changes anything on Alibaba's side is minting a console token from the
//! AccessKey pair, which is what signing in means for a pair.

mod billing;
mod bills;
mod catalogue;
mod console;
pub mod credentials;
mod endpoints;
mod envelope;
mod free_quota;
mod openapi;
mod pace;
mod refusal;
mod sign_in;
pub mod signing;
mod visit;
mod wire;

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{
    Clock, DateListener, Fetching, Secrets, Source,
    http::{Http, HttpRequest, Reply},
    limits::Limits,
    off_loop::off_loop,
};
use crate::domain::{Cause, Request, Response};

use credentials::Logins;
pub use endpoints::Endpoints;
use endpoints::Origins;
use pace::Pace;
use sign_in::SignIn;
use visit::Visit;

/// How many calls the console is asked at a time, over all questions.
const CONSOLE_CALLS: usize = 4;

/// How far apart the calls for bills begin. The vendor takes ten a second from each user, for whom the balance
/// is asked as well, and the way there may push calls together: a little less.
const BILL_CALLS_APART: Duration = Duration::from_millis(110);

/// Looks for the logins on this machine.
pub type FindLogins = Arc<dyn Fn() -> Logins + Send + Sync>;

/// The live source.
pub struct AlibabaSource(Arc<Live>);

/// What outlives a single question.
struct Live {
    find_logins: FindLogins,
    origins: Origins,
    clock: Clock,
    http: Http,
    limits: Limits,
    /// One permit for each call to the console that is in flight.
    console_calls: Semaphore,
    /// When the next call for bills may be made.
    bill_calls: Pace,
    sign_in: SignIn,
}

impl AlibabaSource {
    /// A source that looks for its logins again at every request, so that a new login is noticed without a
    /// restart. Nothing is built or asked before the first request. `heard` gets the servers' time, and no failure
    /// quotes one of `secrets`. Fails where an endpoint is not accepted.
    pub fn new(
        find_logins: FindLogins,
        endpoints: Endpoints,
        clock: Clock,
        (heard, secrets): (DateListener, Secrets),
    ) -> Result<Self, Cause> {
        Self::with(find_logins, endpoints, clock, (Some(heard), secrets, Limits::default()))
    }

    /// A source that learns nothing of the servers' time, with other limits.
    pub fn with_limits(
        find_logins: FindLogins,
        endpoints: Endpoints,
        clock: Clock,
        limits: Limits,
    ) -> Result<Self, Cause> {
        Self::with(find_logins, endpoints, clock, (None, Secrets::default(), limits))
    }

    fn with(
        find_logins: FindLogins,
        endpoints: Endpoints,
        clock: Clock,
        (heard, secrets, limits): (Option<DateListener>, Secrets, Limits),
    ) -> Result<Self, Cause> {
        let http = Http::new(Arc::clone(&clock), limits.request_time).keeping(secrets);
        let http = match heard {
            Some(heard) => http.telling(heard),
            None => http,
        };
        Ok(Self(Arc::new(Live {
            find_logins,
            origins: Origins::new(endpoints)?,
            http: http.with_head_time_limit(limits.head_time),
            limits,
            clock,
            console_calls: Semaphore::new(CONSOLE_CALLS),
            bill_calls: Pace::new(BILL_CALLS_APART),
            sign_in: SignIn::default(),
        })))
    }
}

impl Source for AlibabaSource {
    fn fetch(&self, request: Request) -> Fetching {
        let live = Arc::clone(&self.0);
        Box::pin(async move {
            // Off the loop: the logins are files, and a home folder may hang.
            let find_logins = Arc::clone(&live.find_logins);
            let logins = match off_loop("logins", move || find_logins()).await {
                Ok(logins) => logins,
                Err(error) => {
                    let detail = format!("cannot look for logins: {error}");
                    return Err(Cause::Internal { detail }).into();
                }
            };
            logins.teach(live.http.secrets());
            let visit = Visit::new(logins, live.limits);
            let answer = tokio::select! {
                answer = live.answer(&visit, request) => answer,
                never = visit.watch_time() => match never {},
            };
            visit.fetched(answer)
        })
    }
}

impl Live {
    /// Sends a request for `what`, as far as the question may still cost one.
    async fn post(&self, visit: &Visit, what: &str, request: HttpRequest<'_>) -> Result<Reply, Cause> {
        visit.spend_request(what)?;
        let reply = self.http.post(request).await?;
        visit.heard(&reply);
        Ok(reply)
    }

    async fn answer(&self, visit: &Visit, request: Request) -> Result<Response, Cause> {
        match request {
            // The list itself is open to everybody, but of no use without a login to ask for quotas with.
            Request::Catalogue => match visit.why_no_login() {
                Some(cause) => Err(cause),
                None => catalogue::read(self, visit).await.map(Response::Catalogue),
            },
            Request::Quotas(models) => {
                free_quota::read_all(self, visit, &free_quota::QUOTAS, &models).await.map(Response::Quotas)
            }
            Request::FreeQuotaOnly(models) => {
                free_quota::read_all(self, visit, &free_quota::SWITCHES, &models)
                    .await
                    .map(Response::FreeQuotaOnly)
            }
            Request::Account => billing::balance(self, visit).await.map(Response::Account),
            Request::Bills(days) => bills::days(self, visit, &days).await.map(Response::Bills),
            Request::Outstanding(cycle) => {
                bills::outstanding(self, visit, cycle).await.map(Response::Outstanding)
            }
            // This source is asked feed by feed.
            Request::Snapshot => Ok(Response::empty(&request)),
        }
    }
}
