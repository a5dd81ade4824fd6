//! Carries a day of a bill over from the database in memory to the file, with its lines.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    charges::{ChargeIds, Charges},
    day, free_use,
    intern::{Interner, Texts},
    lines, rollup,
};
use crate::{
    domain::bill::{Origin, StoredDay},
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
    let mut lines = lines::of_day(memory, from)?;
    {
        let mut ids = NewIds {
            charges: Charges::new(memory)?,
            texts: Texts::new(memory)?,
            charge_ids: ChargeIds::new(file)?,
            interner: Interner::new(file)?,
        };
        for row in &mut lines.rows {
            row.charge = ids.charge(row.charge)?;
            row.names = row.names.map(|names| ids.text(names)).transpose()?;
        }
    }
    lines.sort_by_charge();
    let to = day::save(file, key, &coming, day::account(memory, from)?.as_ref())?;
    lines::replace(file, to, &lines)?;
    if coming.origin == Origin::File {
        free_use::save_stored(file, key, coming.day, &lines)?;
    }
    rollup::save(file, to, &lines)
}

/// The ids in the file of what the database in memory refers to.
struct NewIds<'a> {
    charges: Charges<'a>,
    texts: Texts<'a>,
    charge_ids: ChargeIds<'a>,
    interner: Interner<'a>,
}

impl NewIds<'_> {
    fn charge(&mut self, id: i64) -> Result<i64> {
        let parts = self.charges.parts(id)?;
        let (rest, instance) = parts.ok_or_else(|| Trouble::damaged(&"a charge of a bill is missing"))?;
        let rest = self.text(rest)?;
        self.charge_ids.id(rest, &instance)
    }

    fn text(&mut self, id: i64) -> Result<i64> {
        let text = self.texts.raw(id)?;
        self.interner.id(&text.ok_or_else(|| Trouble::damaged(&"a text of a bill is missing"))?)
    }
}
