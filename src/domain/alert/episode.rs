//! An episode: a period in which the condition of a rule is met for one subject. The store saves episodes.

use chrono::{DateTime, Utc};
use strum::{EnumString, IntoStaticStr};

use super::{Facts, Rule, Scope};
use crate::domain::{FeedName, ModelName};

/// What an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Account,
    Feed(FeedName),
    Model(ModelName),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    pub rule: Rule,
    pub subject: Subject,
    /// Unique among the episodes of this rule and subject, and derived from facts, so that it is the same in
    /// every instance. Later episodes with the same facts get the suffix `#2`, `#3`, ...
    pub key: String,
    pub raised_at: DateTime<Utc>,
    /// The facts of its last event.
    pub facts: Facts,
    /// Absent while it is active.
    pub ended: Option<Ended>,
    /// It was found at the first observation, too late to be prevented: the user knows, and is not reminded.
    pub known_at_start: bool,
    /// When the user acknowledged it: it stays active, but quiet.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Quiet until then; after that, a reminder is sent.
    pub snoozed_until: Option<DateTime<Utc>>,
}

/// An alert that fires elsewhere, by the same rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firing {
    pub rule: Rule,
    pub subject: Subject,
    /// When its condition was first met there.
    pub since: DateTime<Utc>,
}

impl Firing {
    /// Whether it is the same alert as `episode`.
    pub fn is(&self, episode: &Episode) -> bool {
        (self.rule, &self.subject) == (episode.rule, &episode.subject)
    }
}

/// Whether an active alert still needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertState {
    New,
    /// It was there at the first observation, and it was too late to prevent it.
    KnownAtStart,
    /// The user does not want to be reminded before then.
    Snoozed(DateTime<Utc>),
    /// The user has seen it, at this instant.
    Acknowledged(DateTime<Utc>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    pub at: DateTime<Utc>,
    pub how: Ending,
}

/// How an episode ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Ending {
    /// Its condition is no longer met, by more than the margin.
    Cleared,
    /// The same rule's condition is met for another grant or billing cycle.
    Replaced,
}

impl Subject {
    pub const fn model(&self) -> Option<&ModelName> {
        match self {
            Self::Model(name) => Some(name),
            Self::Account | Self::Feed(_) => None,
        }
    }

    pub const fn feed(&self) -> Option<FeedName> {
        match self {
            Self::Feed(name) => Some(*name),
            Self::Account | Self::Model(_) => None,
        }
    }

    /// Its text in the store: the name; empty for the account.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Account => "",
            Self::Feed(name) => name.into_str(),
            Self::Model(name) => name.as_str(),
        }
    }

    /// Reads the text of a subject of `rule`; `None` for an unknown feed.
    pub fn parse(rule: Rule, text: &str) -> Option<Self> {
        match rule.scope() {
            Scope::Balance | Scope::Spend | Scope::Speed => Some(Self::Account),
            Scope::Feed => text.parse().ok().map(Self::Feed),
            Scope::Model => Some(Self::Model(text.into())),
        }
    }
}

impl Episode {
    pub(super) const fn new(
        rule: Rule,
        subject: Subject,
        key: String,
        raised_at: DateTime<Utc>,
        facts: Facts,
    ) -> Self {
        let (ended, acknowledged_at, snoozed_until) = (None, None, None);
        let known_at_start = false;
        Self { rule, subject, key, raised_at, facts, ended, known_at_start, acknowledged_at, snoozed_until }
    }

    pub const fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// What the user did last decides; if that was nothing, whether it was known at the start.
    pub fn state(&self, now: DateTime<Utc>) -> AlertState {
        match (self.acknowledged_at, self.snoozed_until.filter(|until| *until > now)) {
            (Some(at), _) => AlertState::Acknowledged(at),
            (None, Some(until)) => AlertState::Snoozed(until),
            (None, None) if self.known_at_start => AlertState::KnownAtStart,
            (None, None) => AlertState::New,
        }
    }

    pub fn is_new(&self, now: DateTime<Utc>) -> bool {
        self.state(now) == AlertState::New
    }

    /// The key without its ordinal.
    pub(super) fn base(&self) -> &str {
        self.key.split_once('#').map_or(&self.key, |(base, _)| base)
    }

    /// Its number among the episodes with the same facts, from 1.
    pub(super) fn ordinal(&self) -> u32 {
        self.key.split_once('#').and_then(|(_, ordinal)| ordinal.parse().ok()).unwrap_or(1)
    }

    /// When it last began or ended.
    pub(super) fn changed_at(&self) -> DateTime<Utc> {
        self.ended.map_or(self.raised_at, |ended| ended.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FailureKind, alert::FeedFacts, fixture::at};

    #[test]
    fn the_state_is_what_the_user_did_last() {
        let now = at("2026-11-22T06:12:07Z");
        let later = now + chrono::TimeDelta::hours(1);
        for (known_at_start, acknowledged_at, snoozed_until, state) in [
            (false, None, None, AlertState::New),
            (true, None, None, AlertState::KnownAtStart),
            (true, Some(now), None, AlertState::Acknowledged(now)),
            (true, None, Some(later), AlertState::Snoozed(later)),
            (false, None, Some(now), AlertState::New),
            (true, None, Some(now), AlertState::KnownAtStart),
        ] {
            let facts = Facts::Feed(FeedFacts { error: FailureKind::Network, since: now });
            let key = String::new();
            let episode = Episode {
                known_at_start,
                acknowledged_at,
                snoozed_until,
                ..Episode::new(Rule::FeedFailing, Subject::Account, key, now, facts)
            };
            assert_eq!(episode.state(now), state);
            assert_eq!(episode.is_new(now), state == AlertState::New);
        }
    }

    #[test]
    fn subjects_round_trip() {
        for (rule, subject) in [
            (Rule::Overdue, Subject::Account),
            (Rule::SpendOver, Subject::Account),
            (Rule::SpendSpeed, Subject::Account),
            (Rule::FeedFailing, Subject::Feed(FeedName::Account)),
            (Rule::SignIn, Subject::Feed(FeedName::Quotas)),
            (Rule::Low, Subject::Model("quotas".into())),
        ] {
            assert_eq!(Subject::parse(rule, subject.as_str()), Some(subject));
        }
        assert_eq!(Subject::parse(Rule::SignIn, "weather"), None);
    }
}
