//! One question to the source, from the search for logins to the answer: what is noted on the way.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::credentials::Logins;
use crate::{
    domain::{Answer, Cause, Fetched},
    source::http::Reply,
};

/// One question under way.
pub(super) struct Visit {
    pub(super) logins: Logins,
    noted: Mutex<Noted>,
}

#[derive(Default)]
struct Noted {
    credential: Option<String>,
    wait_until: Option<DateTime<Utc>>,
}

impl Visit {
    pub(super) fn new(logins: Logins) -> Self {
        Self { logins, noted: Mutex::default() }
    }

    /// Why there is nothing to ask for quotas with; absent where there is something.
    pub(super) fn why_no_login(&self) -> Option<Cause> {
        let has_login = !self.logins.tokens.is_empty() || self.logins.mints_from().is_some();
        (!has_login).then(|| self.logins.why_no_token())
    }

    /// Notes until when the server asks to be left alone: of several answers, the longest counts.
    pub(super) fn heard(&self, reply: &Reply) {
        self.note(|noted| noted.wait_until = noted.wait_until.max(reply.wait_until));
    }

    /// Notes the name of the credential that is used.
    pub(super) fn uses(&self, credential: &str) {
        self.note(|noted| noted.credential = Some(credential.to_owned()));
    }

    /// The answer, with what was noted.
    pub(super) fn fetched(self, answer: Result<Answer, Cause>) -> Fetched {
        let Noted { credential, wait_until } =
            self.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        Fetched { answer, credential, wait_until }
    }

    fn note(&self, write: impl FnOnce(&mut Noted)) {
        write(&mut self.noted.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
