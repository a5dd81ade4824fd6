//! Stored days without their lines.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use crate::{
    domain::bill::{AccountId, Cycle, Gap, Origin, SkipReason, StoredDay},
    store::{
        file::{
            instant::{from_micros, to_micros},
            trouble::{Result, Trouble},
        },
        identity::AccountKey,
    },
};

pub(super) fn number(day: NaiveDate) -> i64 {
    day.to_epoch_days().into()
}

/// A stored day and its id; the day is absent if unreadable.
pub(super) fn find(
    file: &Connection,
    key: &AccountKey,
    day: NaiveDate,
) -> Result<Option<(i64, Option<StoredDay>)>> {
    let mut statement = file.prepare(
        "SELECT id, day, origin, read_at, asked_at, gap FROM bill_day
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND day = ?4",
    )?;
    let values = params![key.profile, key.site.into_str(), key.fingerprint, number(day)];
    Ok(statement.query_row(values, |row| Ok((row.get(0)?, parse(row)))).optional()?)
}

/// Saves a day, and the owner of its bill if known; returns its id.
pub(super) fn save(
    file: &Connection,
    key: &AccountKey,
    day: &StoredDay,
    account: Option<&AccountId>,
) -> Result<i64> {
    let mut statement = file.prepare(
        "INSERT INTO bill_day
             (profile, site, fingerprint, day, origin, read_at, asked_at, gap, account, rollup)
         VALUES (:profile, :site, :fingerprint, :day, :origin, :read_at, :asked_at, :gap, :account, x'')
         ON CONFLICT (profile, site, fingerprint, day) DO UPDATE
         SET origin = excluded.origin, read_at = excluded.read_at, asked_at = excluded.asked_at,
             gap = excluded.gap, account = coalesce(excluded.account, account)
         RETURNING id",
    )?;
    let gap = day.gap.map(|gap| serde_json::to_string(&gap)).transpose();
    let values = named_params! {
        ":profile": key.profile,
        ":site": key.site.into_str(),
        ":fingerprint": key.fingerprint,
        ":day": number(day.day),
        ":origin": day.origin.into_str(),
        ":read_at": to_micros(day.read_at),
        ":asked_at": day.answered_at.map(to_micros),
        ":gap": gap.map_err(|error| Trouble::unusable(&error))?,
        ":account": account.map(AccountId::as_str),
    };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

/// The owner of the bill of a day, if known.
pub(super) fn account(file: &Connection, id: i64) -> Result<Option<AccountId>> {
    let mut statement = file.prepare("SELECT account FROM bill_day WHERE id = ?1")?;
    let account: Option<String> = statement.query_row([id], |row| row.get(0))?;
    Ok(account.as_deref().and_then(AccountId::parse))
}

/// The stored days from `first` to `last`, with their ids, in their order. An unreadable row counts as
/// absent.
pub(super) fn list(
    file: &Connection,
    key: &AccountKey,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<(i64, StoredDay)>> {
    let mut statement = file.prepare(
        "SELECT id, day, origin, read_at, asked_at, gap FROM bill_day
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND day BETWEEN ?4 AND ?5 ORDER BY day",
    )?;
    let values = params![key.profile, key.site.into_str(), key.fingerprint, number(first), number(last)];
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, parse(row))))?;
    let rows: Vec<(i64, Option<StoredDay>)> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter_map(|(id, day)| day.map(|day| (id, day))).collect())
}

/// The cycles of which a day is stored, possibly more than once.
pub(super) fn cycles(file: &Connection, key: &AccountKey) -> Result<Vec<Cycle>> {
    let mut statement =
        file.prepare("SELECT day FROM bill_day WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3")?;
    let days =
        statement.query_map(params![key.profile, key.site.into_str(), key.fingerprint], |row| row.get(0))?;
    let days: Vec<i64> = days.collect::<Result<_, _>>()?;
    Ok(days.into_iter().filter_map(date).map(Cycle::of_day).collect())
}

fn parse(row: &Row<'_>) -> Option<StoredDay> {
    let word: String = row.get(2).ok()?;
    Some(StoredDay {
        day: date(row.get(1).ok()?)?,
        origin: [Origin::Api, Origin::File].into_iter().find(|origin| origin.into_str() == word)?,
        read_at: from_micros(row.get(3).ok()?)?,
        answered_at: row.get::<_, Option<i64>>(4).ok()?.and_then(from_micros),
        gap: row.get::<_, Option<String>>(5).ok()?.map(|gap| parse_gap(&gap)),
    })
}

/// An unreadable gap is still a gap.
fn parse_gap(text: &str) -> Gap {
    serde_json::from_str(text).unwrap_or(Gap { reason: SkipReason::Malformed, rows: 1 })
}

pub(super) fn date(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(number).ok()?)
}
