//! A fleet: many accounts that others poll (`quotatop poll --listen`), in a Prometheus or whatever has its HTTP API.
//!
//! All summing up is the server's: what is read has a few rows for each account, never a row for each model of all. It
//! must not change anything there, and keeps nothing between two requests.

mod account;
mod alerts;
mod history;
mod metrics;
mod rows;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use secrecy::{ExposeSecret as _, SecretString};

pub use self::metrics::rules;
use self::{metrics::Figure, rows::Rows};
use super::{
    Clock, Fetching, Secrets, Source,
    http::{Http, HttpRequest, NotAccepted, Play},
    prometheus::{
        Access, Address, Bounds, Found, PrometheusClient, Refusal, Sending, Transport, promql::PromQl,
    },
};
use crate::domain::{
    Cause, FeedName, Request, Response,
    fleet::{AccountName, Matchers},
    request::{AccountReading, FleetReading},
};

const WHAT: &str = "the fleet";

/// One request, from connecting to the last byte. A Prometheus gives up after two minutes by default, but nobody
/// waits that long for a dashboard.
const TIME_LIMIT: Duration = Duration::from_secs(15);

/// 10,000 accounts, each with a row of some 300 bytes in an answer, or a day of one account with 1,000 models.
const BOUNDS: Bounds = Bounds { bytes: 16 * 1024 * 1024, series: 50_000, samples: 1_000_000 };

/// Queries under way at once: a server evaluates twenty at most, and others ask, too.
const AT_ONCE: usize = 4;

/// Where a fleet is, and what opens it.
pub struct FleetSetup {
    /// Its HTTP API.
    pub url: String,
    pub matchers: Matchers,
    /// Header names, each with the variable that holds its value, and that value if it is set.
    pub headers: Vec<(String, String, Option<SecretString>)>,
    /// What answers in its place: nothing is sent.
    pub player: Option<Arc<dyn Play>>,
}

pub struct FleetSource {
    shared: Arc<Shared>,
}

struct Shared {
    http: Http,
    address: Address,
    matchers: Matchers,
    headers: Vec<(String, SecretString)>,
    clock: Clock,
}

impl FleetSource {
    /// No request is made yet. Fails if the address is not accepted, or if a variable is not set.
    pub fn new(setup: FleetSetup, clock: Clock, secrets: Secrets) -> Result<Self, Cause> {
        let has_login = !setup.headers.is_empty();
        let address =
            if has_login { Address::parse(&setup.url) } else { Address::of_public_data(&setup.url) };
        let address =
            address.map_err(|why: NotAccepted| Cause::Internal { detail: format!("url: {why}") })?;
        let mut headers = Vec::new();
        for (name, variable, value) in setup.headers {
            let value = value.ok_or(Cause::VariableNotSet { variable })?;
            secrets.add_header(value.expose_secret());
            headers.push((name, value));
        }
        let http = Http::new(Arc::clone(&clock), TIME_LIMIT).with_secrets(secrets).with_player(setup.player);
        let matchers = setup.matchers;
        Ok(Self { shared: Arc::new(Shared { http, address, matchers, headers, clock }) })
    }
}

impl Source for FleetSource {
    fn fetch(&self, request: Request) -> Fetching {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            let answer = match request {
                Request::Fleet => shared.fleet().await.map(Response::Fleet),
                Request::FleetAccount(name) => {
                    shared.account(name).await.map(|read| Response::FleetAccount(Box::new(read)))
                }
                other => Ok(Response::empty(&other)),
            };
            answer.into()
        })
    }
}

