//! An episode: one stretch of time in which a rule holds of one subject. It is what the store keeps.

use chrono::{DateTime, Utc};
use strum::{EnumString, IntoStaticStr};

use super::{Facts, Rule, Scope};
use crate::domain::{FeedName, ModelName};

/// What an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The account as a whole.
    Account,
    /// One feed.
    Feed(FeedName),
    /// One model.
    Model(ModelName),
}

/// One stretch of time in which a rule holds of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    /// Which rule.
    pub rule: Rule,
    /// Of what.
    pub subject: Subject,
    /// Tells it from every other episode of this rule and subject; made of facts, so that it is the same in
    /// every instance. From the second of the same facts on, it ends in `#2`, `#3`, ...
    pub key: String,
    /// When it was noticed.
    pub raised_at: DateTime<Utc>,
    /// What it rested on when it was last told.
    pub facts: Facts,
    /// When and how it ended; absent while it is active.
    pub ended: Option<Ended>,
    /// When somebody took note of it; it then stays active, but quiet.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Until when it is to be quiet; it is then told again.
    pub snoozed_until: Option<DateTime<Utc>>,
}

/// The end of an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub how: Ending,
}

/// How an episode ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Ending {
    /// Its condition no longer held, by more than the margin.
    Cleared,
    /// Another took its place: the same rule holds of another grant or billing cycle.
    Replaced,
}

impl Subject {
    /// The model, where it is one.
    pub const fn model(&self) -> Option<&ModelName> {
        match self {
            Self::Model(name) => Some(name),
            Self::Account | Self::Feed(_) => None,
        }
    }

    /// The feed, where it is one.
    pub const fn feed(&self) -> Option<FeedName> {
        match self {
            Self::Feed(name) => Some(*name),
            Self::Account | Self::Model(_) => None,
        }
    }

    /// The word in the store: the name, or nothing for the account.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Account => "",
            Self::Feed(name) => name.into_str(),
            Self::Model(name) => name.as_str(),
        }
    }

    /// Reads the word, which `rule` tells what to take for; `None` for a feed that we do not know.
    pub fn parse(rule: Rule, word: &str) -> Option<Self> {
        match rule.scope() {
            Scope::Balance | Scope::Spend => Some(Self::Account),
            Scope::Feed => word.parse().ok().map(Self::Feed),
            Scope::Model => Some(Self::Model(word.into())),
        }
    }
}

impl Episode {
    /// Whether its condition still holds.
    pub const fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether it is active, but nobody wants to hear of it now.
    pub fn is_quiet(&self, now: DateTime<Utc>) -> bool {
        self.acknowledged_at.is_some() || self.is_snoozed(now)
    }

    /// Whether it is to be quiet until later.
    pub fn is_snoozed(&self, now: DateTime<Utc>) -> bool {
        self.snoozed_until.is_some_and(|until| until > now)
    }

    /// The key without its ordinal: what the facts alone say.
    pub(super) fn base(&self) -> &str {
        self.key.split_once('#').map_or(&self.key, |(base, _)| base)
    }

    /// Which of the episodes of the same facts it is, from 1.
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
    fn words_are_read_back() {
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
