//! Calls to the console gateway: at most four in flight over all requests, each signed in or anonymous.

use std::collections::HashMap;

use secrecy::ExposeSecret;
use serde_json::{Map, Value, json, value::RawValue};
use tokio::sync::SemaphorePermit;

use super::{
    Live,
    credentials::ConsoleToken,
    envelope::{self, NoPayload},
    fetch::Fetch,
    refusal::{CallContext, Refusal},
    wire::lenient::object,
};
use crate::{
    domain::Cause,
    source::http::{HttpRequest, Method, Reply},
};

#[derive(Debug, Clone, Copy)]
pub(super) struct Api {
    /// Its name (`Api`).
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// The fields of which its payload has at least one; empty if the payload is a list.
    pub(super) holds: &'static [&'static str],
    pub(super) limit: u64,
}

impl Api {
    /// What its payload has.
    fn contents(&self) -> String {
        if self.holds.is_empty() { "a list".to_owned() } else { self.holds.join(" or ") }
    }

    fn no_payload(&self) -> Cause {
        let detail = format!("a success without {}", self.contents());
        Cause::Undecodable { what: self.what.to_owned(), detail }
    }
}

/// How often a success without a payload is requested again. The gateway sends one now and then, and a
/// repetition brings the payload.
const REPETITIONS: usize = 2;

pub(super) struct Slot<'a> {
    live: &'a Live,
    _permit: SemaphorePermit<'a>,
}

pub(super) struct Payload {
    pub(super) raw: Box<RawValue>,
    pub(super) arrived: chrono::DateTime<chrono::Utc>,
}

impl Live {
    pub(super) async fn console_slot(&self) -> Result<Slot<'_>, Cause> {
        let closed = |_| Cause::Internal { detail: "the console's queue is closed".to_owned() };
        Ok(Slot { live: self, _permit: self.console_calls.acquire().await.map_err(closed)? })
    }
}

impl Slot<'_> {
    /// Calls with the current token; if the console says that it is not logged in, with the next one.
    pub(super) async fn signed_in(&self, fetch: &Fetch, api: Api, data: &Value) -> Result<Payload, Cause> {
        let sign_in = &self.live.sign_in;
        let mut token = sign_in.token(self.live, fetch).await?;
        // Every token once, and those that a pair mints: a first one and its renewal.
        for _ in 0..fetch.logins.tokens.len().saturating_add(2) {
            fetch.use_credential(&token.name);
            match self.call(fetch, Some(&token), api, data).await {
                Err(Cause::NotLoggedIn { .. }) => {
                    fetch.note_use(&token, true);
                    token = sign_in.next_after(&token, self.live, fetch).await?;
                }
                Ok(payload) => {
                    sign_in.worked(&token).await;
                    fetch.note_use(&token, false);
                    return Ok(payload);
                }
                Err(cause) => return Err(cause),
            }
        }
        Err(Cause::NotLoggedIn { credential: token.name })
    }

    /// Calls with the current token alone: if it is refused, it stays the current one.
    pub(super) async fn with_current_login(
        &self,
        fetch: &Fetch,
        api: Api,
        data: &Value,
    ) -> Result<Payload, Cause> {
        let token = self.live.sign_in.token(self.live, fetch).await?;
        fetch.use_credential(&token.name);
        self.call(fetch, Some(&token), api, data).await
    }

    /// Calls once with the current token, for what can be done without: a refusal changes nothing for other calls,
    /// and which token it was is not noted. Absent if a success came without the payload.
    pub(super) async fn optional(
        &self,
        fetch: &Fetch,
        api: Api,
        data: &Value,
    ) -> Result<Option<Payload>, Cause> {
        let token = self.live.sign_in.token(self.live, fetch).await?;
        self.call_once(fetch, Some(&token), api, data).await
    }

    /// Sends something that changes the account: with the current login alone, and never again.
    pub(super) async fn change(&self, fetch: &Fetch, api: Api, data: &Value) -> Result<Payload, Cause> {
        let token = self.live.sign_in.token(self.live, fetch).await?;
        fetch.use_credential(&token.name);
        let payload = self.call_once(fetch, Some(&token), api, data).await?;
        payload.ok_or_else(|| api.no_payload())
    }

    pub(super) async fn anonymous(&self, fetch: &Fetch, api: Api, data: &Value) -> Result<Payload, Cause> {
        self.call(fetch, None, api, data).await
    }

    async fn call(
        &self,
        fetch: &Fetch,
        token: Option<&ConsoleToken>,
        api: Api,
        data: &Value,
    ) -> Result<Payload, Cause> {
        for _ in 0..REPETITIONS {
            if let Some(payload) = self.call_once(fetch, token, api, data).await? {
                return Ok(payload);
            }
            tokio::time::sleep(self.live.limits.console_pause).await;
        }
        let payload = self.call_once(fetch, token, api, data).await?;
        payload.ok_or_else(|| api.no_payload())
    }

    /// Absent if a success came without the payload.
    async fn call_once(
        &self,
        fetch: &Fetch,
        token: Option<&ConsoleToken>,
        api: Api,
        data: &Value,
    ) -> Result<Option<Payload>, Cause> {
        let region = fetch.logins.region;
        let (origin, action) = self.live.origins.console(fetch.logins.site, region);
        let params = params(api.name, data, token.and_then(|token| token.switch_agent));
        let mut headers = vec![("accept".into(), "*/*".to_owned())];
        if let Some(token) = token {
            headers.push(("authorization".into(), format!("Bearer {}", token.token.expose_secret())));
        }
        let request = HttpRequest {
            method: Method::POST,
            origin: &origin,
            target: format!(
                "/cli/api.json?action={action}&product=sfm_bailian&api={}",
                api.name.replace('/', "%2F")
            ),
            headers,
            form: Some(vec![("params", params), ("region", region.into_str().to_owned())]),
            limit: api.limit,
            name: api.name,
            feed: fetch.feed,
        };
        let reply = self.live.call(fetch, api.what, request).await?;
        let context = CallContext {
            host: origin.host(),
            site: fetch.logins.site,
            credential: token.map_or("anonymous", |token| &token.name),
            permission: None,
            workspace: fetch.logins.workspace_id.as_deref(),
        };
        payload(&reply, api, &context)
    }
}

