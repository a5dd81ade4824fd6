//! Tables for people: columns as wide as what stands in them.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    app::{Profile, State},
    domain::{AccountState, FeedName, FeedState, Model, NextCall, Zone},
    words::{self, account, number, screen, time},
};

use super::columns::{self, Column};

const COLUMNS: [Column; 8] = [
    ("MODEL", false),
    ("KIND", false),
    ("LEFT / TOTAL", true),
    ("UNIT", false),
    ("% LEFT", true),
    ("EXPIRES", false),
    ("STATUS", false),
    ("NEXT CALL", false),
];

/// Writes the models that are listed.
pub(super) fn models(
    out: &mut dyn Write,
    state: &State,
    now: DateTime<Utc>,
    zone: Zone,
    colour: bool,
) -> io::Result<()> {
    let profile = state.profile();
    write_circumstances(out, profile, now, zone)?;
    let listed = (0..profile.rows.index.len()).filter_map(|at| profile.listed(at));
    let (rows, calls): (Vec<Vec<String>>, Vec<NextCall>) =
        listed.map(|(model, row)| (cells(model, row, now), row.next_call)).unzip();
    let style = |at: usize, word: &str| Some(coloured(word, *calls.get(at)?)).filter(|_| colour);
    columns::write(out, &COLUMNS, &rows, &style)
}

/// What holds for the whole table: that the account owes, that the data are old.
fn write_circumstances(
    out: &mut dyn Write,
    profile: &Profile,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let snapshot = &profile.snapshot;
    if snapshot.account_state() == AccountState::Overdue {
        let balance = snapshot.balance.as_ref();
        let owed = balance.and_then(|balance| account::owed(balance.available, balance.currency.as_deref()));
        let [told, ..] = screen::overdue(&owed.unwrap_or_default());
        writeln!(out, "{}  {told}", screen::OVERDUE)?;
    }
    let state = snapshot.feed_state(FeedName::Quotas, profile.refresh, now);
    if let (FeedState::Stale, Some(at)) = (state, snapshot.quotas.fetched_at) {
        writeln!(out, "stale: as last known, read {} ({})", time::moment(at, now, zone), time::ago(at, now))?;
    }
    Ok(())
}

fn cells(model: &Model, row: &crate::app::rows::Row, now: DateTime<Utc>) -> Vec<String> {
    let quota = model.quota.as_ref();
    let figure = |figure: Option<_>| figure.map_or_else(|| "?".to_owned(), number::grouped);
    let left = quota.filter(|quota| quota.total.or(quota.remaining).is_some());
    let percent = row.left_percent;
    vec![
        words::plain(model.name.as_str()).into_owned(),
        number::kind(model.kind).to_owned(),
        left.map(|quota| format!("{}/{}", figure(quota.remaining), figure(quota.total))).unwrap_or_default(),
        left.map(|_| model.unit.as_str().to_owned()).unwrap_or_default(),
        percent.map(number::percent).unwrap_or_default(),
        quota.and_then(|quota| quota.expires_at).map(|at| time::expiry(at, now)).unwrap_or_default(),
        number::status(row.status).to_owned(),
        number::next_call(row.next_call).to_owned(),
    ]
}

/// The next call in its colour (the terminal's own green, red and yellow).
fn coloured(word: &str, call: NextCall) -> String {
    let code = match call {
        NextCall::Free => 32,
        NextCall::Billed | NextCall::Refused => 31,
        NextCall::Unknown => 33,
    };
    format!("\x1b[{code}m{word}\x1b[0m")
}

/// Writes the account.
pub(super) fn account(out: &mut dyn Write, state: &State, now: DateTime<Utc>, zone: Zone) -> io::Result<()> {
    let profile = state.profile();
    let snapshot = &profile.snapshot;
    let state = snapshot.account_state();
    let balance = snapshot.balance.as_ref();
    let currency = balance.and_then(|balance| balance.currency.as_deref());
    let owed = account::owed(balance.and_then(|balance| balance.available), currency);
    let amount = |amount: Option<Decimal>| Some(number::money(amount?, currency));
    let is_stale = snapshot.feed_state(FeedName::Account, profile.refresh, now) == FeedState::Stale;
    let lines = [
        (account::STATE, Some(account::state(state, owed.as_deref()))),
        (account::AVAILABLE, balance.and_then(|balance| amount(balance.available))),
        (account::CASH, balance.and_then(|balance| amount(balance.cash))),
        (account::CREDIT, balance.and_then(|balance| amount(balance.credit))),
        (account::READ, snapshot.account.fetched_at.map(|at| read(at, is_stale, now, zone))),
        (account::MEANS, Some(account::means(state).to_owned())),
        (account::PAY, (state == AccountState::Overdue).then(|| account::pay(snapshot.site).to_owned())),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            writeln!(out, "{name:<12}{value}")?;
        }
    }
    Ok(())
}

fn read(at: DateTime<Utc>, is_stale: bool, now: DateTime<Utc>, zone: Zone) -> String {
    account::read(&time::ago(at, now), &time::moment(at, now, zone), is_stale, None)
}
