//! The list of accounts, most urgent first. Rebuilt when data or the filter change, not per frame.

use chrono::{DateTime, Utc};

use crate::{
    app::{AccountId, Profile, ProfileId},
    domain::fleet::{AccountRow, Totals, Urgency, order},
};

/// An account with its row.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub id: AccountId,
    pub row: AccountRow,
}

/// All accounts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Accounts {
    /// In the order of their profiles.
    pub all: Vec<Account>,
    /// The positions in `all`, most urgent first, and what each needs attention for.
    order: Vec<(usize, Urgency)>,
    /// Those of `order` that the filter finds.
    listed: Vec<(usize, Urgency)>,
    /// Of those that are listed.
    pub totals: Totals,
    /// When time alone changes what an account needs attention for next.
    pub next_change: Option<DateTime<Utc>>,
}

/// An account in the list.
#[derive(Debug, Clone, Copy)]
pub struct ListedAccount<'a> {
    pub account: &'a Account,
    pub urgency: Urgency,
}

/// The accounts of a profile: those of its fleet, or it is one itself, named `name`.
pub(crate) fn supplied(id: ProfileId, profile: &Profile, name: &str, now: DateTime<Utc>) -> Vec<Account> {
    if !profile.is_fleet() {
        let own = AccountId { profile: id, name: None };
        return vec![Account { id: own, row: profile.account_row(name, now) }];
    }
    let of_fleet = |row: &AccountRow| Account {
        id: AccountId { profile: id, name: Some(row.name.clone()) },
        row: row.clone(),
    };
    profile.fleet.accounts().iter().map(of_fleet).collect()
}

impl Accounts {
    /// Takes in all accounts. With `hold`, the order stays if they are the same accounts.
    pub(crate) fn arrange(&mut self, all: Vec<Account>, filter: &str, hold: bool, now: DateTime<Utc>) {
        let is_same = all.iter().map(|account| &account.id).eq(self.all.iter().map(|account| &account.id));
        if hold && is_same {
            let urgency = |at: usize| all.get(at).map(|account| Urgency::of(&account.row, now));
            let judged = |(at, before): (usize, Urgency)| (at, urgency(at).unwrap_or(before));
            self.order = self.order.iter().copied().map(judged).collect();
        } else {
            self.order = order(all.iter().map(|account| &account.row), now);
        }
        self.next_change = all.iter().filter_map(|account| account.row.next_change(now)).min();
        self.all = all;
        self.filter(filter);
    }

    /// Lists what `filter` finds, as typed.
    pub(crate) fn filter(&mut self, filter: &str) {
        let text = filter.to_lowercase();
        let is_found = |(at, urgency): &(usize, Urgency)| {
            self.all.get(*at).is_some_and(|account| account.row.matches(&text, *urgency))
        };
        self.listed = self.order.iter().copied().filter(is_found).collect();
        self.totals = Totals::of(self.listed().map(|listed| &listed.account.row));
    }

    /// The number of accounts that the filter finds.
    pub const fn len(&self) -> usize {
        self.listed.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The account at `position` of the list.
    pub fn get(&self, position: usize) -> Option<ListedAccount<'_>> {
        let (at, urgency) = *self.listed.get(position)?;
        Some(ListedAccount { account: self.all.get(at)?, urgency })
    }

    /// All accounts, listed or not, most urgent first.
    pub fn ranked(&self) -> impl Iterator<Item = ListedAccount<'_>> {
        (0..self.order.len()).filter_map(|place| self.at_rank(place))
    }

    /// The account at this place among all.
    pub fn at_rank(&self, place: usize) -> Option<ListedAccount<'_>> {
        let (at, urgency) = *self.order.get(place)?;
        Some(ListedAccount { account: self.all.get(at)?, urgency })
    }

    /// The list.
    pub fn listed(&self) -> impl Iterator<Item = ListedAccount<'_>> {
        (0..self.len()).filter_map(|position| self.get(position))
    }

    pub(crate) fn position(&self, id: &AccountId) -> Option<usize> {
        self.listed().position(|listed| listed.account.id == *id)
    }
}
