//! Takes down the calls of the live source, and redacts them.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use enum_map::EnumMap;
use percent_encoding::percent_decode_str;

use super::{
    Asked, Call, Recording,
    redact::{Hidden, Redactor},
};
use crate::{
    domain::{Cause, FeedName, Region, Site},
    source::{
        Secrets,
        http::{Arrived, Record, Sent},
        prometheus,
    },
};

/// The most bytes of answers that are taken down: some 60 full pages of a bill. A recording is passed on.
const LONGEST: usize = 64 << 20;

/// The interface that answers anyone: the model list.
const PUBLIC: &str = "listFoundationModels";

/// Notes calls as they pass. They hold secrets, so they stay in memory.
#[derive(Default)]
pub struct Recorder(Mutex<Taken>);

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recorder(..)")
    }
}

#[derive(Default)]
struct Taken {
    calls: Vec<Unredacted>,
    bytes: usize,
    left_out: usize,
}

struct Unredacted {
    feed: FeedName,
    api: String,
    method: String,
    host: String,
    target: String,
    form: Vec<(&'static str, String)>,
    outcome: Result<Arrived, Cause>,
    took: Duration,
}

/// What is known of the account whose calls were taken down.
#[derive(Default)]
pub struct Owner {
    pub site: Option<Site>,
    pub region: Option<Region>,
    /// IDs of logins, and the workspace: wherever they occur, they are taken out.
    pub ids: Vec<(String, Hidden)>,
}

/// A recording that can be passed on, and what was taken out of it.
pub struct Redacted {
    pub recording: Recording,
    /// The number of different values of each kind.
    pub found: EnumMap<Hidden, usize>,
    /// The calls that no longer fitted.
    pub left_out: usize,
}

impl Record for Recorder {
    fn record(&self, sent: &Sent<'_>, outcome: Result<&Arrived, &Cause>, took: Duration) {
        let mut taken = self.lock();
        let bytes = outcome.map_or(0, |arrived| arrived.body.len());
        if taken.bytes.saturating_add(bytes) > LONGEST {
            taken.left_out = taken.left_out.saturating_add(1);
            return;
        }
        taken.bytes = taken.bytes.saturating_add(bytes);
        taken.calls.push(Unredacted {
            feed: sent.feed,
            api: sent.api.to_owned(),
            method: sent.method.to_owned(),
            host: sent.host.to_owned(),
            target: sent.target.to_owned(),
            form: sent.form.unwrap_or_default().to_vec(),
            outcome: outcome.cloned().map_err(Clone::clone),
            took,
        });
    }
}

impl Recorder {
    /// The recording so far, without any of `secrets` and of what identifies its owner.
    pub fn redacted(&self, recorded_at: DateTime<Utc>, owner: &Owner, secrets: &Secrets) -> Redacted {
        let taken = self.lock();
        let mut redactor = Redactor::new(secrets);
        redactor.note_known(&owner.ids);
        for call in &taken.calls {
            redactor.note_ours(&call.api);
            if let Ok(arrived) = &call.outcome {
                redactor.learn(&arrived.body, is_public(&call.api));
            }
            for (_, value) in &call.form {
                redactor.learn(value, false);
            }
        }
        let calls = taken.calls.iter().map(|call| call.redacted(&mut redactor)).collect();
        Redacted {
            recording: Recording {
                recorded_at,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                site: owner.site,
                region: owner.region,
                calls,
            },
            found: *redactor.found(),
            left_out: taken.left_out,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unredacted {
    fn redacted(&self, redactor: &mut Redactor<'_>) -> Call {
        let asked = Asked::new(&self.method, (&self.host, &self.target), &self.form);
        let field = |redactor: &mut Redactor<'_>, (name, value): (String, String)| {
            let value = redactor.field(&name, &value);
            (name, value)
        };
        let request = Asked {
            method: asked.method,
            host: redactor.host(&asked.host),
            path: redactor.field("path", &asked.path),
            query: asked.query.into_iter().map(|pair| field(redactor, pair)).collect(),
            form: asked.form.into_iter().map(|pair| field(redactor, pair)).collect(),
        };
        let (arrived, error) = match &self.outcome {
            Ok(arrived) => (Some(arrived), None),
            Err(cause) => (None, Some(redactor.cause(cause))),
        };
        let headers = arrived.map(|arrived| arrived.headers.as_slice()).unwrap_or_default();
        Call {
            feed: self.feed,
            api: self.api.clone(),
            request,
            status: arrived.map(|arrived| arrived.status),
            headers: headers.iter().filter(|(name, value)| is_plain_header(name, value)).cloned().collect(),
            body: arrived.map(|arrived| {
                if is_of_prometheus(&self.api) {
                    redactor.samples(&arrived.body)
                } else {
                    redactor.body(&arrived.body, is_public(&self.api))
                }
            }),
            took_ms: self.took.as_millis().try_into().unwrap_or(u64::MAX),
            error,
        }
    }
}

pub(super) fn is_public(api: &str) -> bool {
    api.ends_with(PUBLIC)
}

pub(super) fn is_of_prometheus(api: &str) -> bool {
    api.starts_with(prometheus::API)
}

/// Whether a header holds nothing but what its name says.
fn is_plain_header(name: &str, value: &str) -> bool {
    let is_number = !value.is_empty() && value.len() <= 10 && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = || DateTime::parse_from_rfc2822(value).is_ok() && value.len() <= 40 && !value.contains('(');
    match name {
        "date" => is_date(),
        "age" | "x-acs-retry-after" => is_number,
        "retry-after" => is_number || is_date(),
        "content-type" => {
            let is_sign = |byte: u8| byte.is_ascii_alphabetic() || b"/;=+-. 8".contains(&byte);
            value.len() <= 50 && value.bytes().all(is_sign) && !value.contains("boundary")
        }
        _ => false,
    }
}

impl Asked {
    pub(super) fn new(method: &str, (host, target): (&str, &str), form: &[(&'static str, String)]) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let decoded =
            |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        };
        let query: BTreeMap<_, _> = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect();
        Self {
            method: method.to_owned(),
            host: host.to_owned(),
            path: decoded(path),
            query,
            form: form.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        }
    }
}
