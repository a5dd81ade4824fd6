//! The rules and their properties. Their conditions are in `subject`.

use serde::Serialize;
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

/// A condition worth an alert. In order of severity: if several apply to one subject, the first leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Rule {
    /// The account owes money: every call is refused.
    Overdue,
    /// The quota is used up or expired, and the next call costs money.
    Billed,
    /// The calls of the last hour cost as much as the limit, or more.
    SpendSpeed,
    /// A login is missing, has expired or was rejected.
    SignIn,
    /// A feed has been failing for a long time.
    FeedFailing,
    /// The billing cycle has cost more than the limit.
    SpendOver,
    /// The balance is below the limit.
    BalanceBelow,
    /// The quota is used up.
    Exhausted,
    /// At the current rate, the quota runs out soon and before it expires.
    RunsOut,
    Low,
    /// At the current rate, the billing cycle will cost more than the limit.
    SpendProjected,
    /// The quota expires soon, with something left.
    Expiring,
    /// The quota expired with something left.
    Expired,
    /// A first grant, a larger one, or one that expires later has come.
    NewGrant,
}

/// In descending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Severity {
    /// Calls cost money or are refused.
    Critical,
    /// It can still be prevented, or something stopped working.
    Warning,
    Info,
}

/// What a rule is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Model,
    Balance,
    Spend,
    /// What the calls of the last hour cost.
    Speed,
    Feed,
}

impl Rule {
    pub fn in_scope(scope: Scope) -> impl Iterator<Item = Self> {
        Self::iter().filter(move |rule| rule.scope() == scope)
    }

    pub const fn severity(self) -> Severity {
        match self {
            Self::Overdue | Self::Billed | Self::SpendSpeed => Severity::Critical,
            Self::SignIn
            | Self::FeedFailing
            | Self::SpendOver
            | Self::BalanceBelow
            | Self::Exhausted
            | Self::RunsOut
            | Self::Low => Severity::Warning,
            Self::SpendProjected | Self::Expiring | Self::Expired | Self::NewGrant => Severity::Info,
        }
    }

    pub const fn scope(self) -> Scope {
        match self {
            Self::Billed
            | Self::Exhausted
            | Self::RunsOut
            | Self::Low
            | Self::Expiring
            | Self::Expired
            | Self::NewGrant => Scope::Model,
            Self::Overdue | Self::BalanceBelow => Scope::Balance,
            Self::SpendOver | Self::SpendProjected => Scope::Spend,
            Self::SpendSpeed => Scope::Speed,
            Self::SignIn | Self::FeedFailing => Scope::Feed,
        }
    }

    /// Whether the end of an episode is worth an event.
    pub const fn clearing_is_news(self) -> bool {
        matches!(self, Self::Overdue | Self::SignIn | Self::FeedFailing)
    }

    /// Whether an episode's key is derived from the first facts that met the condition: later facts with
    /// another key continue it. Other rules are keyed by grant or cycle, so that a new one is a new episode.
    pub(super) const fn is_keyed_by_first_facts(self) -> bool {
        matches!(self.scope(), Scope::Balance | Scope::Speed | Scope::Feed)
    }

    /// Whether it may be raised again for the same grant after it has cleared. The others follow the calendar
    /// or a sum that only grows: if they return, figures were corrected or the clock was set.
    pub(super) const fn recurs(self) -> bool {
        !matches!(
            self,
            Self::Expiring | Self::Expired | Self::NewGrant | Self::SpendOver | Self::SpendProjected
        )
    }

    /// Whether it is too late to prevent it. If found at the first observation, it counts as known.
    pub(super) const fn is_aftermath(self) -> bool {
        matches!(self, Self::Billed | Self::Exhausted | Self::Expired)
    }

    /// The rule whose alert on the same subject implies this one.
    pub(super) const fn implied_by(self) -> Option<Self> {
        match self {
            Self::Low => Some(Self::Exhausted),
            Self::Exhausted => Some(Self::Billed),
            Self::BalanceBelow => Some(Self::Overdue),
            Self::SpendProjected => Some(Self::SpendOver),
            Self::FeedFailing => Some(Self::SignIn),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_equal_the_json() {
        for rule in Rule::iter() {
            assert_eq!(serde_json::to_string(&rule).unwrap(), format!("\"{}\"", rule.into_str()));
        }
        for severity in [Severity::Critical, Severity::Warning, Severity::Info] {
            assert_eq!(serde_json::to_string(&severity).unwrap(), format!("\"{}\"", severity.into_str()));
        }
    }

    #[test]
    fn rules_are_ordered_by_severity() {
        assert!(Rule::iter().is_sorted());
        assert!(Rule::iter().is_sorted_by_key(Rule::severity));
    }
}
