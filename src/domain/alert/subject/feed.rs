//! The rules that look at a feed: whether it fails for long, and whether somebody has to sign in.

use chrono::{DateTime, Utc};

use super::{Checked, Condition};
use crate::domain::{
    FailureKind, FeedName,
    alert::{Facts, FeedFacts, Rule, Rules, SeenFeed, Subject, json::instant},
    next_call,
};

/// One feed after its last attempt.
pub(in super::super) struct CheckedFeed {
    name: FeedName,
    /// When it last answered.
    fetched_at: Option<DateTime<Utc>>,
    /// What it fails with, and since when; absent where the last attempt went well.
    failing: Option<(FailureKind, DateTime<Utc>)>,
}

impl CheckedFeed {
    /// `None` where nothing can be told: it never answered nor failed, there is nothing to ask it with and
    /// never was, or it was not asked for long.
    pub(in super::super) fn new(seen: &SeenFeed, now: DateTime<Utc>) -> Option<Self> {
        let fetched_at = seen.feed.fetched_at;
        let failing = match &seen.feed.failure {
            Some(failure) if failure.cause.means_off() && fetched_at.is_none() => return None,
            Some(failure) => Some((failure.cause.kind(), failure.since)),
            None if fetched_at.is_none_or(|at| !next_call::is_recent(at, now)) => return None,
            None => None,
        };
        Some(Self { name: seen.name, fetched_at, failing })
    }
}

impl Checked for CheckedFeed {
    fn subject(&self) -> Subject {
        Subject::Feed(self.name)
    }

    /// An answer from before an alert does not end it: after a restart it is all that is known at first.
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

    /// The first of the attempts that failed.
    fn key(&self, _: Rule, _: &Rules) -> String {
        instant::text(self.seen_at())
    }

    fn facts(&self, _: Rule, _: &Rules, _: DateTime<Utc>) -> Option<Facts> {
        self.failing.map(|(error, since)| Facts::Feed(FeedFacts { error, since }))
    }
}