impl Shared {
    /// Every account, one row each. A figure that cannot be read makes the whole reading fail: an account without it
    /// would seem to be free of it.
    async fn fleet(&self) -> Result<FleetReading, Cause> {
        let at = self.now();
        let recorded = self.query(&metrics::recorded(Figure::Models, &self.matchers)?, at).await?;
        let has_rules = !recorded.series.is_empty();
        let expression = |figure| {
            if has_rules {
                metrics::recorded(figure, &self.matchers)
            } else {
                metrics::computed(figure, &self.matchers)
            }
        };
        let mut rows = Rows::default();
        if has_rules {
            rows.add(Figure::Models, &recorded);
        }
        let mut wanted = Vec::new();
        for figure in Figure::all().filter(|figure| !has_rules || *figure != Figure::Models) {
            wanted.push((figure, expression(figure)?));
        }
        self.read_into(&mut rows, wanted, at).await?;
        // What is not scraped any more is shown as it was.
        let vanished = rows.vanished();
        if has_rules && !vanished.is_empty() {
            let wanted: Result<Vec<_>, Cause> = Figure::all()
                .map(|figure| Ok((figure, metrics::last_recorded(figure, &self.matchers, &vanished)?)))
                .collect();
            let mut last = Rows::default();
            self.read_into(&mut last, wanted?, at).await?;
            rows.add_vanished(last);
        }
        Ok(FleetReading { has_rules, accounts: rows.into_accounts() })
    }

    async fn read_into(
        &self,
        rows: &mut Rows,
        wanted: Vec<(Figure, PromQl)>,
        at: DateTime<Utc>,
    ) -> Result<(), Cause> {
        let read = |(figure, expression): (Figure, PromQl)| async move {
            let found = self.query(&expression, at).await?;
            Ok::<_, Cause>((figure, found))
        };
        // In the order of the figures, so that the same answers make the same rows.
        let mut answers = stream::iter(wanted).map(read).buffered(AT_ONCE);
        while let Some((figure, found)) = answers.try_next().await? {
            rows.add(figure, &found);
        }
        Ok(())
    }

    /// One account: its models now, what was left of each in the last days, and its alerts.
    async fn account(&self, name: AccountName) -> Result<AccountReading, Cause> {
        let at = self.now();
        let found = self.query(&metrics::of_account(&name, &self.matchers, false)?, at).await?;
        // Its poller is gone, perhaps for the night.
        let found = if found.series.is_empty() {
            self.query(&metrics::of_account(&name, &self.matchers, true)?, at).await?
        } else {
            found
        };
        let from = at.checked_sub_signed(history::LENGTH).unwrap_or(at);
        let remaining = metrics::remaining_of(&name, &self.matchers)?;
        let refused = self.refusal();
        let past = self.client(&refused).query_range(&remaining, (from, at), history::STEP).await?;
        let snapshot = account::snapshot(&name, &found, at);
        let histories = history::histories(&past, &snapshot.models);
        let firing = alerts::firing(&self.query(&metrics::firing(&name, &self.matchers)?, at).await?);
        Ok(AccountReading { name, snapshot, histories, firing })
    }

    fn now(&self) -> DateTime<Utc> {
        let now = (self.clock)();
        now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
    }

    async fn query(&self, expression: &PromQl, at: DateTime<Utc>) -> Result<Found, Cause> {
        let refused = self.refusal();
        self.client(&refused).query(expression, at).await
    }

    fn refusal(&self) -> impl Fn(Refusal) -> Cause + Sync {
        let host = self.address.origin().host().to_owned();
        move |Refusal { status, .. }| Cause::QueryRefused { host: host.clone(), status }
    }

    fn client<'a>(&'a self, refused: &'a (dyn Fn(Refusal) -> Cause + Sync)) -> PrometheusClient<'a> {
        let header =
            |(name, value): &(String, SecretString)| (name.clone().into(), value.expose_secret().to_owned());
        let headers = self.headers.iter().map(header).collect();
        PrometheusClient {
            transport: self,
            address: &self.address,
            access: Access { headers, refused },
            bounds: BOUNDS,
            feed: FeedName::Quotas,
            what: WHAT,
        }
    }
}

impl Transport for Shared {
    fn send<'a>(&'a self, request: HttpRequest<'a>) -> Sending<'a> {
        Box::pin(self.http.call(request))
    }
}
