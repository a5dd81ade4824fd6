//! Accounts as the contract's JSON (`quotatop.accounts/1`). What is unknown is null.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use serde_json::Number;
use strum::IntoEnumIterator as _;

use crate::{
    app::{Profile, State, account::calls::EVERY, accounts::Account},
    cli::document,
    domain::{
        FeedName, FeedState,
        bill::Cycle,
        fleet::{AccountRow, FeedSeen},
        time::rfc3339,
    },
};

const SCHEMA: &str = "quotatop.accounts/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    accounts: Vec<AccountOut<'a>>,
}

#[derive(Serialize)]
struct AccountOut<'a> {
    profile: &'a str,
    /// Only where several accounts have this profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'a str>,
    state: &'static str,
    available: Option<String>,
    currency: Option<&'a str>,
    models: Option<u32>,
    billed: Option<u32>,
    refused: Option<u32>,
    low: Option<u32>,
    exhausted: Option<u32>,
    runs_out_next: Option<RunsOutOut<'a>>,
    lapses_within_7d: Option<Vec<LapseOut>>,
    spend: Option<Vec<SpendOut<'a>>>,
    fetched_at: Option<String>,
    feeds: Feeds,
}

#[derive(Serialize)]
struct RunsOutOut<'a> {
    model: &'a str,
    at: String,
}

#[derive(Serialize)]
struct LapseOut {
    unit: &'static str,
    amount: Option<Number>,
}

#[derive(Serialize)]
struct SpendOut<'a> {
    currency: &'a str,
    payable: String,
    cycle: String,
}

/// By name, in the order of their declaration.
struct Feeds(Vec<(&'static str, FeedOut)>);

impl Serialize for Feeds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, feed)| (name, feed)))
    }
}

#[derive(Serialize)]
struct FeedOut {
    /// Null where only its poller knows.
    state: Option<&'static str>,
    fetched_at: Option<String>,
    up: Option<bool>,
}

pub(super) fn write(out: &mut dyn Write, state: &State, now: DateTime<Utc>) -> io::Result<()> {
    let accounts = state.accounts.listed().map(|listed| account(state, listed.account, now)).collect();
    document::write(out, &Document { schema: SCHEMA, accounts })
}

fn account<'a>(state: &State, account: &'a Account, now: DateTime<Utc>) -> AccountOut<'a> {
    let row = &account.row;
    let (models, next) = (row.models, row.runs_out_next.as_ref());
    AccountOut {
        profile: &row.name.profile,
        instance: row.name.instance.as_deref(),
        state: row.state.into_str(),
        available: row.available.map(|amount| amount.to_string()),
        currency: row.currency.as_deref(),
        models: models.map(|models| models.all),
        billed: models.map(|models| models.billed),
        refused: models.map(|models| models.refused),
        low: models.map(|models| models.low),
        exhausted: models.map(|models| models.exhausted),
        runs_out_next: next.map(|next| RunsOutOut { model: next.model.as_str(), at: rfc3339(next.at) }),
        lapses_within_7d: models.map(|_| lapses(row)),
        spend: (!row.spend.is_empty()).then(|| spend(row)),
        fetched_at: row.read_at().map(rfc3339),
        feeds: feeds(state, account, now),
    }
}

fn lapses(row: &AccountRow) -> Vec<LapseOut> {
    let lapse = |(unit, amount): &(crate::domain::Unit, crate::domain::Quantity)| LapseOut {
        unit: unit.into_str(),
        amount: amount.to_string().parse().ok(),
    };
    row.lapses.iter().map(lapse).collect()
}

fn spend(row: &AccountRow) -> Vec<SpendOut<'_>> {
    let spent = row.spend.iter().map(|spend| SpendOut {
        currency: &spend.currency,
        payable: spend.payable.to_string(),
        cycle: spend.cycle.to_string(),
    });
    spent.collect()
}

/// Those that are read of it.
fn feeds(state: &State, account: &Account, now: DateTime<Utc>) -> Feeds {
    let own = state.profile_at(account.id.profile).filter(|_| account.id.name.is_none());
    let is_read = |name: FeedName, seen: FeedSeen| {
        own.map_or(seen != FeedSeen::default(), |profile| profile.shows(name))
    };
    let feeds = FeedName::iter().map(|name| (name, account.row.feeds[name]));
    let feeds = feeds.filter(|(name, seen)| is_read(*name, *seen)).map(|(name, seen)| {
        let feed = FeedOut {
            state: own.map(|profile| feed_state(profile, name, now).into_str()),
            fetched_at: seen.fetched_at.map(rfc3339),
            up: seen.is_up,
        };
        (name.into_str(), feed)
    });
    Feeds(feeds.collect())
}

fn feed_state(profile: &Profile, name: FeedName, now: DateTime<Utc>) -> FeedState {
    let feed = profile.snapshot.feed(name);
    match name {
        FeedName::Bills => profile.bills.state_of(Cycle::at(now), feed, now),
        FeedName::Calls => feed.state(EVERY, now),
        FeedName::Quotas | FeedName::Account => feed.state(profile.refresh, now),
    }
}
