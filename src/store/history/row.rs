//! The rows of a series: figures, and when they were read.

use rusqlite::{
    Connection, Row, ToSql, params,
    types::{ToSqlOutput, Value, ValueRef},
};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use crate::{domain::Quantity, store::file::trouble::Result};

/// A figure of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) remaining: Quantity,
    pub(super) total: Option<Quantity>,
    pub(super) expires_at: Option<i64>,
}

impl Figure {
    /// Fills in missing facts from `before`, since not every response states them, unless this is another
    /// grant: more is left, or total or expiry differ.
    pub(super) fn completed_by(self, before: Option<Self>) -> Self {
        let is_same = |before: &Self| {
            self.remaining <= before.remaining
                && self.total.zip(before.total).is_none_or(|(now, before)| now == before)
                && self.expires_at.zip(before.expires_at).is_none_or(|(now, before)| now == before)
        };
        match before.filter(is_same) {
            Some(before) => Self {
                total: self.total.or(before.total),
                expires_at: self.expires_at.or(before.expires_at),
                ..self
            },
            None => self,
        }
    }
}

/// A figure; without one, the series is not read from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FigureRow {
    pub(super) from: i64,
    /// When it was last read; absent for the newest.
    pub(super) until: Option<i64>,
    pub(super) figure: Option<Figure>,
}

/// The columns read by [`row_at`].
pub(super) const COLUMNS: &str = "from_at, until_at, remaining, total, expires_at";

/// The row whose [`COLUMNS`] begin at this one. An unreadable number is absent.
pub(super) fn row_at(row: &Row<'_>, column: usize) -> rusqlite::Result<FigureRow> {
    let at = |offset: usize| column.saturating_add(offset);
    let total = quantity(row.get_ref(at(3))?);
    let expires_at = row.get(at(4))?;
    let remaining = quantity(row.get_ref(at(2))?);
    let figure = remaining.map(|remaining| Figure { remaining, total, expires_at });
    Ok(FigureRow { from: row.get(at(0))?, until: row.get(at(1))?, figure })
}

pub(super) fn insert(file: &Connection, series: i64, row: &FigureRow) -> Result<()> {
    const INSERT: &str = "
        INSERT OR REPLACE INTO history_figure (series, from_at, until_at, remaining, total, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let number = |number: Option<Quantity>| number.map(Number);
    let remaining = number(row.figure.map(|figure| figure.remaining));
    let total = number(row.figure.and_then(|figure| figure.total));
    let expires_at = row.figure.and_then(|figure| figure.expires_at);
    file.execute(INSERT, params![series, row.from, row.until, remaining, total, expires_at])?;
    Ok(())
}

/// Writes when the row that begins at `from` was last read.
pub(super) fn close(file: &Connection, series: i64, from: i64, until: i64) -> Result<()> {
    const CLOSE: &str = "UPDATE history_figure SET until_at = ?3 WHERE series = ?1 AND from_at = ?2";
    file.execute(CLOSE, params![series, from, until.max(from)])?;
    Ok(())
}

/// A stored quantity: nearly all are whole numbers, which are short and quick to read.
struct Number(Quantity);

impl ToSql for Number {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let exact = self.0.decimal().normalize();
        let whole = if exact.scale() == 0 { exact.to_i64() } else { None };
        Ok(ToSqlOutput::Owned(whole.map_or_else(|| Value::Text(exact.to_string()), Value::Integer)))
    }
}

fn quantity(value: ValueRef<'_>) -> Option<Quantity> {
    match value {
        ValueRef::Integer(whole) => Some(Decimal::from(whole).into()),
        ValueRef::Text(text) => std::str::from_utf8(text).ok()?.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::schema;

    fn figure(remaining: &str, total: Option<&str>, expires_at: Option<i64>) -> Figure {
        let total = total.map(|total| total.parse().unwrap());
        Figure { remaining: remaining.parse().unwrap(), total, expires_at }
    }

    #[test]
    fn every_quantity_round_trips_exactly() {
        let file = schema::in_memory();
        let numbers =
            ["0", "24098", "-12.4", "12345.5", "9223372036854775808", "79228162514264337593543950335"];
        for (at, number) in (1..).zip(numbers) {
            let row =
                FigureRow { from: at, until: Some(at + 5), figure: Some(figure(number, Some(number), None)) };
            insert(&file, 1, &row).unwrap();
            let sql = format!("SELECT {COLUMNS} FROM history_figure WHERE from_at = ?1");
            assert_eq!(file.query_row(&sql, [at], |row| row_at(row, 0)), Ok(row), "{number}");
        }
        let sql = "SELECT count(*) FROM history_figure WHERE typeof(remaining) = 'integer'";
        assert_eq!(file.query_row(sql, [], |row| row.get(0)), Ok(2));
    }

    #[test]
    fn missing_facts_are_filled_in_unless_a_new_grant_came() {
        let known = figure("500", Some("1000"), Some(77));
        for (coming, completed) in [
            (figure("400", None, None), figure("400", Some("1000"), Some(77))),
            (figure("500", Some("1000"), None), figure("500", Some("1000"), Some(77))),
            (figure("400", None, Some(77)), figure("400", Some("1000"), Some(77))),
            (figure("500", Some("2000"), None), figure("500", Some("2000"), None)),
            (figure("400", None, Some(99)), figure("400", None, Some(99))),
            (figure("600", None, None), figure("600", None, None)),
        ] {
            assert_eq!(coming.completed_by(Some(known)), completed);
            assert_eq!(coming.completed_by(None), coming);
        }
    }
}
