//! HTTP for the live sources: one request, one bounded answer or one typed cause.
//!
//! It must not follow a redirect (a login must not reach another host), buffer more than the limit, send a
//! login in plain text beyond this machine, or log a header or a body.

mod client;
mod headers;
mod origin;
mod proxy;
mod tape;
mod target;

use std::{borrow::Cow, future::Future, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
pub(crate) use reqwest::Method;
use reqwest::{
    RequestBuilder, Response,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};

use super::{Clock, DateListener, Secrets};
use crate::domain::{Cause, FeedName};

use client::Clients;
pub use origin::{NotAccepted, Origin};
pub(crate) use tape::Record;
pub use tape::{Arrived, Play, Sent};
pub(crate) use target::Target;

pub(crate) struct HttpRequest<'a> {
    pub(crate) method: Method,
    /// The server.
    pub(crate) origin: &'a Origin,
    /// Path and query, percent-encoded, beginning with `/`.
    pub(crate) target: String,
    /// Headers beyond those that HTTP needs. They may contain secrets.
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    /// The form fields of the body; absent for an empty body.
    pub(crate) form: Option<Vec<(&'static str, String)>>,
    pub(crate) limit: u64,
    /// The interface: its name in the log and in a recording.
    pub(crate) name: &'a str,
    /// The feed for which it is sent.
    pub(crate) feed: FeedName,
}

/// Anything shown, stored or logged of its body goes through [`Reply::quote`].
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The body; invalid UTF-8 is replaced.
    pub(crate) body: String,
    /// The server's clock (`Date`).
    pub(crate) date: Option<DateTime<Utc>>,
    /// When the answer was complete, by our clock.
    pub(crate) arrived: DateTime<Utc>,
    /// The end of the wait that the server requested (`Retry-After`, `x-acs-retry-after`), by our clock.
    pub(crate) wait_until: Option<DateTime<Utc>>,
    secrets: Secrets,
}

impl Reply {
    /// A text of the answer as one line without control characters and secrets, of at most `most` characters.
    pub(crate) fn quote(&self, text: &str, most: usize) -> String {
        self.secrets.quote(text, most)
    }

    /// A redirect, which is never followed.
    pub(crate) fn is_redirect(&self) -> bool {
        (300..400).contains(&self.status)
    }
}

/// How much of an answer is read.
#[derive(Clone, Copy)]
struct Limit {
    bytes: u64,
    /// Whether a longer answer is cut rather than refused.
    cuts: bool,
}

/// The connections of a process, which all of its sources share: 1,000 accounts at one vendor need no 1,000 clients.
/// Nothing is built before the first request. A login goes along with each request, never with a connection.
#[derive(Clone, Default)]
pub struct Connections(Arc<Clients>);

/// By how much the time limit of connecting, if it is the same, ends before that of the answer.
const CONNECTING_FIRST: Duration = Duration::from_millis(250);

/// The HTTP client, built on first use.
pub(crate) struct Http {
    connections: Connections,
    clock: Clock,
    time_limit: Duration,
    head_time_limit: Duration,
    on_date: Option<DateListener>,
    secrets: Secrets,
    recorder: Option<Arc<dyn Record>>,
    player: Option<Arc<dyn Play>>,
}

impl Http {
    /// A client that gives up on a request after `time_limit`.
    pub(crate) fn new(clock: Clock, time_limit: Duration) -> Self {
        Self {
            connections: Connections::default(),
            clock,
            time_limit,
            head_time_limit: time_limit,
            on_date: None,
            secrets: Secrets::default(),
            recorder: None,
            player: None,
        }
    }

    /// Uses these connections instead of its own.
    pub(crate) fn with_connections(self, connections: Connections) -> Self {
        Self { connections, ..self }
    }

    /// Reports the date of every answer to `listener`, if any, before anything is derived from it.
    pub(crate) fn with_date_listener(self, listener: Option<DateListener>) -> Self {
        Self { on_date: listener, ..self }
    }

    /// Limits how long to wait for the head of an answer.
    pub(crate) fn with_head_time_limit(self, limit: Duration) -> Self {
        Self { head_time_limit: limit.min(self.time_limit), ..self }
    }

