//! Taking down what passes, and answering from what was taken down.

use std::time::Duration;

use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};

use crate::domain::{Cause, FeedName};

/// A request without its headers: those hold the login.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    pub feed: FeedName,
    pub api: &'a str,
    pub method: &'a str,
    pub host: &'a str,
    /// Path and query, percent-encoded.
    pub target: &'a str,
    /// The form fields of the body; absent for an empty body.
    pub form: Option<&'a [(&'static str, String)]>,
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub status: u16,
    /// Those that are read, and the type of the body; names in lower case.
    pub headers: Vec<(String, String)>,
    /// Invalid UTF-8 is replaced.
    pub body: String,
}

/// Takes down every exchange.
pub(crate) trait Record: Send + Sync {
    fn record(&self, sent: &Sent<'_>, outcome: Result<&Arrived, &Cause>, took: Duration);
}

/// Answers in the server's place: nothing is sent.
pub trait Play: Send + Sync {
    fn play(&self, sent: &Sent<'_>) -> Result<Arrived, Cause>;
}

/// The headers that are taken down. Others may hold the ID of a request, a cookie, an address.
const HEADERS: [HeaderName; 5] =
    [DATE, AGE, CONTENT_TYPE, RETRY_AFTER, HeaderName::from_static("x-acs-retry-after")];

impl Arrived {
    pub(super) fn new(status: u16, headers: &HeaderMap, body: String) -> Self {
        let read = |name: &HeaderName| {
            Some((name.as_str().to_owned(), headers.get(name)?.to_str().ok()?.to_owned()))
        };
        Self { status, headers: HEADERS.iter().filter_map(read).collect(), body }
    }

    pub(super) fn header_map(&self) -> HeaderMap {
        let read = |(name, value): &(String, String)| {
            Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
        };
        self.headers.iter().filter_map(read).collect()
    }
}
