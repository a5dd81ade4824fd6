//! How many requests a profile has made, how they ended, and how long they took: by feed, since the program started.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use enum_map::EnumMap;

use crate::domain::{FailureKind, FeedName, Fetched};

/// The upper bounds of the durations that are counted together. Most requests take one call, bills hundreds; none takes
/// much longer than a minute (`source/limits.rs`).
pub(crate) const BOUNDS: [Duration; 9] = [
    Duration::from_millis(100),
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_millis(2_500),
    Duration::from_secs(5),
    Duration::from_secs(10),
    Duration::from_secs(30),
    Duration::from_mins(1),
];

/// The requests of a profile.
#[derive(Debug, Default)]
pub(crate) struct RequestCounts(Mutex<EnumMap<FeedName, FeedRequests>>);

/// The requests of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FeedRequests {
    /// The number of those that succeeded.
    pub(crate) succeeded: u64,
    /// The numbers of those that failed, or brought a part alone.
    pub(crate) failed: EnumMap<FailureKind, u64>,
    /// How many took up to each of [`BOUNDS`], but longer than the one before.
    pub(crate) within: [u64; BOUNDS.len()],
    /// The number of those that took longer.
    pub(crate) longer: u64,
    /// All together.
    pub(crate) took: Duration,
}

impl RequestCounts {
    /// A request has ended.
    pub(crate) fn note(&self, feed: FeedName, fetched: &Fetched, took: Duration) {
        let cause = match &fetched.answer {
            Ok(response) => response.failed(),
            Err(cause) => Some(cause),
        };
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = &mut feeds[feed];
        let count = match cause {
            None => &mut requests.succeeded,
            Some(cause) => &mut requests.failed[cause.kind()],
        };
        *count = count.saturating_add(1);
        let bound = BOUNDS.iter().position(|bound| took <= *bound);
        let count = bound.and_then(|at| requests.within.get_mut(at)).unwrap_or(&mut requests.longer);
        *count = count.saturating_add(1);
        requests.took = requests.took.saturating_add(took);
    }

    pub(crate) fn now(&self) -> EnumMap<FeedName, FeedRequests> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FeedRequests {
    /// The number of all requests.
    pub(crate) fn all(&self) -> u64 {
        self.within.iter().fold(self.longer, |sum, count| sum.saturating_add(*count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cause, Response, request::Rows};

    #[test]
    fn each_request_is_counted_once_by_outcome_and_by_duration() {
        let counts = RequestCounts::default();
        let timed_out = || Cause::TimedOut { host: "h".into(), seconds: 15 };
        let part = Rows { failed: Some(Cause::NoModels), ..Rows::default() };
        for (answer, milliseconds) in [
            (Ok(Response::Unchanged), 0),
            (Ok(Response::Unchanged), 100),
            (Ok(Response::Quotas(part)), 101),
            (Err(timed_out()), 60_000),
            (Err(timed_out()), 60_001),
        ] {
            counts.note(FeedName::Quotas, &answer.into(), Duration::from_millis(milliseconds));
        }
        let FeedRequests { succeeded, failed, within, longer, took } = counts.now()[FeedName::Quotas];
        assert_eq!((succeeded, failed[FailureKind::Timeout], failed.values().sum::<u64>()), (2, 2, 3));
        assert_eq!((within, longer), ([2, 1, 0, 0, 0, 0, 0, 0, 1], 1));
        assert_eq!(took, Duration::from_millis(120_202));
        assert_eq!(counts.now()[FeedName::Quotas].all(), 5);
        assert_eq!(counts.now()[FeedName::Bills], FeedRequests::default());
    }
}
