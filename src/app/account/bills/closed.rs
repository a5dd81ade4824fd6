//! What is known of closed cycles: what they cost, and whether they are paid.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Bills, Progress, SETTLED_AFTER};
use crate::domain::{
    Dated,
    bill::{Cycle, Outstanding, Spend},
};

/// A closed cycle, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClosedCycle<'a> {
    pub cycle: Cycle,
    /// What Model Studio cost, by currency, and the days that this is about; absent = no day of the bill is
    /// loaded. Empty = nothing was billed on these days.
    pub cost: Option<(&'a [Spend], Progress)>,
    /// What is unpaid of the whole bill, all products; absent = not checked.
    pub outstanding: Option<&'a Dated<Outstanding>>,
}

impl Bills {
    /// The last closed cycles, and earlier ones that are unpaid or loaded, newest first.
    pub fn closed(&self, now: DateTime<Utc>) -> Vec<ClosedCycle<'_>> {
        let running = Cycle::at(now);
        let loaded = self.closed_costs.keys().filter(|cycle| self.has_something(**cycle));
        let unpaid = self.outstanding.iter().filter(|(_, known)| !known.value.0.is_empty());
        let known = loaded.chain(unpaid.map(|(cycle, _)| cycle)).copied();
        let cycles: BTreeSet<Cycle> = last_closed(running).chain(known).filter(|at| *at < running).collect();
        let closed = |cycle| {
            let cost = self.closed_costs.get(&cycle).filter(|_| self.has_something(cycle));
            ClosedCycle {
                cycle,
                cost: cost.map(|spends| (spends.as_slice(), self.progress(cycle, now))),
                outstanding: self.outstanding.get(&cycle),
            }
        };
        cycles.into_iter().rev().map(closed).collect()
    }

    /// The last closed cycles of which days are stored, but which were not read; marks them as being read.
    /// They are not wanted: what is missing is not requested.
    pub(crate) fn take_unread_closed(&mut self, now: DateTime<Utc>) -> Vec<Cycle> {
        let is_unread = |cycle: &Cycle| self.stored.contains(cycle) && !self.read.contains(cycle);
        let unread: Vec<Cycle> = last_closed(Cycle::at(now)).filter(is_unread).collect();
        unread.into_iter().filter(|cycle| self.reading.insert(*cycle)).collect()
    }
}

/// The closed cycles whose outstanding amounts are requested, newest first.
fn last_closed(running: Cycle) -> impl Iterator<Item = Cycle> {
    (1..=SETTLED_AFTER).map(move |back| running.back(back))
}