    /// Never quotes these secrets.
    pub(crate) fn with_secrets(self, secrets: Secrets) -> Self {
        Self { secrets, ..self }
    }

    /// Has every exchange of [`Self::call`] taken down.
    pub(crate) fn with_recorder(self, recorder: Option<Arc<dyn Record>>) -> Self {
        Self { recorder, ..self }
    }

    /// Has [`Self::call`] answered in the server's place, if by anyone: nothing is sent.
    pub(crate) fn with_player(self, player: Option<Arc<dyn Play>>) -> Self {
        Self { player, ..self }
    }

    /// The secrets that are never quoted.
    pub(crate) const fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Sends once. Returns every answer, whatever its status; redirects and answers that are too large, cut
    /// off or too late are causes.
    pub(crate) async fn call(&self, request: HttpRequest<'_>) -> Result<Reply, Cause> {
        let HttpRequest { method, origin, target, headers, form, limit, name, feed } = request;
        let exchange = async {
            let sent = Sent {
                feed,
                api: name,
                method: method.as_str(),
                host: origin.host(),
                target: &target,
                form: form.as_deref(),
            };
            let reply = if let Some(player) = &self.player {
                self.reply((player.play(&sent)?, (self.clock)()))
            } else {
                let limit = Limit { bytes: limit, cuts: false };
                self.send(&sent, (&method, origin, headers), limit).await?
            };
            if !reply.is_redirect() {
                return Ok(reply);
            }
            let redirected = Cause::Redirected { host: origin.host().to_owned() };
            Err(reply.wait_until.map_or(redirected, |until| Cause::RateLimited { until: Some(until) }))
        };
        self.timed(origin.host(), name, exchange).await
    }

