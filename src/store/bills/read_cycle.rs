//! Reads a cycle: its days and their sums, without a single line.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::{charge_cache::ChargeCache, day, outstanding, rollup};
use crate::{
    domain::bill::{Cycle, Ledger, LedgerRow, StoredCycle},
    store::{file::trouble::Result, identity::AccountKey},
};

/// A stored cycle, and the days whose unreadable sums were computed from their lines.
pub(super) fn read(
    file: &Connection,
    charges: &mut ChargeCache,
    key: &AccountKey,
    cycle: Cycle,
) -> Result<(StoredCycle, Vec<i64>)> {
    let mut days = Vec::new();
    let mut rows = Vec::new();
    let mut ids = Vec::new();
    let mut positions: HashMap<i64, u32> = HashMap::new();
    let mut unreadable = Vec::new();
    for (id, stored) in day::list(file, key, (cycle.first_day(), cycle.last_day()))? {
        let sums = if let Some(sums) = rollup::read(file, id)? {
            sums
        } else {
            unreadable.push(id);
            rollup::from_lines(file, id)?
        };
        rows.reserve(sums.len());
        for (charge, sums) in sums {
            let subject = *positions.entry(charge).or_insert_with(|| {
                ids.push(charge);
                u32::try_from(ids.len().saturating_sub(1)).unwrap_or(u32::MAX)
            });
            rows.push(LedgerRow { day: stored.day, subject, sums });
        }
        days.push(stored);
    }
    let ledger = Ledger::new(cycle, days, charges.read(file, &ids)?, rows);
    let outstanding = outstanding::read(file, key)?;
    let mut cycles: BTreeSet<Cycle> = day::cycles(file, key)?.into_iter().collect();
    cycles.extend(outstanding.keys());
    let cycles = cycles.into_iter().collect();
    Ok((StoredCycle { ledger, outstanding, cycles }, unreadable))
}
