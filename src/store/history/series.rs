//! The series of a history, each with its newest row.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::figure::{self, COLUMNS, FigureRow};
use crate::store::Trouble;

/// A series and what was last read of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pub(super) id: i64,
    pub(super) newest: FigureRow,
}

/// Every series that has a row, by name.
pub(super) fn newest(file: &Connection, history: i64) -> Result<HashMap<String, Series>, Trouble> {
    let sql = format!(
        "SELECT name, id, {COLUMNS} FROM history_series JOIN history_figure ON series = id
          WHERE history = ?1 AND from_at = (SELECT max(from_at) FROM history_figure WHERE series = id)"
    );
    let mut statement = file.prepare(&sql)?;
    let rows = statement.query_map([history], |row| {
        Ok((row.get(0)?, Series { id: row.get(1)?, newest: figure::row_at(row, 2)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The series of this name, begun at `now` where there is none.
pub(super) fn of(file: &Connection, history: i64, name: &str, now: i64) -> Result<i64, Trouble> {
    const BEGIN: &str =
        "INSERT INTO history_series (history, name, thinned_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    const OF: &str = "SELECT id FROM history_series WHERE history = ?1 AND name = ?2";
    file.execute(BEGIN, params![history, name, now])?;
    Ok(file.query_row(OF, params![history, name], |row| row.get(0))?)
}
