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
    /// Since then it is active, but quiet.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Quiet until then; after that, a reminder is sent.
    pub snoozed_until: Option<DateTime<Utc>>,
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
            Scope::Balance | Scope::Spend => Some(Self::Account),
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
        Self { rule, subject, key, raised_at, facts, ended, acknowledged_at, snoozed_until }
    }

    pub const fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether it was acknowledged or snoozed.
    pub fn is_quiet(&self, now: DateTime<Utc>) -> bool {
        self.acknowledged_at.is_some() || self.is_snoozed(now)
    }

    pub fn is_snoozed(&self, now: DateTime<Utc>) -> bool {
        self.snoozed_until.is_some_and(|until| until > now)
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

    #[test]
    fn subjects_round_trip() {
        for (rule, subject) in [
            (Rule::Overdue, Subject::Account),
            (Rule::SpendOver, Subject::Account),
            (Rule::FeedFailing, Subject::Feed(FeedName::Account)),
            (Rule::SignIn, Subject::Feed(FeedName::Quotas)),
            (Rule::Low, Subject::Model("quotas".into())),
        ] {
            assert_eq!(Subject::parse(rule, subject.as_str()), Some(subject));
        }
        assert_eq!(Subject::parse(Rule::SignIn, "weather"), None);
    }
}
