//! The rules there are, and what tells one from another. What they compare stands in `matter`.

use serde::Serialize;
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

/// One thing that is worth telling. Declared by weight: where several hold of one subject, the first leads.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, IntoStaticStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Rule {
    /// The account owes money: every call is refused.
    Overdue,
    /// The quota is over, and the next call costs money.
    Billed,
    /// A login is missing, has ended or was refused.
    SignIn,
    /// A feed has not answered for long.
    FeedFailing,
    /// The billing cycle has cost more than the limit.
    SpendOver,
    /// The balance is below the limit.
    BalanceBelow,
    /// Nothing is left of the quota.
    Exhausted,
    /// At its pace, the quota runs out soon, and before it expires.
    RunsOut,
    /// Little is left of the quota.
    Low,
    /// At its pace, the billing cycle will cost more than the limit.
    SpendProjected,
    /// Something is left, and it expires soon.
    Expiring,
    /// The quota expired with something left.
    Expired,
}

/// How much an event matters. The gravest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Severity {
    /// It costs money now, or everything is refused.
    Critical,
    /// It can still be prevented, or something stopped.
    Warning,
    /// Good to know.
    Info,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Each model.
    Model,
    /// The account's balance.
    Balance,
    /// What the account has spent in a billing cycle.
    Spend,
    /// Each feed.
    Feed,
}

impl Rule {
    /// The rules that look at this.
    pub fn in_scope(scope: Scope) -> impl Iterator<Item = Self> {
        Self::iter().filter(move |rule| rule.scope() == scope)
    }

    /// How much it matters that this holds.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Overdue | Self::Billed => Severity::Critical,
            Self::SignIn
            | Self::FeedFailing
            | Self::SpendOver
            | Self::BalanceBelow
            | Self::Exhausted
            | Self::RunsOut
            | Self::Low => Severity::Warning,
            Self::SpendProjected | Self::Expiring | Self::Expired => Severity::Info,
        }
    }

    /// What it looks at.
    pub const fn scope(self) -> Scope {
        match self {
            Self::Billed | Self::Exhausted | Self::RunsOut | Self::Low | Self::Expiring | Self::Expired => {
                Scope::Model
            }
            Self::Overdue | Self::BalanceBelow => Scope::Balance,
            Self::SpendOver | Self::SpendProjected => Scope::Spend,
            Self::SignIn | Self::FeedFailing => Scope::Feed,
        }
    }

    /// Whether somebody waits for the end of it.
    pub const fn clearing_is_news(self) -> bool {
        matches!(self, Self::Overdue | Self::SignIn | Self::FeedFailing)
    }

    /// Whether an episode is named by what first showed it, so that it goes on whatever the name would be
    /// later. The others are named by what they are about: a new grant or cycle is a new episode.
    pub(super) const fn is_named_by_crossing(self) -> bool {
        matches!(self.scope(), Scope::Balance | Scope::Feed)
    }

    /// Whether it may be told again of the same grant, after it had cleared. The others follow the calendar
    /// or a sum that only grows: there, coming back is a correction or a clock that was set.
    pub(super) const fn recurs(self) -> bool {
        !matches!(self, Self::Expiring | Self::Expired | Self::SpendOver | Self::SpendProjected)
    }

    /// Whether nothing can be done about it any more. Where it held before the watch began, it is listed as
    /// acknowledged.
    pub(super) const fn is_aftermath(self) -> bool {
        matches!(self, Self::Billed | Self::Exhausted | Self::Expired)
    }

    /// The rule whose alert on the same subject says this one's too.
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
    fn words_are_those_of_the_json() {
        for rule in Rule::iter() {
            assert_eq!(serde_json::to_string(&rule).unwrap(), format!("\"{}\"", rule.into_str()));
        }
        for severity in [Severity::Critical, Severity::Warning, Severity::Info] {
            assert_eq!(serde_json::to_string(&severity).unwrap(), format!("\"{}\"", severity.into_str()));
        }
    }

    #[test]
    fn rules_stand_by_weight() {
        assert!(Rule::iter().is_sorted());
        assert!(Rule::iter().is_sorted_by_key(Rule::severity));
    }
}
