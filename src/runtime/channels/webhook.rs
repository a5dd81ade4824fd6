//! A webhook: one POST of JSON. Whether the receiver has taken it, its status says.

use std::{sync::Arc, time::Duration};

use serde::Deserialize;

use super::{Envelope, address, variable};
use crate::{
    config::Webhook,
    domain::{Cause, alert::NotCarried},
    runtime::Clock,
    source::http::{Http, Origin, Target},
};

/// More of an answer is not read: only whether it was taken is of interest.
const LARGEST_ANSWER: u64 = 64 * 1024;

/// The header that tells an event from every other, for receivers whose body has no place for it.
const ID_HEADER: &str = "quotatop-event-id";

/// A webhook that is ready to be sent to.
pub(super) struct Hook {
    configured: Webhook,
    http: Http,
}

impl Hook {
    pub(super) fn new(configured: Webhook) -> Self {
        let http = Http::new(Arc::new(Clock::utc), configured.time_limit.max(Duration::from_secs(1)));
        Self { configured, http }
    }

    pub(super) async fn send(&self, envelope: &Envelope) -> Result<(), NotCarried> {
        let target =
            Target::parse(&address(&self.configured.address)?).map_err(|_address| NotCarried::BadAddress)?;
        let mut headers = vec![(ID_HEADER.to_owned(), percent_encoded(&envelope.id))];
        for (name, holder) in &self.configured.headers {
            headers.push((name.clone(), variable(holder)?));
        }
        let body = match &self.configured.template {
            Some(template) => template.fill(|place| envelope.value(place), &envelope.json),
            None => envelope.json.clone(),
        };
        let reply = self.http.post_json(&target, headers, body, LARGEST_ANSWER).await;
        let reply = reply.map_err(NotCarried::Webhook)?;
        let taken = taken(target.origin(), reply.status, &reply.body);
        taken.map_err(NotCarried::Webhook)
    }
}

/// What DingTalk and its like answer with status 200 when they refuse.
#[derive(Deserialize)]
struct Refusal {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

fn taken(origin: &Origin, status: u16, body: &str) -> Result<(), Cause> {
    if !(200..300).contains(&status) {
        return Err(Cause::HttpStatus { host: origin.host().to_owned(), status });
    }
    match serde_json::from_str::<Refusal>(body) {
        Ok(Refusal { errcode, errmsg }) if errcode != 0 => {
            Err(Cause::Refused { code: errcode.to_string(), message: errmsg })
        }
        _ => Ok(()),
    }
}

/// An id holds names of models, which may hold anything; a header may not.
fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'!'..=b'~' if byte != b'%' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
