//! Runs: polls without a gap between them. They state how long an unchanged figure was seen.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::store::file::trouble::Result;

/// Polls without a gap between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: i64,
    pub(super) until: i64,
}

pub(super) fn last(file: &Connection, history: i64) -> Result<Option<Run>> {
    const LAST: &str =
        "SELECT from_at, until_at FROM history_run WHERE history = ?1 ORDER BY from_at DESC LIMIT 1";
    Ok(file.query_row(LAST, [history], from_row).optional()?)
}

/// The runs that reach `since` or later, oldest first.
pub(super) fn since(file: &Connection, history: i64, since: i64) -> Result<Vec<Run>> {
    const SINCE: &str =
        "SELECT from_at, until_at FROM history_run WHERE history = ?1 AND until_at >= ?2 ORDER BY from_at";
    let mut statement = file.prepare(SINCE)?;
    let runs = statement.query_map(params![history, since], from_row)?;
    Ok(runs.collect::<Result<_, _>>()?)
}

/// A poll read figures at these instants: `last` is extended until then; after a gap of more than `tolerance`
/// (all in microseconds) a new run begins.
pub(super) fn extend(
    file: &Connection,
    history: i64,
    last: Option<Run>,
    poll: Run,
    tolerance: i64,
) -> Result<()> {
    const EXTEND: &str = "UPDATE history_run SET until_at = ?3 WHERE history = ?1 AND from_at = ?2";
    const BEGIN: &str = "INSERT OR REPLACE INTO history_run (history, from_at, until_at) VALUES (?1, ?2, ?3)";
    match last.filter(|last| poll.from.saturating_sub(last.until) <= tolerance) {
        Some(last) => file.execute(EXTEND, params![history, last.from, poll.until])?,
        None => file.execute(BEGIN, params![history, poll.from, poll.until])?,
    };
    Ok(())
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run { from: row.get(0)?, until: row.get(1)? })
}
