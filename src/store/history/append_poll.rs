//! Converts a saved poll into readings and appends them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    append::{Reading, append},
    login,
    row::Figure,
};
use crate::{
    domain::{Balance, Dated, FeedName, Model, SaveData, history::Grant},
    store::{
        file::{instant::to_micros, trouble::Result},
        identity::AccountKey,
    },
};

/// Polls no further apart than this leave no gap (microseconds) ...
const MIN_GAP: i64 = 15 * 60 * 1_000_000;
/// ... nor do polls no further apart than this many times the usual.
const MISSED_POLLS: i64 = 3;

pub(crate) fn append_poll(file: &Connection, key: &AccountKey, data: &SaveData, now: i64) -> Result<()> {
    match data {
        SaveData::Models(models) => {
            let readings: Vec<Reading<'_>> = models.value.iter().filter_map(reading).collect();
            let grants: Vec<Grant> = models.value.iter().filter_map(grant).collect();
            if grants.is_empty() {
                return Ok(());
            }
            append_to(file, (key, FeedName::Quotas), &grants, &readings, now)
        }
        SaveData::Balance(balance) => {
            append_to(file, (key, FeedName::Account), &[], reading_of_balance(balance).as_slice(), now)
        }
        SaveData::Catalogue(_) | SaveData::Outlooks(_) | SaveData::Bills(_) => Ok(()),
    }
}

fn append_to(
    file: &Connection,
    (key, feed): (&AccountKey, FeedName),
    grants: &[Grant],
    readings: &[Reading<'_>],
    now: i64,
) -> Result<()> {
    match login::history_for(file, key, feed, grants)? {
        Some(history) => append(file, history, readings, tolerance(file, key, feed)?, now),
        None => Ok(()),
    }
}

fn reading(model: &Model) -> Option<Reading<'_>> {
    let quota = model.quota.as_ref()?;
    let figure = quota.remaining.map(|remaining| Figure {
        remaining,
        total: quota.total,
        expires_at: quota.expires_at.map(to_micros),
    });
    Some(Reading { name: model.name.as_str(), figure, read_at: to_micros(quota.read_at) })
}

fn grant(model: &Model) -> Option<Grant> {
    let quota = model.quota.as_ref()?;
    let (name, remaining) = (model.name.clone(), quota.remaining?);
    Some(Grant { model: name, total: quota.total, expires_at: quota.expires_at, remaining })
}

/// A balance is a series, named by its currency.
fn reading_of_balance(balance: &Dated<Balance>) -> Option<Reading<'_>> {
    let available = balance.value.available?;
    let name = balance.value.currency.as_deref().unwrap_or_default();
    let figure = Figure { remaining: available.into(), total: None, expires_at: None };
    Some(Reading { name, figure: Some(figure), read_at: to_micros(balance.fetched_at) })
}

/// How far apart two polls may be without a gap. The lease says how often the account is polled: its holder
/// extends it by a little more than that.
fn tolerance(file: &Connection, key: &AccountKey, feed: FeedName) -> Result<i64> {
    const HOLD: &str =
        "SELECT hold FROM lease WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND feed = ?4";
    let key = params![key.profile, key.site.into_str(), key.fingerprint, feed.into_str()];
    let hold: Option<Option<i64>> = file.query_row(HOLD, key, |row| row.get(0)).optional()?;
    Ok(hold.flatten().map_or(MIN_GAP, |hold| hold.saturating_mul(MISSED_POLLS).max(MIN_GAP)))
}
