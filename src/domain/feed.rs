//! A feed: one kind of data with its own freshness and failures.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use enum_map::Enum;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(Enum, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum FeedName {
    /// Free quotas, with the model list and the Free Quota Only states.
    Quotas,
    Account,
    /// Bills; from the API about a day late.
    Bills,
    /// Who called what: the vendor's monitoring, for reference only.
    Calls,
}

/// A kind of credential. Each may belong to an account of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CredentialKind {
    /// A login to the console, or a token made from an `AccessKey` pair.
    Console,
    /// An `AccessKey` pair.
    AccessKey,
}

impl FeedName {
    /// The feeds in a snapshot (contract, `feeds`).
    pub const OF_SNAPSHOT: [Self; 2] = [Self::Quotas, Self::Account];

    /// The feeds that are read all the time; calls only while something shows or needs them.
    pub const POLLED: [Self; 3] = [Self::Quotas, Self::Account, Self::Bills];

    /// What it is read with.
    pub const fn credential(self) -> CredentialKind {
        match self {
            Self::Quotas | Self::Calls => CredentialKind::Console,
            Self::Account | Self::Bills => CredentialKind::AccessKey,
        }
    }
}

/// Contract, `feeds.*.state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum FeedState {
    /// Fetched within twice the refresh time, and the last attempt succeeded.
    Fresh,
    /// The last attempt failed, or the data are old.
    Stale,
    /// It never had data.
    Failed,
    /// There is no credential.
    Off,
}

/// The age of the data, and the last failure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Feed {
    /// When the newest good data were fetched; the oldest part counts if they were fetched in parts.
    pub fetched_at: Option<DateTime<Utc>>,
    /// Of the last attempt; absent if that succeeded.
    pub failure: Option<Failure>,
}

impl Feed {
    /// `refresh` is the configured interval.
    pub fn state(&self, refresh: Duration, now: DateTime<Utc>) -> FeedState {
        let refresh = TimeDelta::from_std(refresh).unwrap_or(TimeDelta::MAX);
        let limit = refresh.checked_mul(2).unwrap_or(TimeDelta::MAX);
        match (self.fetched_at, &self.failure) {
            (None, Some(failure)) if failure.cause.means_off() => FeedState::Off,
            (None, _) => FeedState::Failed,
            (Some(_), Some(_)) => FeedState::Stale,
            (Some(at), None) if now.signed_duration_since(at) > limit => FeedState::Stale,
            (Some(_), None) => FeedState::Fresh,
        }
    }

    /// Whether the last attempt succeeded; absent if there was none, as without a credential.
    pub fn is_up(&self) -> Option<bool> {
        match &self.failure {
            Some(failure) if failure.cause.means_off() && self.fetched_at.is_none() => None,
            Some(_) => Some(false),
            None => self.fetched_at.map(|_| true),
        }
    }

    /// When a fresh feed becomes stale by age alone.
    pub fn stale_from(&self, refresh: Duration) -> Option<DateTime<Utc>> {
        let limit = TimeDelta::from_std(refresh).ok()?.checked_mul(2)?;
        self.fetched_at?.checked_add_signed(limit)?.checked_add_signed(TimeDelta::milliseconds(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cause, fixture::at};

    #[test]
    fn states_follow_age_and_the_last_attempt() {
        let failed = |cause| Some(Failure { cause, since: at("2026-11-22T06:00:00Z") });
        let timed_out = || failed(Cause::TimedOut { host: "h".into(), seconds: 15 });
        let no_key = || failed(Cause::NoAccessKey { looked_for: vec![] });
        for (fetched, failure, state) in [
            (Some("2026-11-22T06:12:07Z"), None, FeedState::Fresh),
            (Some("2026-11-22T06:10:07Z"), None, FeedState::Fresh),
            (Some("2026-11-22T06:10:06Z"), None, FeedState::Stale),
            (Some("2026-11-22T06:12:07Z"), timed_out(), FeedState::Stale),
            (Some("2026-11-22T06:12:07Z"), no_key(), FeedState::Stale),
            (None, timed_out(), FeedState::Failed),
            (None, no_key(), FeedState::Off),
            (None, None, FeedState::Failed),
        ] {
            let feed = Feed { fetched_at: fetched.map(at), failure };
            assert_eq!(feed.state(Duration::from_mins(1), at("2026-11-22T06:12:07Z")), state, "{feed:?}");
        }
    }

    #[test]
    fn the_instant_of_becoming_stale_is_exact() {
        let feed = Feed { fetched_at: Some(at("2026-11-22T06:10:07Z")), failure: None };
        let minute = Duration::from_mins(1);
        let turn = feed.stale_from(minute).unwrap();
        assert_eq!(feed.state(minute, turn), FeedState::Stale);
        assert_eq!(feed.state(minute, turn - TimeDelta::milliseconds(1)), FeedState::Fresh);
    }
}
