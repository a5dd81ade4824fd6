//! The days that are kept: what is known of each, without its lines.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use crate::{
    domain::bill::{AccountId, Cycle, Gap, KeptDay, Origin, SkipReason},
    store::{
        AccountKey, Trouble,
        instant::{from_micros, to_micros},
    },
};

/// The day as a number. Every day fits.
fn number(day: NaiveDate) -> i64 {
    day.to_epoch_days().into()
}

/// The number of a day that is kept and what is known of it; absent where that cannot be understood.
pub(super) fn find(
    file: &Connection,
    key: &AccountKey,
    day: NaiveDate,
) -> Result<Option<(i64, Option<KeptDay>)>, Trouble> {
    let mut statement = file.prepare(
        "SELECT id, day, origin, read_at, asked_at, gap FROM bill_day
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND day = ?4",
    )?;
    let place = params![key.profile, key.site.as_str(), key.fingerprint, number(day)];
    Ok(statement.query_row(place, |row| Ok((row.get(0)?, understand(row)))).optional()?)
}

/// Keeps what is known of a day, and whose bill it is where that is known; its number.
pub(super) fn keep(
    file: &Connection,
    key: &AccountKey,
    kept: &KeptDay,
    account: Option<&AccountId>,
) -> Result<i64, Trouble> {
    let mut statement = file.prepare(
        "INSERT INTO bill_day
             (profile, site, fingerprint, day, origin, read_at, asked_at, gap, account, rollup)
         VALUES (:profile, :site, :fingerprint, :day, :origin, :read_at, :asked_at, :gap, :account, x'')
         ON CONFLICT (profile, site, fingerprint, day) DO UPDATE
         SET origin = excluded.origin, read_at = excluded.read_at, asked_at = excluded.asked_at,
             gap = excluded.gap, account = coalesce(excluded.account, account)
         RETURNING id",
    )?;
    let gap = kept.gap.map(|gap| serde_json::to_string(&gap)).transpose();
    let values = named_params! {
        ":profile": key.profile,
        ":site": key.site.as_str(),
        ":fingerprint": key.fingerprint,
        ":day": number(kept.day),
        ":origin": kept.origin.as_str(),
        ":read_at": to_micros(kept.read_at),
        ":asked_at": kept.asked_at.map(to_micros),
        ":gap": gap.map_err(|error| Trouble::unusable(&error))?,
        ":account": account.map(AccountId::as_str),
    };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

/// Whose bill the day of this number is; absent where nothing says so.
pub(super) fn account(file: &Connection, id: i64) -> Result<Option<AccountId>, Trouble> {
    let mut statement = file.prepare("SELECT account FROM bill_day WHERE id = ?1")?;
    let account: Option<String> = statement.query_row([id], |row| row.get(0))?;
    Ok(account.as_deref().and_then(AccountId::parse))
}

/// The days that are kept from `first` to `last`, with their numbers, in their order. A row that cannot be
/// understood counts as absent.
pub(super) fn list(
    file: &Connection,
    key: &AccountKey,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<(i64, KeptDay)>, Trouble> {
    let mut statement = file.prepare(
        "SELECT id, day, origin, read_at, asked_at, gap FROM bill_day
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND day BETWEEN ?4 AND ?5 ORDER BY day",
    )?;
    let place = params![key.profile, key.site.as_str(), key.fingerprint, number(first), number(last)];
    let rows = statement.query_map(place, |row| Ok((row.get(0)?, understand(row))))?;
    let rows: Vec<(i64, Option<KeptDay>)> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter_map(|(id, kept)| kept.map(|kept| (id, kept))).collect())
}

/// The cycles of which a day is kept, possibly more than once.
pub(super) fn cycles(file: &Connection, key: &AccountKey) -> Result<Vec<Cycle>, Trouble> {
    let mut statement =
        file.prepare("SELECT day FROM bill_day WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3")?;
    let days =
        statement.query_map(params![key.profile, key.site.as_str(), key.fingerprint], |row| row.get(0))?;
    let days: Vec<i64> = days.collect::<Result<_, _>>()?;
    Ok(days.into_iter().filter_map(date).map(Cycle::of_day).collect())
}

fn understand(row: &Row<'_>) -> Option<KeptDay> {
    let word: String = row.get(2).ok()?;
    Some(KeptDay {
        day: date(row.get(1).ok()?)?,
        origin: [Origin::Api, Origin::File].into_iter().find(|origin| origin.as_str() == word)?,
        read_at: from_micros(row.get(3).ok()?)?,
        asked_at: row.get::<_, Option<i64>>(4).ok()?.and_then(from_micros),
        gap: row.get::<_, Option<String>>(5).ok()?.map(|gap| understand_gap(&gap)),
    })
}

/// A gap that cannot be understood is one all the same.
fn understand_gap(text: &str) -> Gap {
    serde_json::from_str(text).unwrap_or(Gap { reason: SkipReason::Malformed, rows: 1 })
}

fn date(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(number).ok()?)
}
