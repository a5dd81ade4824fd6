//! Tables for people: columns as wide as what stands in them.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    app::{Profile, State},
    domain::{AccountState, FeedName, FeedState, Model, NextCall, Zone},
    words::{self, account, number, screen, text, time},
};

const HEADERS: [&str; 8] =
    ["MODEL", "KIND", "LEFT / TOTAL", "UNIT", "% LEFT", "EXPIRES", "STATUS", "NEXT CALL"];
/// The columns whose text stands at the right.
const AT_RIGHT: [bool; 8] = [false, false, true, false, true, false, false, false];

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
    let rows: Vec<([String; 8], NextCall)> = (0..profile.rows.index.len())
        .filter_map(|at| profile.listed(at))
        .map(|(model, row)| (cells(model, row, now), row.next_call))
        .collect();
    let widths: Vec<usize> = HEADERS
        .iter()
        .enumerate()
        .map(|(column, header)| {
            let cells = rows.iter().filter_map(|(cells, _)| cells.get(column)).map(|cell| text::width(cell));
            cells.chain([text::width(header)]).max().unwrap_or(0)
        })
        .collect();
    write_line(out, &HEADERS.map(str::to_owned), &widths, None)?;
    for (cells, call) in &rows {
        write_line(out, cells, &widths, colour.then_some(*call))?;
    }
    Ok(())
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

fn cells(model: &Model, row: &crate::app::rows::Row, now: DateTime<Utc>) -> [String; 8] {
    let quota = model.quota.as_ref();
    let figure = |figure: Option<_>| figure.map_or_else(|| "?".to_owned(), number::grouped);
    let left = quota.filter(|quota| quota.total.or(quota.remaining).is_some());
    let percent = row.left_percent;
    [
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

fn write_line(
    out: &mut dyn Write,
    cells: &[String],
    widths: &[usize],
    call: Option<NextCall>,
) -> io::Result<()> {
    let mut line = String::new();
    let last = cells.len().saturating_sub(1);
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let gap = " ".repeat(width.saturating_sub(text::width(cell)));
        let at_right = AT_RIGHT.get(column).copied().unwrap_or_default();
        if column == last {
            line.push_str(&coloured(cell, call));
            continue;
        }
        let (before, after) = if at_right { (gap.as_str(), "  ") } else { ("", gap.as_str()) };
        line.extend([before, cell, after]);
        if !at_right {
            line.push_str("  ");
        }
    }
    writeln!(out, "{}", line.trim_end())
}

/// The next call in its colour (the terminal's own green, red and yellow).
fn coloured(word: &str, call: Option<NextCall>) -> String {
    let code = match call {
        None => return word.to_owned(),
        Some(NextCall::Free) => 32,
        Some(NextCall::Billed | NextCall::Refused) => 31,
        Some(NextCall::Unknown) => 33,
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
