//! One fetch from the search for logins to the answer: its limits, and what it found out.

use std::{
    convert::Infallible,
    future::pending,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, Utc};

use super::credentials::{ConsoleToken, Logins};
use crate::{
    domain::{Cause, FeedName, Fetched, Limit, Response, login::LoginUse},
    source::{http::Reply, limits::Limits},
};

pub(super) struct Fetch {
    pub(super) logins: Logins,
    /// The feed that is read.
    pub(super) feed: FeedName,
    /// Whether the time limit has passed.
    is_late: AtomicBool,
    limits: Limits,
    noted: Mutex<Noted>,
}

#[derive(Default)]
struct Noted {
    credential: Option<String>,
    wait_until: Option<DateTime<Utc>>,
    requests: usize,
    bytes: u64,
    logins: Vec<LoginUse>,
}

impl Fetch {
    pub(super) fn new(logins: Logins, feed: FeedName, limits: Limits) -> Self {
        let is_late = AtomicBool::new(limits.fetch_time.is_zero());
        Self { logins, feed, is_late, limits, noted: Mutex::default() }
    }

    /// Notes when the time limit has passed. Never returns: select it together with the answer.
    pub(super) async fn watch_time(&self) -> Infallible {
        tokio::time::sleep(self.limits.fetch_time).await;
        self.is_late.store(true, Ordering::Relaxed);
        pending().await
    }

    /// Counts one more request for `what` against the limits.
    pub(super) fn spend_request(&self, what: &str) -> Result<(), Cause> {
        let over = |limit| Err(Cause::OverLimit { what: what.to_owned(), limit });
        let Limits { fetch_time, requests, bytes, .. } = self.limits;
        if self.is_late.load(Ordering::Relaxed) {
            return over(Limit::Seconds(fetch_time.as_secs()));
        }
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.bytes > bytes {
            return over(Limit::Bytes(bytes));
        }
        if noted.requests >= requests {
            return over(Limit::Requests(requests));
        }
        noted.requests = noted.requests.saturating_add(1);
        Ok(())
    }

    /// Why quotas cannot be requested; absent if they can.
    pub(super) fn why_no_login(&self) -> Option<Cause> {
        let has_login = !self.logins.tokens.is_empty() || self.logins.mints_from().is_some();
        (!has_login).then(|| self.logins.why_no_token())
    }

    /// Notes until when the server wants no requests (the longest of several waits counts), and what the
    /// answer counts towards the limits.
    pub(super) fn record(&self, reply: &Reply) {
        self.note(|noted| {
            noted.wait_until = noted.wait_until.max(reply.wait_until);
            let bytes = reply.body.len().try_into().unwrap_or(u64::MAX);
            noted.bytes = noted.bytes.saturating_add(bytes);
        });
    }

    /// Forgets until when the server wants no requests.
    pub(super) fn forget_wait(&self) {
        self.note(|noted| noted.wait_until = None);
    }

    pub(super) fn use_credential(&self, credential: &str) {
        self.note(|noted| noted.credential = Some(credential.to_owned()));
    }

    /// Notes how a call with this token went; the last one counts.
    pub(super) fn note_use(&self, token: &ConsoleToken, is_refused: bool) {
        let used = self.logins.used(token, is_refused);
        self.note(|noted| {
            noted.logins.retain(|known| known.fingerprint != used.fingerprint);
            noted.logins.push(used);
        });
    }

    pub(super) fn fetched(self, answer: Result<Response, Cause>) -> Fetched {
        let Noted { credential, wait_until, logins, .. } =
            self.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        Fetched { answer, credential, wait_until, logins }
    }

    fn note(&self, write: impl FnOnce(&mut Noted)) {
        write(&mut self.noted.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
