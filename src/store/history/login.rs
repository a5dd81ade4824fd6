//! Which history a login leads to.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    domain::{
        FeedName, ModelName,
        history::{Grant, Same, same_account},
    },
    store::{AccountKey, Trouble, instant::from_micros},
};

use super::figure::{self, COLUMNS};

/// The history of this login; absent where none was begun.
pub(super) fn history_of(
    file: &Connection,
    key: &AccountKey,
    feed: FeedName,
) -> Result<Option<i64>, Trouble> {
    const OF: &str = "
        SELECT history FROM history_login
         WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND feed = ?4";
    let key = params![key.profile, key.site.as_str(), key.fingerprint, feed.as_str()];
    Ok(file.query_row(OF, key, |row| row.get(0)).optional()?)
}

/// The history of this login. One that is new goes on with the history of an account that was granted the same, or
/// begins one; absent where too little was read to tell.
pub(super) fn history_for(
    file: &Connection,
    key: &AccountKey,
    feed: FeedName,
    coming: &[Grant],
) -> Result<Option<i64>, Trouble> {
    const NEXT: &str = "SELECT coalesce(max(history), 0) + 1 FROM history_login";
    if let Some(history) = history_of(file, key, feed)? {
        return Ok(Some(history));
    }
    let mut is_open = false;
    for history in histories_beside(file, key, feed)? {
        match same_account(&grants(file, history)?, coming) {
            Same::Yes => return lead(file, key, feed, history).map(Some),
            Same::NotYet => is_open = true,
            Same::No => {}
        }
    }
    if is_open {
        return Ok(None);
    }
    let next = file.query_row(NEXT, [], |row| row.get(0))?;
    lead(file, key, feed, next).map(Some)
}

fn lead(file: &Connection, key: &AccountKey, feed: FeedName, history: i64) -> Result<i64, Trouble> {
    const LEAD: &str =
        "INSERT INTO history_login (profile, site, fingerprint, feed, history) VALUES (?1, ?2, ?3, ?4, ?5)";
    file.execute(LEAD, params![key.profile, key.site.as_str(), key.fingerprint, feed.as_str(), history])?;
    Ok(history)
}

/// The histories of other logins of this profile in the same place, newest first.
fn histories_beside(file: &Connection, key: &AccountKey, feed: FeedName) -> Result<Vec<i64>, Trouble> {
    const BESIDE: &str = "
        SELECT fingerprint, history FROM history_login
         WHERE profile = ?1 AND site = ?2 AND feed = ?3 ORDER BY history DESC";
    let mut statement = file.prepare(BESIDE)?;
    let rows = statement.query_map(params![key.profile, key.site.as_str(), feed.as_str()], |row| {
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

/// What a model has left depends on the region, which stands before the fingerprint of a login for quotas.
fn region(fingerprint: &str) -> Option<&str> {
    fingerprint.split_once('/').map(|(region, _)| region)
}

/// What was last read of each model of a history.
fn grants(file: &Connection, history: i64) -> Result<Vec<Grant>, Trouble> {
    let sql = format!(
        "SELECT name, {COLUMNS} FROM history_series JOIN history_figure ON series = id
          WHERE history = ?1 AND from_at =
                (SELECT max(from_at) FROM history_figure WHERE series = id AND remaining IS NOT NULL)"
    );
    let mut statement = file.prepare(&sql)?;
    let rows =
        statement.query_map([history], |row| Ok((row.get::<_, String>(0)?, figure::row_at(row, 1)?)))?;
    let mut grants = Vec::new();
    for row in rows {
        let (name, row) = row?;
        grants.extend(row.figure.map(|figure| Grant {
            model: ModelName::new(name),
            total: figure.total,
            expires_at: figure.expires_at.and_then(from_micros),
            remaining: figure.remaining,
        }));
    }
    Ok(grants)
}
