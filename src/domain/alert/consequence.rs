//! What alerts mean for the user: the groups of the Alerts page.

use super::{Facts, Rule};
use crate::domain::NextCall;

/// What an alert means for the user. In order: what costs most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consequence {
    CallsAreBilled,
    /// Used up or expired, and whether Free Quota Only is on is unknown.
    CallsMayBeBilled,
    /// The account is overdue, or the quota has ended and Free Quota Only is on.
    CallsFail,
    RunsOutSoon,
    ExpiresSoon,
    Low,
    /// Balance, monthly spending, sign-in, data that are not updating.
    Account,
    NewQuota,
}

impl Consequence {
    /// What an active alert of `rule` means. `next_call` is that of its model now; if absent, that of the
    /// alert's facts counts.
    pub const fn of(rule: Rule, facts: &Facts, next_call: Option<NextCall>) -> Self {
        let next_call = match (next_call, facts) {
            (Some(next_call), _) => next_call,
            (None, Facts::Quota(facts)) => facts.next_call,
            (None, _) => NextCall::Unknown,
        };
        match (rule, next_call) {
            (Rule::Overdue, _) | (Rule::Billed | Rule::Exhausted | Rule::Expired, NextCall::Refused) => {
                Self::CallsFail
            }
            (Rule::Billed | Rule::SpendSpeed, _) | (Rule::Exhausted | Rule::Expired, NextCall::Billed) => {
                Self::CallsAreBilled
            }
            (Rule::Exhausted | Rule::Expired, NextCall::Unknown) => Self::CallsMayBeBilled,
            // Some came back, within the margin of the alert.
            (Rule::Low, _) | (Rule::Exhausted | Rule::Expired, NextCall::Free) => Self::Low,
            (Rule::RunsOut, _) => Self::RunsOutSoon,
            (Rule::Expiring, _) => Self::ExpiresSoon,
            (Rule::NewGrant, _) => Self::NewQuota,
            (
                Rule::SignIn
                | Rule::FeedFailing
                | Rule::SpendOver
                | Rule::BalanceBelow
                | Rule::SpendProjected,
                _,
            ) => Self::Account,
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::{Unit, fixture::at};

    fn facts(next_call: NextCall) -> Facts {
        Facts::Quota(crate::domain::alert::QuotaFacts {
            kind: None,
            unit: Unit::Tokens,
            total: None,
            remaining: None,
            expires_at: None,
            runs_out_at: None,
            free_quota_only: None,
            next_call,
            counted_until: None,
            read_at: at("2026-11-22T06:12:07Z"),
        })
    }

    #[test]
    fn the_next_call_decides_what_an_ended_quota_means() {
        use Consequence::{CallsAreBilled, CallsFail, CallsMayBeBilled, Low};
        for (next_call, billed, ended) in [
            (NextCall::Billed, CallsAreBilled, CallsAreBilled),
            (NextCall::Refused, CallsFail, CallsFail),
            (NextCall::Unknown, CallsAreBilled, CallsMayBeBilled),
            (NextCall::Free, CallsAreBilled, Low),
        ] {
            for (now, then) in [(Some(next_call), NextCall::Unknown), (None, next_call)] {
                assert_eq!(Consequence::of(Rule::Billed, &facts(then), now), billed);
                assert_eq!(Consequence::of(Rule::Exhausted, &facts(then), now), ended);
                assert_eq!(Consequence::of(Rule::Expired, &facts(then), now), ended);
            }
        }
    }

    #[test]
    fn other_rules_mean_the_same_whatever_the_next_call() {
        for rule in Rule::iter() {
            if matches!(rule, Rule::Billed | Rule::Exhausted | Rule::Expired) {
                continue;
            }
            let meanings = NextCall::iter().map(|call| Consequence::of(rule, &facts(call), Some(call)));
            let meanings: std::collections::HashSet<Consequence> = meanings.collect();
            assert_eq!(meanings.len(), 1, "{rule:?}");
        }
    }
}
