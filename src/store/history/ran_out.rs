//! When models ran out, from all that is kept.

use std::collections::HashMap;

use rusqlite::Connection;

use super::login;
use crate::{
    domain::{FeedName, ModelName, history::RanOut},
    store::{AccountKey, Trouble, instant::from_micros},
};

/// Of each series of which nothing is left: the last row with something left, and the first after it. Numbers that
/// are texts have a fraction, or are too large: as floats they are exact enough to be told from nothing.
const RAN_OUT: &str = "
    WITH last_left AS (
        SELECT id, name, (SELECT max(from_at) FROM history_figure
                           WHERE series = id AND CAST(remaining AS REAL) > 0) AS left_from
          FROM history_series WHERE history = ?1)
    SELECT name,
           (SELECT until_at FROM history_figure WHERE series = id AND from_at = left_from),
           (SELECT min(from_at) FROM history_figure
             WHERE series = id AND from_at > left_from AND remaining IS NOT NULL) AS seen_at
      FROM last_left WHERE seen_at IS NOT NULL";

/// When each model ran out of which nothing is left now.
pub(super) fn all(file: &Connection, key: &AccountKey) -> Result<HashMap<ModelName, RanOut>, Trouble> {
    let Some(history) = login::history_of(file, key, FeedName::Quotas)? else { return Ok(HashMap::new()) };
    let mut statement = file.prepare(RAN_OUT)?;
    let mut rows = statement.query([history])?;
    let mut all = HashMap::new();
    while let Some(row) = rows.next()? {
        let (left, seen) = (row.get::<_, Option<i64>>(1)?.and_then(from_micros), from_micros(row.get(2)?));
        if let (Some(left_at), Some(seen_at)) = (left, seen) {
            all.insert(ModelName::new(row.get::<_, String>(0)?), RanOut { left_at, seen_at });
        }
    }
    Ok(all)
}
