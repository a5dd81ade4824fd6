//! What the console makes of requests for whole categories.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{Region, Site},
    source::alibaba::fetch::Fetch,
};

/// How long categories are not requested after a failure that may pass.
const PAUSE: TimeDelta = TimeDelta::hours(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Untried,
    Accepted,
    /// For good, or for now.
    Refused,
}

/// The standing at each site and region, for as long as the process runs.
#[derive(Default)]
pub(in crate::source::alibaba) struct Standings(Mutex<HashMap<(Site, Region), Noted>>);

#[derive(Clone, Copy)]
pub(super) enum Noted {
    Accepted,
    Refused,
    /// They failed, but perhaps only for now: they are tried again at this time.
    Paused(DateTime<Utc>),
}

impl Noted {
    pub(super) fn paused(now: DateTime<Utc>) -> Self {
        Self::Paused(now.checked_add_signed(PAUSE).unwrap_or(now))
    }
}

impl Standings {
    pub(super) fn of(&self, fetch: &Fetch, now: DateTime<Utc>) -> Standing {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&place(fetch)).copied();
        match noted {
            None => Standing::Untried,
            Some(Noted::Accepted) => Standing::Accepted,
            Some(Noted::Paused(until)) if until <= now => Standing::Untried,
            Some(Noted::Refused | Noted::Paused(_)) => Standing::Refused,
        }
    }

    /// Notes what a request has shown, if anything.
    pub(super) fn note(&self, fetch: &Fetch, noted: Option<Noted>) {
        if let Some(noted) = noted {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(place(fetch), noted);
        }
    }
}

fn place(fetch: &Fetch) -> (Site, Region) {
    (fetch.logins.site, fetch.logins.region)
}
