//! Makes the rows of accounts from the answers to the queries of each figure.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use enum_map::EnumMap;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::metrics::{Figure, INSTANCE, PROFILE};
use crate::{
    domain::{
        AccountState, FeedName, Quantity, Unit,
        fleet::{AccountName, AccountRow, AccountSpend, Models, RunsOutNext},
    },
    source::prometheus::{Found, Series},
};

/// Accounts by the labels that distinguish them. Two series of one figure of one account, as from two pollers that serve
/// the same profile on one host, or of two replicas: the first that can be read counts.
#[derive(Default)]
pub(super) struct Rows {
    accounts: BTreeMap<Key, Account>,
}

/// What a count of models is made of.
const COUNTS: [Figure; 4] = [Figure::Billed, Figure::Refused, Figure::Low, Figure::Exhausted];

/// Profile and instance.
type Key = (String, String);

#[derive(Default)]
struct Account {
    counts: EnumMap<Figure, Option<u32>>,
    /// There is one, but it is no number.
    unreadable: EnumMap<Figure, bool>,
    is_overdue: Option<bool>,
    row: Option<AccountRow>,
}

impl Rows {
    pub(super) fn add(&mut self, figure: Figure, found: &Found) {
        for series in &found.series {
            let Some(profile) = series.label(PROFILE) else { continue };
            let instance = series.label(INSTANCE).unwrap_or_default();
            let account = self.accounts.entry((profile.to_owned(), instance.to_owned())).or_default();
            match series.last() {
                Some(value) => account.take(figure, series, value),
                None => account.unreadable[figure] = true,
            }
        }
    }

    /// The profiles of accounts that were scraped within a day, but not lately.
    pub(super) fn vanished(&self) -> Vec<&str> {
        let is_gone = |account: &Account| account.counts[Figure::Models].is_none();
        self.accounts
            .iter()
            .filter(|(_, account)| is_gone(account))
            .map(|((profile, _), _)| &**profile)
            .collect()
    }

    /// Takes the last figures of accounts that have none now.
    pub(super) fn add_vanished(&mut self, last: Self) {
        for (key, account) in last.accounts {
            let known = self.accounts.entry(key).or_default();
            if known.counts[Figure::Models].is_none() {
                *known = account;
            }
        }
    }

    /// An instance distinguishes accounts only where two of them have the same profile.
    pub(super) fn into_accounts(self) -> Vec<AccountRow> {
        let mut same: BTreeMap<String, usize> = BTreeMap::new();
        for (profile, _) in self.accounts.keys() {
            let count = same.entry(profile.clone()).or_default();
            *count = count.saturating_add(1);
        }
        let named = |((profile, instance), account): (Key, Account)| {
            let is_single = same.get(&profile).is_none_or(|count| *count < 2);
            let instance = Some(instance).filter(|instance| !is_single && !instance.is_empty());
            account.into_row(AccountName { profile: profile.into(), instance: instance.map(Into::into) })
        };
        self.accounts.into_iter().map(named).collect()
    }
}

impl Account {
    fn take(&mut self, figure: Figure, series: &Series, value: Quantity) {
        let row = self.row.get_or_insert_with(|| AccountRow::unknown(AccountName::of_profile("")));
        match figure {
            Figure::Models | Figure::Billed | Figure::Refused | Figure::Low | Figure::Exhausted => {
                match count(value) {
                    Some(count) => _ = self.counts[figure].get_or_insert(count),
                    None => self.unreadable[figure] = true,
                }
            }
            Figure::RunsOutNext => {
                if let (Some(model), Some(at), None) =
                    (series.label("model"), instant(value), &row.runs_out_next)
                {
                    row.runs_out_next = Some(RunsOutNext { model: model.into(), at });
                }
            }
            Figure::Lapses => {
                let unit = series.label("unit").and_then(|unit| unit.parse().ok()).unwrap_or(Unit::Units);
                if value.is_positive() && row.lapses.iter().all(|(known, _)| *known != unit) {
                    row.lapses.push((unit, value));
                }
            }
            Figure::Available => {
                if row.available.is_none() {
                    row.available = Some(value.decimal());
                    row.currency = series.label("currency").map(str::to_owned);
                }
            }
            Figure::Overdue => {
                self.is_overdue.get_or_insert(value.is_positive());
            }
            Figure::Spend => {
                let cycle = series.label("cycle").and_then(|cycle| cycle.parse().ok());
                if let (Some(currency), Some(cycle)) = (series.label("currency"), cycle) {
                    let (currency, payable) = (currency.to_owned(), value.decimal());
                    row.spend.push(AccountSpend { currency, payable, cycle });
                }
            }
            Figure::FeedSuccess => {
                if let Some(feed) = feed(series) {
                    let seen = &mut row.feeds[feed];
                    seen.fetched_at = seen.fetched_at.max(instant(value));
                }
            }
            Figure::FeedUp => {
                if let Some(feed) = feed(series) {
                    row.feeds[feed].is_up.get_or_insert(value.is_positive());
                }
            }
        }
    }

    fn into_row(self, name: AccountName) -> AccountRow {
        let count = |figure| self.counts[figure].unwrap_or_default();
        let mut row = self.row.unwrap_or_else(|| AccountRow::unknown(name.clone()));
        row.name = name;
        row.state = match self.is_overdue {
            Some(true) => AccountState::Overdue,
            Some(false) => AccountState::Good,
            None => AccountState::Unknown,
        };
        // A count of none is no series: it is 0 only where the models are known, and nothing is there that cannot be read.
        let is_unreadable = |figure| self.counts[figure].is_none() && self.unreadable[figure];
        let known = self.counts[Figure::Models].filter(|_| !COUNTS.into_iter().any(is_unreadable));
        row.models = known.map(|all| Models {
            all,
            billed: count(Figure::Billed),
            refused: count(Figure::Refused),
            low: count(Figure::Low),
            exhausted: count(Figure::Exhausted),
        });
        // A poller exports the cycles that it has read; the running one is the last.
        let last = row.spend.iter().map(|spend| spend.cycle).max();
        row.spend.retain(|spend| Some(spend.cycle) == last);
        row.spend.sort_by(|one, two| one.currency.cmp(&two.currency));
        row.spend.dedup_by(|one, two| one.currency == two.currency);
        row.lapses.sort_unstable_by_key(|(unit, _)| *unit);
        row
    }
}

/// A number of models: whole, and not below zero.
fn count(value: Quantity) -> Option<u32> {
    let value: Decimal = value.decimal();
    if value.fract().is_zero() { value.to_u32() } else { None }
}

fn feed(series: &Series) -> Option<FeedName> {
    series.label("feed")?.parse().ok()
}

/// From seconds since 1970; a fraction is cut.
pub(super) fn instant(seconds: Quantity) -> Option<DateTime<Utc>> {
    let seconds: Decimal = seconds.decimal();
    DateTime::from_timestamp(seconds.trunc().to_i64()?, 0)
}
