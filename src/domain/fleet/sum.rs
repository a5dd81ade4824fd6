//! The row of an account whose models are known one by one.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{AccountName, AccountRow, AccountSpend, FeedSeen, Models, RunsOutNext};
use crate::domain::{
    AccountState, FeedName, Model, NextCall, Quantity, Snapshot, Status, Unit, totals::lapses_soon,
};

/// A model and what follows from it.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    pub model: &'a Model,
    pub status: Status,
    pub next_call: NextCall,
    /// When it runs out by the forecast; in the past if it has.
    pub runs_out: Option<DateTime<Utc>>,
    /// What is expected to be left when it expires.
    pub lapses: Option<Quantity>,
}

/// Sums up an account as of `now`.
pub fn sum<'a>(
    name: AccountName,
    snapshot: &Snapshot,
    models: impl IntoIterator<Item = Judged<'a>>,
    spend: Vec<AccountSpend>,
    now: DateTime<Utc>,
) -> AccountRow {
    let mut count = Models::default();
    let mut runs_out_next: Option<RunsOutNext> = None;
    let mut lapses: BTreeMap<Unit, Quantity> = BTreeMap::new();
    for judged in models {
        count = count.plus(judged.count());
        if let Some(at) = judged.runs_out.filter(|at| *at > now && judged.status.has_left())
            && runs_out_next.as_ref().is_none_or(|next| at < next.at)
        {
            runs_out_next = Some(RunsOutNext { model: judged.model.name.clone(), at });
        }
        if let Some(amount) = lapses_soon(judged.model, judged.lapses, now) {
            let sum = lapses.entry(judged.model.unit).or_default();
            *sum = sum.plus(amount);
        }
    }
    let balance = snapshot.balance.as_ref();
    let feed = |name: FeedName| {
        let feed = snapshot.feed(name);
        FeedSeen { fetched_at: feed.fetched_at, is_up: feed.is_up() }
    };
    AccountRow {
        state: AccountState::of(balance),
        available: balance.and_then(|balance| balance.available),
        currency: balance.and_then(|balance| balance.currency.clone()),
        models: (count.all > 0).then_some(count),
        runs_out_next,
        lapses: lapses.into_iter().collect(),
        spend,
        feeds: enum_map::EnumMap::from_fn(feed),
        ..AccountRow::unknown(name)
    }
}

impl Judged<'_> {
    fn count(&self) -> Models {
        Models {
            all: 1,
            billed: u32::from(self.next_call == NextCall::Billed),
            refused: u32::from(self.next_call == NextCall::Refused),
            low: u32::from(self.status == Status::Low),
            exhausted: u32::from(self.status == Status::Exhausted),
        }
    }
}
