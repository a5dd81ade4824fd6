//! The series of a history, each with its newest row.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::row::{self, COLUMNS, FigureRow};
use crate::store::file::trouble::Result;

#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pub(super) id: i64,
    pub(super) newest: FigureRow,
}

/// Every series that has a row, by name.
pub(super) fn newest(file: &Connection, history: i64) -> Result<HashMap<String, Series>> {
    let sql = format!(
        "SELECT name, id, {COLUMNS} FROM history_series JOIN history_figure ON series = id
          WHERE history = ?1 AND from_at = (SELECT max(from_at) FROM history_figure WHERE series = id)"
    );
    let mut statement = file.prepare(&sql)?;
    let rows = statement.query_map([history], |read| {
        Ok((read.get(0)?, Series { id: read.get(1)?, newest: row::row_at(read, 2)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The series with this name, begun at `now` if there is none.
pub(super) fn find_or_begin(file: &Connection, history: i64, name: &str, now: i64) -> Result<i64> {
    const BEGIN: &str =
        "INSERT INTO history_series (history, name, thinned_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    const FIND: &str = "SELECT id FROM history_series WHERE history = ?1 AND name = ?2";
    file.execute(BEGIN, params![history, name, now])?;
    Ok(file.query_row(FIND, params![history, name], |row| row.get(0))?)
}
