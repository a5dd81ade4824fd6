//! The account's balance, and whether it is overdue.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::freshness::is_recent;

/// The balance of `QueryAccountBalance`. Amounts that it omits are absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Balance {
    /// `AvailableAmount`: cash and credit minus uncleared charges; overdue if negative.
    pub available: Option<Decimal>,
    /// `AvailableCashAmount`.
    pub cash: Option<Decimal>,
    /// `CreditAmount`.
    pub credit: Option<Decimal>,
    /// `Currency`: CNY, USD or JPY.
    pub currency: Option<String>,
}

/// Whether the account's calls are served at all (contract, `account.state`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum AccountState {
    /// It owes money: every call is refused.
    Overdue,
    /// It does not owe. Zero is good: card-billed accounts always read zero.
    Good,
    Unknown,
}

impl AccountState {
    pub fn of(balance: Option<&Balance>) -> Self {
        match balance.and_then(|balance| balance.available) {
            Some(available) if available < Decimal::ZERO => Self::Overdue,
            Some(_) => Self::Good,
            None => Self::Unknown,
        }
    }
}

/// The last known state of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountSeen {
    pub state: AccountState,
    /// Absent if it was never read.
    pub read_at: Option<DateTime<Utc>>,
}

impl AccountSeen {
    /// Whether no recent reading shows that calls are served. An overdue account stays overdue until the next
    /// reading.
    pub fn is_unchecked(self, now: DateTime<Utc>) -> bool {
        match self.state {
            AccountState::Overdue => false,
            AccountState::Unknown => true,
            AccountState::Good => self.unchecked_since(now).is_some() || self.read_at.is_none(),
        }
    }

    /// When the account was last read as good, if that is too long ago (or in the future) to count.
    pub fn unchecked_since(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.read_at.filter(|at| self.state == AccountState::Good && !is_recent(*at, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_negative_balance_is_overdue() {
        for (available, state) in [
            (Some("-0.01"), AccountState::Overdue),
            (Some("0"), AccountState::Good),
            (Some("-0.00"), AccountState::Good),
            (Some("12.40"), AccountState::Good),
            (None, AccountState::Unknown),
        ] {
            let available = available.map(|text| text.parse().unwrap());
            let balance = Balance { available, ..Balance::default() };
            assert_eq!(AccountState::of(Some(&balance)), state, "{available:?}");
        }
        assert_eq!(AccountState::of(None), AccountState::Unknown);
    }
}
