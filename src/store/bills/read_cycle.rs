//! Reads a cycle: its days and their sums, without a single line.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    charges::Charges,
    day, outstanding,
    rollup::{ChargeSums, Rollups},
};
use crate::{
    domain::bill::{Cycle, LedgerBuilder, LedgerDetail, StoredCycle},
    store::{file::trouble::Result, identity::AccountKey},
};

/// A stored cycle in this detail, and the days whose unreadable sums were computed from their lines.
pub(in crate::store) fn read(
    file: &Connection,
    key: &AccountKey,
    cycle: Cycle,
    detail: LedgerDetail,
) -> Result<(StoredCycle, Vec<i64>)> {
    let mut ledger = LedgerBuilder::new(cycle, detail);
    let mut subjects =
        Subjects { charges: Charges::new(file)?, positions: Vec::new(), rests: HashMap::new() };
    let mut rollups = Rollups::new(file)?;
    let mut unreadable = Vec::new();
    for (id, stored) in day::list(file, key, (cycle.first_day(), cycle.last_day()))? {
        let rollup = rollups.read(id)?;
        if !rollup.is_stored {
            unreadable.push(id);
        }
        subjects.add(&mut ledger, rollup.rows)?;
        subjects.add_rows(&mut ledger, stored.day, rollup.rows);
        ledger.day(stored);
    }
    let ledger = ledger.finish();
    let outstanding = outstanding::read(file, key)?;
    let mut cycles: BTreeSet<Cycle> = day::cycles(file, key)?.into_iter().collect();
    cycles.extend(outstanding.keys());
    let cycles = cycles.into_iter().collect();
    Ok((StoredCycle { ledger, outstanding, cycles }, unreadable))
}

/// The charges of a ledger that is read.
struct Subjects<'file> {
    charges: Charges<'file>,
    /// The ids of the charges, which ascend, and their positions. The sums of a day are in the same order: going
    /// through both at once is far faster than looking up each.
    positions: Vec<(i64, u32)>,
    /// The numbers of rests by their ids.
    rests: HashMap<i64, u32>,
}

impl Subjects<'_> {
    /// Adds the charges of these rows to the ledger, unless they are known. The texts of one that cannot be read
    /// are empty: its figures still count.
    fn add(&mut self, ledger: &mut LedgerBuilder, rows: &[ChargeSums]) -> Result<()> {
        let mut known = self.positions.iter().peekable();
        let is_missing = |id: &i64| {
            while known.next_if(|(known, _)| known < id).is_some() {}
            known.peek().is_none_or(|(known, _)| known != id)
        };
        let missing: Vec<i64> = rows.iter().map(|(id, _)| *id).filter(is_missing).collect();
        let Self { charges, positions, rests } = self;
        charges.each(&missing, |texts, id, parts| {
            let (rest, instance) = parts.unwrap_or_default();
            let rest = match rests.get(&rest) {
                Some(number) => *number,
                None => *rests.entry(rest).or_insert(ledger.rest(texts.rest(rest)?)),
            };
            positions.push((id, ledger.subject(id, rest, instance)));
            Ok(())
        })?;
        // Two ascending runs, which sorting merges.
        positions.sort_by_key(|(id, _)| *id);
        Ok(())
    }

    /// Adds the sums of a day, whose charges are all known.
    fn add_rows(&self, ledger: &mut LedgerBuilder, day: NaiveDate, rows: &[ChargeSums]) {
        let mut known = self.positions.iter().peekable();
        for (id, sums) in rows {
            while known.next_if(|(known, _)| known < id).is_some() {}
            if let Some((_, position)) = known.next_if(|(known, _)| known == id) {
                ledger.row(day, *position, sums);
            }
        }
    }
}
