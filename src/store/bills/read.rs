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
    let mut ids: Vec<i64> = Vec::new();
    let mut positions: HashMap<i64, usize> = HashMap::new();
    let mut unreadable = Vec::new();
    let mut sums = Vec::new();
    let kept_days = day::list(file, key, (cycle.first_day(), cycle.last_day()))?;
    for (number, (id, kept)) in kept_days.iter().enumerate() {
        if !rollup::read(file, *id, &mut sums)? {
            unreadable.push(*id);
        }
        if rows.capacity().saturating_sub(rows.len()) < sums.len() {
            // The days that follow may well be as large.
            rows.reserve(sums.len().saturating_mul(kept_days.len().saturating_sub(number)));
        }
        let mut next = 0;
        for (charge, sums) in sums.drain(..) {
            // Days are alike: mostly, a charge stands behind the same one as the day before.
            let position = if ids.get(next) == Some(&charge) {
                next
            } else {
                *positions.entry(charge).or_insert_with(|| {
                    ids.push(charge);
                    ids.len().saturating_sub(1)
                })
            };
            next = position.saturating_add(1);
            let subject = u32::try_from(position).unwrap_or(u32::MAX);
            rows.push(LedgerRow { day: kept.day, subject, sums });
        }
        days.push(*kept);
    }
    let ledger = Ledger::new(cycle, days, charges.of(file, &ids)?, rows);
    let outstanding = outstanding::read(file, key)?.remove(&cycle);
    Ok((KeptCycle { ledger, outstanding }, unreadable))
}

/// The cycles of which something is kept, in their order.
pub(super) fn cycles(file: &Connection, key: &AccountKey) -> Result<Vec<Cycle>, Trouble> {
    let mut cycles: BTreeSet<Cycle> = day::cycles(file, key)?.into_iter().collect();
    cycles.extend(outstanding::read(file, key)?.into_keys());
    Ok(cycles.into_iter().collect())
}
