//! A day of a bill from the database in memory into the file, with its lines.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    day, line, rollup,
    shared::{Numbering, Texts},
};
use crate::{
    domain::bill::KeptDay,
    store::{AccountKey, Trouble},
};

/// Writes the day that `memory` has into `file`, unless a fresher or whole one is there; within a transaction that may write.
pub(in crate::store) fn carry_over(
    memory: &Connection,
    file: &Connection,
    key: &AccountKey,
    date: NaiveDate,
) -> Result<(), Trouble> {
    let Some((from, Some(coming))) = day::find(memory, key, date)? else { return Ok(()) };
    let there = day::find(file, key, date)?.and_then(|(_, there)| there);
    let stays =
        |there: KeptDay| there == coming || !there.yields_to(coming.origin, coming.read_at, coming.gap);
    if there.is_some_and(stays) {
        return Ok(());
    }
    let mut rows = line::of_day(memory, from)?;
    {
        let (mut texts, mut numbering) = (Texts::new(memory)?, Numbering::new(file)?);
        let mut number = |id: i64| match texts.raw(id)? {
            Some(text) => numbering.of(&text),
            None => Err(Trouble::damaged(&"a text of a bill is missing")),
        };
        for row in &mut rows {
            row.charge = number(row.charge)?;
            if let Some((names, _)) = &mut row.extras {
                *names = number(*names)?;
            }
        }
    }
    let to = day::keep(file, key, &coming, day::account(memory, from)?.as_ref())?;
    line::replace(file, to, &rows)?;
    rollup::renew(file, to)
}