/// The one JSON text of the body. Without `cornerstoneParam` the gateway refuses.
fn params(api: &str, data: &Value, switch_agent: Option<u64>) -> String {
    let mut cornerstone = json!({
        "protocol": "V2",
        "console": "ONE_CONSOLE",
        "productCode": "p_efm",
        "switchUserType": 3,
        "consoleSite": "BAILIAN_ALIYUN",
    });
    if let (Some(fields), Some(agent)) =
        (cornerstone.as_object_mut(), switch_agent.filter(|agent| *agent > 0))
    {
        fields.insert("switchAgent".to_owned(), agent.into());
    }
    let mut all: Map<String, Value> = data.as_object().cloned().unwrap_or_default();
    all.insert("cornerstoneParam".to_owned(), cornerstone);
    json!({"Api": api, "V": "1.0", "Data": all}).to_string()
}

fn payload(reply: &Reply, api: Api, context: &CallContext<'_>) -> Result<Option<Payload>, Cause> {
    let success = (200..300).contains(&reply.status);
    match envelope::console(&reply.body) {
        Ok(raw) if success => Ok(raw
            .filter(|raw| has_one_of(api.holds, raw))
            .map(|raw| Payload { raw: raw.to_owned(), arrived: reply.arrived })),
        Err(NoPayload::Refused(refusal)) => Err(refusal.cause(context, reply)),
        Err(NoPayload::Unreadable(detail)) if success => {
            Err(Cause::Undecodable { what: api.what.to_owned(), detail })
        }
        // Only the status says what went wrong.
        Ok(_) | Err(NoPayload::Unreadable(_)) => {
            let code = if reply.status == 401 { "NotLogined" } else { "" }.to_owned();
            Err(Refusal { code, message: String::new(), action: None }.cause(context, reply))
        }
    }
}

fn has_one_of(fields: &[&str], payload: &RawValue) -> bool {
    if fields.is_empty() {
        return payload.get().starts_with('[');
    }
    let there: HashMap<String, &RawValue> = object(payload.get()).unwrap_or_default();
    fields.iter().any(|field| there.get(*field).is_some_and(|value| value.get() != "null"))
}
