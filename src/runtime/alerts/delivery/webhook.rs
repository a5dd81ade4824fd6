//! A webhook: one POST of JSON, whose response states whether the receiver accepted it.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{
    answer::{Refusal, judge},
    attempt::Attempt,
    envelope::Envelope,
    variables::{address, variable},
};
use crate::{
    config::Webhook,
    domain::{Cause, alert::DeliveryError},
    runtime::clock::Clock,
    source::{
        Secrets,
        http::{Http, Reply, Target},
    },
};

/// More of a response is not read, in bytes.
const MAX_RESPONSE: u64 = 64 * 1024;

/// More of a response is not quoted, in characters.
const MAX_QUOTE: usize = 200;

/// Receivers cannot ask for more: a mistake must not silence a channel.
const MAX_WAIT: TimeDelta = TimeDelta::days(1);

/// Identifies the event to receivers whose body has no place for it.
const ID_HEADER: &str = "quotatop-event-id";

pub(super) struct Hook {
    configured: Webhook,
    http: Http,
}

impl Hook {
    pub(super) fn new(configured: Webhook, secrets: Secrets) -> Self {
        let time_limit = configured.time_limit.max(Duration::from_secs(1));
        Self { configured, http: Http::new(Arc::new(Clock::utc), time_limit).with_secrets(secrets) }
    }

    pub(super) async fn send(&self, envelope: &Envelope) -> Attempt {
        match self.post(envelope).await {
            Err(why) => Attempt::failed(why),
            Ok((host, reply)) => attempt(&host, &reply),
        }
    }

    async fn post(&self, envelope: &Envelope) -> Result<(String, Reply), DeliveryError> {
        let address = address(&self.configured.address)?;
        // The variable may have another value than at the start.
        self.http.secrets().add_address(&address);
        let target = Target::parse(&address).map_err(|_address| DeliveryError::BadAddress)?;
        let mut headers = vec![(ID_HEADER.to_owned(), percent_encoded(&envelope.id))];
        for (name, variable_name) in &self.configured.headers {
            let value = variable(variable_name)?;
            self.http.secrets().add_header(&value);
            headers.push((name.clone(), value));
        }
        let body = match &self.configured.template {
            Some(template) => template.fill(|place| envelope.value(place), &envelope.json),
            None => envelope.json.clone(),
        };
        let reply = self.http.post_json(&target, headers, body, MAX_RESPONSE).await;
        Ok((target.origin().host().to_owned(), reply.map_err(DeliveryError::Webhook)?))
    }
}

fn attempt(host: &str, reply: &Reply) -> Attempt {
    let judgement = judge(host, reply.status, &reply.body);
    let by_header = reply.wait_until.map(|until| until.signed_duration_since(reply.arrived));
    let by_body = judgement.pause.map(|pause| TimeDelta::from_std(pause).unwrap_or(MAX_WAIT));
    let wait = by_header.max(by_body).map(|wait| wait.min(MAX_WAIT)).filter(|wait| *wait > TimeDelta::zero());
    let outcome = match judgement.refusal {
        None => Ok(()),
        Some(refusal) => Err(DeliveryError::Webhook(cause(host, reply, &refusal))),
    };
    Attempt { outcome, wait }
}

fn cause(host: &str, reply: &Reply, refusal: &Refusal) -> Cause {
    let (host, status) = (host.to_owned(), reply.status);
    if reply.is_redirect() {
        return Cause::Redirected { host };
    }
    if status == 429 {
        return Cause::RateLimited { until: None };
    }
    let message = reply.quote(&refusal.message, MAX_QUOTE);
    if message.is_empty() && !(200..300).contains(&status) {
        return Cause::HttpStatus { host, status };
    }
    Cause::Refused { code: reply.quote(&refusal.code, MAX_QUOTE), message }
}

/// An ID contains the names of models, which may have characters that a header must not.
fn percent_encoded(text: &str) -> String {
    const NOT_IN_A_HEADER: &AsciiSet = &CONTROLS.add(b' ').add(b'%');
    utf8_percent_encode(text, NOT_IN_A_HEADER).to_string()
}
