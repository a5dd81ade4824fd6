//! Whether a new login leads to an account that is known already, told from its grants.
//!
//! A console token says nothing about its account, and is renewed often. What an account was granted does not
//! change: the totals, and the second at which each grant expires.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::{ModelName, Quantity};

/// Fewer grants than these prove nothing.
const FEW: usize = 3;

/// Of so many grants that both know, one may differ: it was renewed meanwhile, or its model was given another.
const ONE_IN: usize = 10;

/// What an account was granted of one model, and what was left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The model.
    pub model: ModelName,
    /// The grant (`quotaInitTotal`); absent where it was not stated.
    pub total: Option<Quantity>,
    /// When it expires (`quotaValidityPeriod`); absent where that was not stated.
    pub expires_at: Option<DateTime<Utc>>,
    /// What was left (`quotaTotal`).
    pub remaining: Quantity,
}

/// Whether two logins lead to the same account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// They do.
    Yes,
    /// They do not, or nothing shows that they do.
    No,
    /// Too little was read to tell; more will tell.
    NotYet,
}

impl Grant {
    /// A grant without its size or its end is none that could be told from another.
    const fn is_comparable(&self) -> bool {
        self.total.is_some() && self.expires_at.is_some()
    }

    /// Whether `later` may be this grant, some time after: within an account nothing ever comes back.
    fn may_become(&self, later: &Self) -> bool {
        self.total == later.total && self.expires_at == later.expires_at && later.remaining <= self.remaining
    }
}

/// Whether the login that reads `coming` leads to the account of which `known` was read before.
pub fn same_account(known: &[Grant], coming: &[Grant]) -> Same {
    let telling = |grants: &[Grant]| grants.iter().filter(|grant| grant.is_comparable()).count();
    if telling(coming) < FEW {
        return if telling(known) < FEW { Same::No } else { Same::NotYet };
    }
    let known: HashMap<&ModelName, &Grant> =
        known.iter().filter(|grant| grant.is_comparable()).map(|grant| (&grant.model, grant)).collect();
    let pairs = coming.iter().filter(|grant| grant.is_comparable());
    let pairs = pairs.filter_map(|grant| Some((*known.get(&grant.model)?, grant)));
    let (mut both, mut differ) = (0_usize, 0_usize);
    for (before, after) in pairs {
        both = both.saturating_add(1);
        differ = differ.saturating_add(usize::from(!before.may_become(after)));
    }
    if both >= FEW && differ <= both / ONE_IN { Same::Yes } else { Same::No }
}

#[cfg(test)]
mod tests {
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

    fn with(count: u32, change: impl Fn(&mut Vec<Grant>)) -> Vec<Grant> {
        let mut grants = grants(count);
        change(&mut grants);
        grants
    }

    #[test]
    fn the_same_grants_are_the_same_account() {
        let later = DateTime::from_timestamp(1_900_000_000, 0);
        for (what, known, coming, same) in [
            ("nothing moved", grants(20), grants(20), Same::Yes),
            ("used since", grants(20), with(20, |all| all[3].remaining = 1.into()), Same::Yes),
            ("one renewed of twenty", grants(20), with(20, |all| all[3].expires_at = later), Same::Yes),
            ("one renewed of five", grants(5), with(5, |all| all[3].expires_at = later), Same::No),
            (
                "other sizes",
                grants(20),
                with(20, |all| all.iter_mut().for_each(|it| it.total = Some(5.into()))),
                Same::No,
            ),
            (
                "more left",
                with(20, |all| all.iter_mut().for_each(|it| it.remaining = 9.into())),
                grants(20),
                Same::No,
            ),
            ("new models beside", grants(5), grants(40), Same::Yes),
            ("half of them read", grants(40), grants(20), Same::Yes),
            ("hardly any read", grants(40), grants(2), Same::NotYet),
            ("hardly any there are", grants(2), grants(2), Same::No),
            (
                "none in common",
                grants(5),
                with(9, |all| {
                    all.drain(..5);
                }),
                Same::No,
            ),
            ("nothing known", grants(0), grants(20), Same::No),
            (
                "not stated",
                grants(20),
                with(20, |all| all.iter_mut().for_each(|it| it.total = None)),
                Same::NotYet,
            ),
            (
                "some not stated",
                grants(20),
                with(20, |all| all[..9].iter_mut().for_each(|it| it.total = None)),
                Same::Yes,
            ),
        ] {
            assert_eq!(same_account(&known, &coming), same, "{what}");
        }
    }
}
