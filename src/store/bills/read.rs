//! Reading a cycle: its days and their sums, without a single line.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::{Charges, day, outstanding, rollup};
use crate::{
    domain::bill::{Cycle, KeptCycle, Ledger, LedgerRow},
    store::{AccountKey, Trouble},
};

/// What is kept of a cycle; and the days whose sums could not be read and were made from their lines.
pub(super) fn cycle(
    file: &Connection,
    charges: &mut Charges,
    key: &AccountKey,
    cycle: Cycle,
) -> Result<(KeptCycle, Vec<i64>), Trouble> {
    let mut days = Vec::new();
    let mut rows = Vec::new();
    let mut ids = Vec::new();
    let mut positions: HashMap<i64, u32> = HashMap::new();
    let mut unreadable = Vec::new();
    for (id, kept) in day::list(file, key, (cycle.first_day(), cycle.last_day()))? {
        let sums = if let Some(sums) = rollup::read(file, id)? {
            sums
        } else {
            unreadable.push(id);
            rollup::of_lines(file, id)?
        };
        rows.reserve(sums.len());
        for (charge, sums) in sums {
            let subject = *positions.entry(charge).or_insert_with(|| {
                ids.push(charge);
                u32::try_from(ids.len().saturating_sub(1)).unwrap_or(u32::MAX)
            });
            rows.push(LedgerRow { day: kept.day, subject, sums });
        }
        days.push(kept);
    }
    let ledger = Ledger::new(cycle, days, charges.of(file, &ids)?, rows);
    let outstanding = outstanding::read(file, key)?;
    let mut cycles: BTreeSet<Cycle> = day::cycles(file, key)?.into_iter().collect();
    cycles.extend(outstanding.keys());
    let cycles = cycles.into_iter().collect();
    Ok((KeptCycle { ledger, outstanding, cycles }, unreadable))
}
