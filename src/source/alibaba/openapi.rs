//! Calls to the signed interfaces (OpenAPI), with a second attempt after a date too far from the server's or
//! a nonce that was used before.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::{
    Live,
    credentials::KeyPair,
    envelope::{self, NoPayload},
    fetch::Fetch,
    pace::Pace,
    refusal::{CallContext, Meaning},
    signing::{ToSign, sign},
};
use crate::{
    domain::Cause,
    source::http::{HttpRequest, Method, Origin, Reply},
};

pub(super) const LIMIT: u64 = 2 * 1024 * 1024;

pub(super) struct Operation<'a> {
    pub(super) method: Method,
    pub(super) origin: &'a Origin,
    pub(super) path: &'a str,
    /// Unencoded.
    pub(super) query: &'a [(&'a str, &'a str)],
    pub(super) action: &'a str,
    pub(super) version: &'a str,
    pub(super) content_type: Option<&'a str>,
    /// The required RAM action, if the server does not name it.
    pub(super) permission: &'a str,
    pub(super) what: &'a str,
    pub(super) limit: u64,
    /// Limits the rate of attempts; absent if calls are rare.
    pub(super) pace: Option<&'a Pace>,
}

impl Operation<'_> {
    pub(super) fn read<'b, T: Deserialize<'b>>(&self, body: &'b str) -> Result<T, Cause> {
        envelope::read(body).map_err(|error| match error {
            NoPayload::Unreadable(detail) => self.undecodable(detail),
            NoPayload::Refused(refusal) => self.undecodable(refusal.code),
        })
    }

    pub(super) fn undecodable(&self, detail: String) -> Cause {
        Cause::Undecodable { what: self.what.to_owned(), detail }
    }
}

/// The body of a successful answer.
pub(super) async fn call(
    live: &Live,
    fetch: &Fetch,
    pair: &KeyPair,
    operation: &Operation<'_>,
) -> Result<String, Cause> {
    fetch.use_credential(&pair.name);
    let context = CallContext {
        host: operation.origin.host(),
        site: fetch.logins.site,
        credential: &pair.name,
        permission: Some(operation.permission),
        workspace: fetch.logins.workspace_id.as_deref(),
    };
    // A used nonce may be that of our own request, which a proxy has sent twice: a change is then not repeated.
    let may_repeat = !matches!(operation.method, Method::PUT | Method::DELETE);
    let (mut correction, mut nonce_renewed) = (None, false);
    loop {
        let reply = attempt(live, fetch, (pair, operation), correction).await?;
        let refusal = match envelope::openapi(reply.status, &reply.body) {
            Ok(()) => return Ok(reply.body),
            Err(NoPayload::Unreadable(detail)) => return Err(operation.undecodable(detail)),
            Err(NoPayload::Refused(refusal)) => refusal,
        };
        match (refusal.meaning(), skew(&reply)) {
            // The clock may have been corrected by this answer; only the remaining difference is added.
            (Meaning::BadDate, Some(skew)) if correction.is_none() => correction = Some(skew),
            (Meaning::BadDate, Some(skew)) => return Err(Cause::ClockSkew { seconds: skew.num_seconds() }),
            (Meaning::UsedNonce, _) if !nonce_renewed && may_repeat => nonce_renewed = true,
            _ => return Err(refusal.cause(&context, &reply)),
        }
    }
}

/// The server's time less ours.
fn skew(reply: &Reply) -> Option<TimeDelta> {
    Some(reply.date?.signed_duration_since(reply.arrived))
}

async fn attempt(
    live: &Live,
    fetch: &Fetch,
    (pair, operation): (&KeyPair, &Operation<'_>),
    correction: Option<TimeDelta>,
) -> Result<Reply, Cause> {
    if let Some(pace) = operation.pace {
        pace.turn().await;
    }
    let now = (live.clock)();
    let date: DateTime<Utc> = now.checked_add_signed(correction.unwrap_or_default()).unwrap_or(now);
    let to_sign = ToSign {
        method: operation.method.as_str(),
        host: operation.origin.host(),
        path: operation.path,
        query: operation.query,
        action: operation.action,
        version: operation.version,
        content_type: operation.content_type,
        body: &[],
    };
    let signed = sign(&to_sign, &pair.key, date, &nonce()?);
    // Exactly what was signed.
    let target = match signed.query.as_str() {
        "" => operation.path.to_owned(),
        query => format!("{}?{query}", operation.path),
    };
    let request = HttpRequest {
        method: operation.method.clone(),
        origin: operation.origin,
        target,
        headers: signed.headers.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        form: None,
        limit: operation.limit,
        name: operation.action,
        feed: fetch.feed,
    };
    live.call(fetch, operation.what, request).await
}

/// 32 hexadecimal digits that were never used before.
fn nonce() -> Result<String, Cause> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Cause::Internal { detail: format!("no random bytes: {error}") })?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
