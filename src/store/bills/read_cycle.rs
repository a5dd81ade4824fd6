//! Reads a cycle: its days and their sums, without a single line.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::{charges::Charges, day, outstanding, rollup};
use crate::{
    domain::bill::{Cycle, LedgerBuilder, StoredCycle},
    store::{file::trouble::Result, identity::AccountKey},
};

/// A stored cycle, and the days whose unreadable sums were computed from their lines.
pub(super) fn read(file: &Connection, key: &AccountKey, cycle: Cycle) -> Result<(StoredCycle, Vec<i64>)> {
    let mut ledger = LedgerBuilder::new(cycle);
    let mut subjects =
        Subjects { charges: Charges::new(file)?, positions: HashMap::new(), rests: HashMap::new() };
    let mut unreadable = Vec::new();
    for (id, stored) in day::list(file, key, (cycle.first_day(), cycle.last_day()))? {
        let sums = if let Some(sums) = rollup::read(file, id)? {
            sums
        } else {
            unreadable.push(id);
            rollup::from_lines(file, id)?
        };
        subjects.add(&mut ledger, sums.iter().map(|(charge, _)| *charge))?;
        for (charge, sums) in &sums {
            if let Some(subject) = subjects.positions.get(charge) {
                ledger.row(stored.day, *subject, sums);
            }
        }
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
    /// The positions of charges by their ids.
    positions: HashMap<i64, u32>,
    /// The numbers of rests by their ids.
    rests: HashMap<i64, u32>,
}

impl Subjects<'_> {
    /// Adds the charges with these ids, which ascend, unless they are known. The texts of one that cannot be read
    /// are empty: its figures still count.
    fn add(&mut self, ledger: &mut LedgerBuilder, ids: impl Iterator<Item = i64>) -> Result<()> {
        let missing: Vec<i64> = ids.filter(|id| !self.positions.contains_key(id)).collect();
        let Self { charges, positions, rests } = self;
        charges.each(&missing, |texts, id, parts| {
            let (rest, instance) = parts.unwrap_or_default();
            let rest = match rests.get(&rest) {
                Some(number) => *number,
                None => *rests.entry(rest).or_insert(ledger.rest(texts.rest(rest)?)),
            };
            positions.insert(id, ledger.subject(id, rest, instance));
            Ok(())
        })
    }
}
