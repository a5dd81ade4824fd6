//! The lines of a day in memory, and how they are read from and written to the file.

use rusqlite::{Connection, params};

use super::{block, known_ids::Ids, old_lines};
use crate::{
    domain::bill::{PackedLine, PackedLines},
    store::file::trouble::{Result, Trouble},
};

/// Lines with the ids of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: Vec<Row>,
}

/// Where a line is among the bytes, and what it refers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The id of its charge.
    pub(super) charge: i64,
    /// Its position in the vendor's order.
    pub(super) position: u32,
    /// The id of the names of its further fields.
    pub(super) names: Option<i64>,
    start: usize,
    length: u32,
}

/// A line as stored; equal ones are equal lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LineRow<'a> {
    pub(super) charge: i64,
    pub(super) names: Option<i64>,
    pub(super) line: PackedLine<'a>,
}

impl Lines {
    /// Adds a line that is packed at the end of the bytes, from `start` on.
    pub(super) fn push_packed(&mut self, charge: i64, position: u32, names: Option<i64>, start: usize) {
        let length = u32::try_from(self.bytes.len().saturating_sub(start)).unwrap_or(u32::MAX);
        self.rows.push(Row { charge, position, names, start, length });
    }

    pub(super) fn line(&self, row: &Row) -> PackedLine<'_> {
        let length = usize::try_from(row.length).unwrap_or_default();
        PackedLine(self.bytes.get(row.start..row.start.saturating_add(length)).unwrap_or_default())
    }

    pub(super) fn view(&self, row: &Row) -> LineRow<'_> {
        LineRow { charge: row.charge, names: row.names, line: self.line(row) }
    }

    pub(super) fn views(&self) -> impl Iterator<Item = LineRow<'_>> {
        self.rows.iter().map(|row| self.view(row))
    }

    /// These lines in this order.
    pub(super) fn of(views: &[LineRow<'_>]) -> Self {
        let mut lines = Self::default();
        lines.rows.reserve_exact(views.len());
        lines.bytes.reserve_exact(views.iter().map(|view| view.line.0.len()).sum());
        for (position, view) in (0..).zip(views) {
            let start = lines.bytes.len();
            lines.bytes.extend_from_slice(view.line.0);
            lines.push_packed(view.charge, position, view.names, start);
        }
        lines
    }

    /// Those of a day, with the ids that the file gives to what they refer to.
    pub(super) fn of_packed(lines: &PackedLines, ids: &mut Ids<'_>) -> Result<Self> {
        let mut rows = Vec::with_capacity(lines.places.len());
        for (position, place) in (0..).zip(&lines.places) {
            let charge = ids.charge(place.charge)?;
            let names = place.names.map(|names| ids.names(names)).transpose()?;
            rows.push(Row { charge, position, names, start: place.start, length: place.length });
        }
        Ok(Self { bytes: lines.bytes.clone(), rows })
    }

    /// Orders them by charge, those of a charge as the vendor has them.
    pub(super) fn sort_by_charge(&mut self) {
        self.rows.sort_unstable_by_key(|row| (row.charge, row.position));
    }
}

/// The lines of a stored day, in the vendor's order.
pub(super) fn of_day(file: &Connection, day: i64) -> Result<Lines> {
    let mut lines = some_of_day(file, day, (i64::MIN, i64::MAX), |_| true)?;
    lines.rows.sort_unstable_by_key(|row| row.position);
    Ok(lines)
}

/// The lines of a stored day whose charges, all within this range, are requested; in any order.
pub(super) fn some_of_day(
    file: &Connection,
    day: i64,
    (first, last): (i64, i64),
    is_wanted: impl Fn(i64) -> bool,
) -> Result<Lines> {
    let mut blocks = file.prepare(
        "SELECT lines FROM bill_block WHERE day = ?1 AND first <= ?3 AND last >= ?2 ORDER BY first",
    )?;
    let mut blocks = blocks.query([day, first, last])?;
    let mut lines = Lines::default();
    let mut is_old = true;
    while let Some(row) = blocks.next()? {
        is_old = false;
        let bytes = row.get_ref(0)?.as_blob().map_err(|error| Trouble::damaged(&error))?;
        block::decode(bytes, &mut lines, &is_wanted)
            .ok_or_else(|| Trouble::damaged(&"the lines of a bill cannot be read"))?;
    }
    if is_old {
        lines = old_lines::of_day(file, day)?;
        lines.rows.retain(|row| is_wanted(row.charge));
    }
    Ok(lines)
}

/// Replaces the lines of a day by these, which are ordered by charge.
pub(super) fn replace(file: &Connection, day: i64, lines: &Lines) -> Result<()> {
    delete(file, day)?;
    let mut insert =
        file.prepare("INSERT INTO bill_block (day, first, last, lines) VALUES (?1, ?2, ?3, ?4)")?;
    block::encode(lines, |block| {
        insert.execute(params![day, block.first, block.last, block.bytes])?;
        Ok(())
    })
}

/// Deletes the lines of a day.
pub(super) fn delete(file: &Connection, day: i64) -> Result<()> {
    file.execute("DELETE FROM bill_block WHERE day = ?1", [day])?;
    file.execute("DELETE FROM bill_line WHERE day = ?1", [day])?;
    Ok(())
}
