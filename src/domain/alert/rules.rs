//! Which rules are on, and their thresholds (configuration, `[alerts]`).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use rust_decimal::Decimal;

use super::Rule;
use crate::domain::Thresholds;

/// Each threshold has a margin beyond which the alert clears, so that a figure that fluctuates around the
/// threshold raises only one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Of [`Rule::Low`] (clears above 6/5 of it) and [`Rule::Expiring`], the same as for statuses.
    pub thresholds: Thresholds,
    /// Of [`Rule::RunsOut`]: this long before it (clears beyond 5/4 of it).
    pub runs_out_within: TimeDelta,
    /// Of [`Rule::BalanceBelow`], in the account's currency (clears a tenth above); absent: off.
    pub balance_below: Option<Decimal>,
    /// Of [`Rule::SpendOver`] and [`Rule::SpendProjected`], per billing cycle, in the account's
    /// currency (clear a twentieth and a tenth below); absent: off.
    pub monthly_spend: Option<Decimal>,
    /// Of [`Rule::SpendSpeed`], per hour, in the account's currency (clears a tenth below); absent: off.
    pub hourly_spend: Option<Decimal>,
    /// Of [`Rule::FeedFailing`]: how long a feed fails without a success.
    pub feed_failing_for: TimeDelta,
    /// Rules that are switched off: they raise nothing, and their active episodes end without an event.
    pub off: BTreeSet<Rule>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            thresholds: Thresholds::default(),
            runs_out_within: TimeDelta::hours(24),
            balance_below: None,
            monthly_spend: None,
            hourly_spend: None,
            feed_failing_for: TimeDelta::minutes(30),
            off: BTreeSet::new(),
        }
    }
}

impl Rules {
    /// Whether this rule is on, and has a threshold.
    pub fn is_on(&self, rule: Rule) -> bool {
        !self.off.contains(&rule)
            && match rule {
                Rule::BalanceBelow => self.balance_below.is_some(),
                Rule::SpendSpeed => self.hourly_spend.is_some(),
                Rule::SpendOver | Rule::SpendProjected => self.monthly_spend.is_some(),
                _ => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn rules_without_a_threshold_are_off() {
        let mut rules = Rules::default();
        let unset = [Rule::SpendSpeed, Rule::SpendOver, Rule::BalanceBelow, Rule::SpendProjected];
        for rule in Rule::iter() {
            assert_eq!(rules.is_on(rule), !unset.contains(&rule), "{rule:?}");
        }
        rules.balance_below = Some(Decimal::TEN);
        rules.monthly_spend = Some(Decimal::TEN);
        rules.hourly_spend = Some(Decimal::TEN);
        assert!(Rule::iter().all(|rule| rules.is_on(rule)));
        for rule in Rule::iter() {
            rules.off = BTreeSet::from([rule]);
            assert!(!rules.is_on(rule), "{rule:?}");
        }
    }
}
