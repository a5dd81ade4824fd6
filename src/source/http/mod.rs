//! HTTP for the live sources: one request, one bounded answer or one typed cause.
//!
//! It must not follow a redirect (a login must not reach another host), buffer more than the limit, send a
//! login in plain text beyond this machine, or log a header or a body.

mod client;
mod headers;
mod origin;
mod proxy;
mod target;

use std::{future::Future, time::Duration};

use chrono::{DateTime, Utc};
use reqwest::{
    RequestBuilder, Response,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};

use super::{Clock, DateListener, Secrets};
use crate::domain::Cause;

use client::Clients;
pub use origin::{NotAccepted, Origin};
pub(crate) use target::Target;

pub(crate) struct HttpRequest<'a> {
    /// The server.
    pub(crate) origin: &'a Origin,
    /// Path and query, percent-encoded, beginning with `/`.
    pub(crate) target: String,
    /// Headers beyond those that HTTP needs. They may contain secrets.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The form fields of the body; absent for an empty body.
    pub(crate) form: Option<Vec<(&'static str, String)>>,
    pub(crate) limit: u64,
    /// The name in the log.
    pub(crate) name: &'a str,
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

/// The HTTP client, built on first use.
pub(crate) struct Http {
    clients: Clients,
    clock: Clock,
    time_limit: Duration,
    head_time_limit: Duration,
    on_date: Option<DateListener>,
    secrets: Secrets,
}

impl Http {
    /// A client that gives up on a request after `time_limit`.
    pub(crate) fn new(clock: Clock, time_limit: Duration) -> Self {
        Self {
            clients: Clients::new(time_limit),
            clock,
            time_limit,
            head_time_limit: time_limit,
            on_date: None,
            secrets: Secrets::default(),
        }
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

    /// The secrets that are never quoted.
    pub(crate) const fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Sends once. Returns every answer, whatever its status; redirects and answers that are too large, cut
    /// off or too late are causes.
    pub(crate) async fn post(&self, request: HttpRequest<'_>) -> Result<Reply, Cause> {
        let (origin, name) = (request.origin, request.name);
        let limit = Limit { bytes: request.limit, cuts: false };
        let exchange = async {
            let reply = self.exchange(self.form(request)?, origin, limit).await?;
            if !reply.is_redirect() {
                return Ok(reply);
            }
            let redirected = Cause::Redirected { host: origin.host().to_owned() };
            Err(reply.wait_until.map_or(redirected, |until| Cause::RateLimited { until: Some(until) }))
        };
        self.timed(origin.host(), name, exchange).await
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
            let builder = self.builder(origin, target.path(), headers)?;
            let builder = builder.header(CONTENT_TYPE, "application/json").body(body);
            self.exchange(builder, origin, Limit { bytes: limit, cuts: true }).await
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

    fn form(&self, request: HttpRequest<'_>) -> Result<RequestBuilder, Cause> {
        let builder = self.builder(request.origin, &request.target, request.headers)?;
        Ok(match &request.form {
            Some(form) => builder.form(form),
            None => builder,
        })
    }

    fn builder(
        &self,
        origin: &Origin,
        target: &str,
        headers: Vec<(impl AsRef<str>, String)>,
    ) -> Result<RequestBuilder, Cause> {
        let address = format!("{}{target}", origin.base());
        Ok(self.clients.get(origin)?.post(address).headers(header_map(headers)?))
    }

    async fn exchange(&self, builder: RequestBuilder, origin: &Origin, limit: Limit) -> Result<Reply, Cause> {
        let mut response = self.head(builder, origin).await?;
        let status = response.status();
        let date = headers::date(response.headers());
        if let (Some(report), Some(date)) = (&self.on_date, date) {
            report(date);
        }
        let received = (self.clock)();
        let wait_until = headers::wait_until(response.headers(), received, date);
        let body = self.body(&mut response, origin, limit).await?;
        Ok(Reply {
            status: status.as_u16(),
            body: String::from_utf8(body)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
            date,
            arrived: (self.clock)(),
            wait_until,
            secrets: self.secrets.clone(),
        })
    }

    /// Sends, and waits for the head of the answer up to its time limit.
    async fn head(&self, builder: RequestBuilder, origin: &Origin) -> Result<Response, Cause> {
        let limit = self.head_time_limit;
        match tokio::time::timeout(limit, builder.send()).await {
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
        match client::cause(error, origin.host(), self.clients.proxy(origin), self.time_limit) {
            Cause::Unreachable { host, detail } => {
                Cause::Unreachable { host, detail: self.secrets.redact(&detail) }
            }
            other => other,
        }
    }
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
