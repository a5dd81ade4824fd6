//! Which history belongs to a login.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::row::{self, COLUMNS};
use crate::{
    domain::{
        FeedName, ModelName,
        history::{Grant, Same, same_account},
    },
    store::{
        file::{instant::from_micros, trouble::Result},
        identity::AccountKey,
    },
};

/// The history of this login, if one was begun.
pub(super) fn find_history(file: &Connection, key: &AccountKey, feed: FeedName) -> Result<Option<i64>> {
    const FIND: &str = "
        SELECT history FROM history_login
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND feed = ?4";
    let key = params![key.profile, key.site.into_str(), key.fingerprint, feed.into_str()];
    Ok(file.query_row(FIND, key, |row| row.get(0)).optional()?)
}

/// The history of this login. A new login continues the history of an account with the same grants, or begins
/// one; absent if too little was read to decide.
pub(super) fn history_for(
    file: &Connection,
    key: &AccountKey,
    feed: FeedName,
    coming: &[Grant],
) -> Result<Option<i64>> {
    const NEXT: &str = "SELECT coalesce(max(history), 0) + 1 FROM history_login";
    if let Some(history) = find_history(file, key, feed)? {
        return Ok(Some(history));
    }
    let mut is_open = false;
    for history in other_histories(file, key, feed)? {
        match same_account(&grants(file, history)?, coming) {
            Same::Yes => return assign(file, key, feed, history).map(Some),
            Same::NotYet => is_open = true,
            Same::No => {}
        }
    }
    if is_open {
        return Ok(None);
    }
    let next = file.query_row(NEXT, [], |row| row.get(0))?;
    assign(file, key, feed, next).map(Some)
}

fn assign(file: &Connection, key: &AccountKey, feed: FeedName, history: i64) -> Result<i64> {
    const ASSIGN: &str =
        "INSERT INTO history_login (profile, site, fingerprint, feed, history) VALUES (?1, ?2, ?3, ?4, ?5)";
    file.execute(
        ASSIGN,
        params![key.profile, key.site.into_str(), key.fingerprint, feed.into_str(), history],
    )?;
    Ok(history)
}

/// The histories of other logins of this profile in the same region, newest first.
fn other_histories(file: &Connection, key: &AccountKey, feed: FeedName) -> Result<Vec<i64>> {
    const OTHERS: &str = "
        SELECT fingerprint, history FROM history_login
         WHERE profile = ?1 AND site = ?2 AND feed = ?3 ORDER BY history DESC";
    let mut statement = file.prepare(OTHERS)?;
    let rows = statement.query_map(params![key.profile, key.site.into_str(), feed.into_str()], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?))
    })?;
    let mut histories = Vec::new();
    for row in rows {
        let (fingerprint, history) = row?;
        if region(&fingerprint) == region(&key.fingerprint) && !histories.contains(&history) {
            histories.push(history);
        }
    }
    Ok(histories)
}

/// Quotas depend on the region, which precedes the fingerprint of a login for quotas.
fn region(fingerprint: &str) -> Option<&str> {
    fingerprint.split_once('/').map(|(region, _)| region)
}

/// The last reading of each model of a history.
fn grants(file: &Connection, history: i64) -> Result<Vec<Grant>> {
    let sql = format!(
        "SELECT name, {COLUMNS} FROM history_series JOIN history_figure ON series = id
          WHERE history = ?1 AND from_at =
                (SELECT max(from_at) FROM history_figure WHERE series = id AND remaining IS NOT NULL)"
    );
    let mut statement = file.prepare(&sql)?;
    let rows =
        statement.query_map([history], |read| Ok((read.get::<_, String>(0)?, row::row_at(read, 1)?)))?;
    let mut grants = Vec::new();
    for named in rows {
        let (name, row) = named?;
        grants.extend(row.figure.map(|figure| Grant {
            model: ModelName::new(name),
            total: figure.total,
            expires_at: figure.expires_at.and_then(from_micros),
            remaining: figure.remaining,
        }));
    }
    Ok(grants)
}
