//! An event is emitted exactly once: its id is the same in every instance and after every restart.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Episode, Facts, Rule, Severity, Subject, json::instant};

/// What happened to an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Change {
    /// Its condition is now met.
    Raised,
    /// Its condition was already met at the first observation; since when is unknown.
    Found,
    /// Its condition is still met after the snooze.
    Reminded,
    /// Its condition is no longer met.
    Cleared,
    /// None: a channel is tested.
    Test,
}

/// A change of an episode that users are notified of.
///
/// In JSON: `id`, `rule`, `change`, `severity`, `model` and `feed` (null for other subjects), `at`,
/// `raised_at` and `facts`, whose fields depend on the rule's scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Unique across all profiles: `profile/rule/subject/key`, with a suffix for later changes of the
    /// episode.
    pub id: String,
    pub profile: String,
    pub rule: Rule,
    pub change: Change,
    pub severity: Severity,
    pub subject: Subject,
    /// The episode's key.
    pub episode: String,
    pub at: DateTime<Utc>,
    /// When the episode began.
    pub raised_at: DateTime<Utc>,
    pub facts: Facts,
}

impl Change {
    pub const fn severity(self, rule: Rule) -> Severity {
        match self {
            Self::Raised | Self::Found | Self::Reminded => rule.severity(),
            Self::Cleared | Self::Test => Severity::Info,
        }
    }
}

impl Event {
    /// An event that tests a channel and belongs to no stored episode.
    pub fn test(profile: &str, rule: Rule, subject: Subject, facts: Facts, at: DateTime<Utc>) -> Self {
        let episode = Episode::new(rule, subject, instant::text(at), at, facts);
        Self::new(profile, &episode, Change::Test, at)
    }

    /// The event of `change` to `episode`, noticed at `at`.
    pub(super) fn new(profile: &str, episode: &Episode, change: Change, at: DateTime<Utc>) -> Self {
        let Episode { rule, subject, key, raised_at, facts, snoozed_until, .. } = episode;
        let mut id = match subject {
            Subject::Account => format!("{profile}/{}/{key}", rule.into_str()),
            Subject::Feed(_) | Subject::Model(_) => {
                format!("{profile}/{}/{}/{key}", rule.into_str(), subject.as_str())
            }
        };
        match change {
            Change::Raised | Change::Found => {}
            Change::Cleared => id.push_str("/cleared"),
            // The end of the snooze, unlike the time of observation, is the same in every instance.
            Change::Reminded => {
                id.push_str("/reminded/");
                id.push_str(&instant::text(snoozed_until.unwrap_or(at)));
            }
            Change::Test => id.push_str("/test"),
        }
        Self {
            id,
            profile: profile.to_owned(),
            rule: *rule,
            change,
            severity: change.severity(*rule),
            subject: subject.clone(),
            episode: key.clone(),
            at,
            raised_at: *raised_at,
            facts: facts.clone(),
        }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_struct("Event", 9)?;
        event.serialize_field("id", &self.id)?;
        event.serialize_field("rule", &self.rule)?;
        event.serialize_field("change", &self.change)?;
        event.serialize_field("severity", &self.severity)?;
        event.serialize_field("model", &self.subject.model())?;
        event.serialize_field("feed", &self.subject.feed())?;
        event.serialize_field("at", &instant::text(self.at))?;
        event.serialize_field("raised_at", &instant::text(self.raised_at))?;
        event.serialize_field("facts", &self.facts)?;
        event.end()
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::{FailureKind, FeedName, alert::FeedFacts};

    #[test]
    fn names_equal_the_json() {
        for change in Change::iter() {
            assert_eq!(serde_json::to_string(&change).unwrap(), format!("\"{}\"", change.into_str()));
        }
    }

    #[test]
    fn a_test_has_an_id_of_its_own() {
        let at = "2026-11-22T06:12:07.9Z".parse().unwrap();
        let facts = Facts::Feed(FeedFacts { error: FailureKind::SignIn, since: at });
        let event = Event::test("default", Rule::SignIn, Subject::Feed(FeedName::Quotas), facts, at);
        assert_eq!(event.id, "default/sign_in/quotas/2026-11-22T06:12:07Z/test");
        assert_eq!((event.change, event.severity), (Change::Test, Severity::Info));
    }
}