    async fn send(
        &self,
        sent: &Sent<'_>,
        (method, origin, headers): (&Method, &Origin, Vec<(Cow<'static, str>, String)>),
        limit: Limit,
    ) -> Result<Reply, Cause> {
        let builder = self.builder(method.clone(), (origin, sent.target), headers)?;
        let builder = match sent.form {
            Some(form) => builder.form(form),
            None => builder,
        };
        let begun = (self.clock)();
        let exchanged = self.exchange(builder, origin, limit).await;
        if let Some(recorder) = &self.recorder {
            let took = (self.clock)().signed_duration_since(begun).to_std().unwrap_or_default();
            recorder.record(sent, exchanged.as_ref().map(|(arrived, _)| arrived), took);
        }
        exchanged.map(|arrived| self.reply(arrived))
    }

    /// Sends JSON to an address of the configuration. Headers may contain secrets. Returns every answer, even
    /// redirects, since any may request a wait; a long one is cut.
    pub(crate) async fn post_json(
        &self,
        target: &Target,
        headers: Vec<(String, String)>,
        body: String,
        limit: u64,
    ) -> Result<Reply, Cause> {
        let origin = target.origin();
        let exchange = async {
            let builder = self.builder(Method::POST, (origin, target.path()), headers)?;
            let builder = builder.header(CONTENT_TYPE, "application/json").body(body);
            let arrived = self.exchange(builder, origin, Limit { bytes: limit, cuts: true }).await?;
            Ok(self.reply(arrived))
        };
        self.timed(origin.host(), "webhook", exchange).await
    }

    async fn timed(
        &self,
        host: &str,
        name: &str,
        exchange: impl Future<Output = Result<Reply, Cause>>,
    ) -> Result<Reply, Cause> {
        let begun = (self.clock)();
        let result = exchange.await;
        let took = (self.clock)().signed_duration_since(begun).num_milliseconds();
        match &result {
            Ok(reply) => tracing::info!(host, api = name, status = reply.status, ms = took, "answered"),
            Err(cause) => {
                tracing::info!(host, api = name, kind = cause.kind().into_str(), ms = took, "failed");
            }
        }
        result
    }

    fn builder(
        &self,
        method: Method,
        (origin, target): (&Origin, &str),
        headers: Vec<(impl AsRef<str>, String)>,
    ) -> Result<RequestBuilder, Cause> {
        let address = format!("{}{target}", origin.base());
        let client = self.connections.0.get(origin)?;
        Ok(client.request(method, address).timeout(self.time_limit).headers(header_map(headers)?))
    }

    /// The answer, and when its head came.
    async fn exchange(
        &self,
        builder: RequestBuilder,
        origin: &Origin,
        limit: Limit,
    ) -> Result<(Arrived, DateTime<Utc>), Cause> {
        let mut response = self.head(builder, origin).await?;
        if let (Some(report), Some(date)) = (&self.on_date, headers::date(response.headers())) {
            report(date);
        }
        // By the clock as corrected by this very answer.
        let received = (self.clock)();
        let body = self.body(&mut response, origin, limit).await?;
        let body = String::from_utf8(body)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok((Arrived::new(response.status().as_u16(), response.headers(), body), received))
    }

    fn reply(&self, (arrived, received): (Arrived, DateTime<Utc>)) -> Reply {
        let headers = arrived.header_map();
        let date = headers::date(&headers);
        Reply {
            status: arrived.status,
            body: arrived.body,
            date,
            arrived: (self.clock)(),
            wait_until: headers::wait_until(&headers, received, date),
            secrets: self.secrets.clone(),
        }
    }

    /// Sends, and waits for the head of the answer up to its time limit.
    async fn head(&self, builder: RequestBuilder, origin: &Origin) -> Result<Response, Cause> {
        let limit = self.head_time_limit;
        // Without a connection, the other time limit ends it: that says more, as through which proxy.
        match tokio::time::timeout(limit.saturating_add(CONNECTING_FIRST), builder.send()).await {
            Ok(sent) => sent.map_err(|error| self.cause(&error, origin)),
            Err(_elapsed) => {
                Err(Cause::TimedOut { host: origin.host().to_owned(), seconds: limit.as_secs() })
            }
        }
    }

    /// Stops at the limit, so that an endless answer costs no memory.
    async fn body(&self, response: &mut Response, origin: &Origin, limit: Limit) -> Result<Vec<u8>, Cause> {
        let too_large = || Cause::TooLarge { host: origin.host().to_owned(), limit: limit.bytes };
        if !limit.cuts && response.content_length().is_some_and(|length| length > limit.bytes) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| self.cause(&error, origin))? {
            body.extend_from_slice(&piece);
            if u64::try_from(body.len()).unwrap_or(u64::MAX) > limit.bytes {
                return if limit.cuts { Ok(body) } else { Err(too_large()) };
            }
        }
        Ok(body)
    }

    fn cause(&self, error: &reqwest::Error, origin: &Origin) -> Cause {
        match client::cause(error, origin.host(), self.connections.0.proxy(origin), self.time_limit) {
            Cause::Unreachable { host, detail } => {
                Cause::Unreachable { host, detail: self.secrets.redact(&detail) }
            }
            other => other,
        }
    }
}

/// The proxy that `variable` names, with whether `host` is reached directly where `exceptions` are set.
#[cfg(any(test, fuzzing))]
pub(crate) fn proxy(variable: &str, exceptions: &str, host: &str) -> Result<Option<(String, bool)>, Cause> {
    let found = proxy::find(&|name| match name {
        "ALL_PROXY" => Some(Ok(variable.to_owned())),
        "NO_PROXY" => Some(Ok(exceptions.to_owned())),
        _ => None,
    })?;
    Ok(found.map(|proxy| (proxy.named.address.clone(), proxy.exempts(host))))
}

fn header_map(headers: Vec<(impl AsRef<str>, String)>) -> Result<HeaderMap, Cause> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let name = name.as_ref();
        // The value is not named: it may be a secret.
        let unfit = || Cause::Internal { detail: format!("the header {name} cannot carry its value") };
        let mut value = HeaderValue::try_from(value).ok().ok_or_else(unfit)?;
        value.set_sensitive(true);
        map.insert(HeaderName::from_bytes(name.as_bytes()).ok().ok_or_else(unfit)?, value);
    }
    Ok(map)
}
