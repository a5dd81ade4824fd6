//! Carries a day of a bill over from the database in memory to the file, with its lines.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    day,
    intern::{Interner, Texts},
    line, rollup,
};
use crate::{
    domain::bill::StoredDay,
    store::{
        file::trouble::{Result, Trouble},
        identity::AccountKey,
    },
};

/// Writes the day that `memory` has into `file`, unless the file has a fresher or a complete one; must run in
/// a transaction that may write.
pub(crate) fn carry_over(
    memory: &Connection,
    file: &Connection,
    key: &AccountKey,
    date: NaiveDate,
) -> Result<()> {
    let Some((from, Some(coming))) = day::find(memory, key, date)? else { return Ok(()) };
    let stored = day::find(file, key, date)?.and_then(|(_, stored)| stored);
    let stays =
        |stored: StoredDay| stored == coming || !stored.yields_to(coming.origin, coming.read_at, coming.gap);
    if stored.is_some_and(stays) {
        return Ok(());
    }
    let mut rows = line::of_day(memory, from)?;
    {
        let (mut texts, mut interner) = (Texts::new(memory)?, Interner::new(file)?);
        let mut number = |id: i64| match texts.raw(id)? {
            Some(text) => interner.id(&text),
            None => Err(Trouble::damaged(&"a text of a bill is missing")),
        };
        for row in &mut rows {
            row.charge = number(row.charge)?;
            if let Some((names, _)) = &mut row.extras {
                *names = number(*names)?;
            }
        }
    }
    let to = day::save(file, key, &coming, day::account(memory, from)?.as_ref())?;
    line::replace(file, to, &rows)?;
    rollup::renew(file, to)
}
