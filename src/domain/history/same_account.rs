//! Whether a new login belongs to a known account, derived from its grants.
//!
//! A console token does not identify its account, and is renewed often. The grants of an account do not
//! change: the totals, and the second at which each expires.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::{ModelName, Quantity};

/// Fewer grants prove nothing.
const FEW: usize = 3;

/// One in this many common grants may differ, since it was renewed or replaced.
const ONE_IN: usize = 10;

/// The grant of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub model: ModelName,
    /// `quotaInitTotal`, if stated.
    pub total: Option<Quantity>,
    /// `quotaValidityPeriod`, if stated.
    pub expires_at: Option<DateTime<Utc>>,
    /// `quotaTotal`.
    pub remaining: Quantity,
}

/// Whether two logins belong to the same account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    Yes,
    /// Or there is no evidence.
    No,
    /// Too little was read so far.
    NotYet,
}

impl Grant {
    /// A grant without total or expiry cannot be matched.
    const fn is_comparable(&self) -> bool {
        self.total.is_some() && self.expires_at.is_some()
    }

    /// Whether `later` may be this grant, some time after: within an account a quota only shrinks.
    fn may_become(&self, later: &Self) -> bool {
        self.total == later.total && self.expires_at == later.expires_at && later.remaining <= self.remaining
    }
}

/// Whether the login that reads `coming` belongs to the account with the grants `known`.
pub fn same_account(known: &[Grant], coming: &[Grant]) -> Same {
    let comparable = |grants: &[Grant]| grants.iter().filter(|grant| grant.is_comparable()).count();
    if comparable(coming) < FEW {
        return if comparable(known) < FEW { Same::No } else { Same::NotYet };
    }
    let known: HashMap<&ModelName, &Grant> =
        known.iter().filter(|grant| grant.is_comparable()).map(|grant| (&grant.model, grant)).collect();
    let pairs = coming.iter().filter(|grant| grant.is_comparable());
    let pairs: Vec<_> = pairs.filter_map(|grant| Some((*known.get(&grant.model)?, grant))).collect();
    let differ = pairs.iter().filter(|(before, after)| !before.may_become(after)).count();
    if pairs.len() >= FEW && differ <= pairs.len() / ONE_IN { Same::Yes } else { Same::No }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    /// Model `number` with its own expiry, of which `left` is left.
    fn grant(number: u32, left: u64) -> Grant {
        Grant {
            model: ModelName::new(format!("model-{number}")),
            total: Some(1_000_000.into()),
            expires_at: DateTime::from_timestamp(1_800_000_000 + i64::from(number), 0),
            remaining: left.into(),
        }
    }

    fn grants(count: u32) -> Vec<Grant> {
        (0..count).map(|number| grant(number, 500)).collect()
    }

    /// `count` grants, some of which are changed.
    fn changed(count: u32, which: Range<usize>, change: impl Fn(&mut Grant)) -> Vec<Grant> {
        let mut grants = grants(count);
        grants[which].iter_mut().for_each(change);
        grants
    }

    #[test]
    fn the_same_grants_are_the_same_account() {
        let later = DateTime::from_timestamp(1_900_000_000, 0);
        for (what, known, coming, same) in [
            ("nothing moved", grants(20), grants(20), Same::Yes),
            ("used since", grants(20), changed(20, 3..4, |it| it.remaining = 1.into()), Same::Yes),
            ("one renewed of twenty", grants(20), changed(20, 3..4, |it| it.expires_at = later), Same::Yes),
            ("one renewed of five", grants(5), changed(5, 3..4, |it| it.expires_at = later), Same::No),
            ("other sizes", grants(20), changed(20, 0..20, |it| it.total = Some(5.into())), Same::No),
            ("more left", changed(20, 0..20, |it| it.remaining = 9.into()), grants(20), Same::No),
            ("new models as well", grants(5), grants(40), Same::Yes),
            ("half of them read", grants(40), grants(20), Same::Yes),
            ("hardly any read", grants(40), grants(2), Same::NotYet),
            ("hardly any exist", grants(2), grants(2), Same::No),
            ("none in common", grants(5), grants(9).split_off(5), Same::No),
            ("nothing known", grants(0), grants(20), Same::No),
            ("not stated", grants(20), changed(20, 0..20, |it| it.total = None), Same::NotYet),
            ("some not stated", grants(20), changed(20, 0..9, |it| it.total = None), Same::Yes),
        ] {
            assert_eq!(same_account(&known, &coming), same, "{what}");
        }
    }
}
