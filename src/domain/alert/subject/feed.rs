//! The rules of a feed: whether it fails for long, and whether the user has to sign in.

use chrono::{DateTime, Utc};

use super::checked::{Checked, Condition};
use crate::domain::{
    FailureKind, FeedName,
    alert::{Facts, FeedFacts, Rule, Rules, SeenFeed, Subject, json::instant},
    freshness,
};

pub(in super::super) struct CheckedFeed {
    name: FeedName,
    fetched_at: Option<DateTime<Utc>>,
    /// With what and since when; absent if the last attempt succeeded.
    failing: Option<(FailureKind, DateTime<Utc>)>,
}

impl CheckedFeed {
    /// `None` if it was not fetched recently, or never had a credential.
    pub(in super::super) fn new(seen: &SeenFeed, now: DateTime<Utc>) -> Option<Self> {
        let fetched_at = seen.feed.fetched_at;
        let failing = match &seen.feed.failure {
            Some(failure) if failure.cause.means_off() && fetched_at.is_none() => return None,
            Some(failure) => Some((failure.cause.kind(), failure.since)),
            None if fetched_at.is_none_or(|at| !freshness::is_recent(at, now)) => return None,
            None => None,
        };
        Some(Self { name: seen.name, fetched_at, failing })
    }
}

impl Checked for CheckedFeed {
    fn subject(&self) -> Subject {
        Subject::Feed(self.name)
    }

    /// Data from before an alert do not end it: after a restart, they are all there is at first.
    fn seen_at(&self) -> DateTime<Utc> {
        let failing_since = self.failing.map(|(_, since)| since);
        failing_since.or(self.fetched_at).unwrap_or_default()
    }

    fn condition(&self, rule: Rule, rules: &Rules, now: DateTime<Utc>) -> Condition {
        match (rule, self.failing) {
            (Rule::SignIn | Rule::FeedFailing, None) => Condition::NotMet,
            (Rule::SignIn, Some((FailureKind::SignIn, _))) => Condition::Met,
            (Rule::FeedFailing, Some((kind, since)))
                if kind != FailureKind::SignIn
                    && now.signed_duration_since(since) >= rules.feed_failing_for =>
            {
                Condition::Met
            }
            _ => Condition::Unknown,
        }
    }

    /// The first of the failed attempts.
    fn key(&self, _: Rule, _: &Rules) -> String {
        instant::text(self.seen_at())
    }

    fn facts(&self, _: Rule, _: &Rules, _: DateTime<Utc>) -> Option<Facts> {
        self.failing.map(|(error, since)| Facts::Feed(FeedFacts { error, since }))
    }
}
