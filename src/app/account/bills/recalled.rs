//! What the last run knew of the bills: shown until they are read from the store, and after that the same.

use chrono::{DateTime, Utc};

use super::{Bills, Derived};
use crate::domain::{BillSummary, bill::Cycle};

impl Bills {
    /// Takes what the last run has summed up, unless bills were read since. If another cycle runs now, nothing was
    /// stored of it.
    pub(crate) fn recall(&mut self, saved: BillSummary, now: DateTime<Utc>) {
        let running = Cycle::at(now);
        if !self.days.is_empty() || self.only.is_some() || saved.cycle > running {
            return;
        }
        let is_of_now = saved.cycle == running;
        let BillSummary { days, costs, spend, inference, outstanding, .. } = saved.clone();
        (self.days, self.outstanding) = (days, outstanding);
        self.days.retain(|cycle, _| [running, running.previous()].contains(cycle));
        self.days.entry(running).or_default();
        if self.derived >= Derived::Costs && is_of_now {
            (self.costs, self.spend, self.inference_totals) = (costs, spend, inference);
        }
        self.recalled = Some(saved);
    }

    /// Whether what is shown of them without opening them is that of the last run, and is being read.
    pub fn are_recalled(&self) -> bool {
        self.recalled.is_some() && self.is_busy()
    }

    /// The sum of what is known, to be saved once everything that is shown was read; absent if that is what was saved
    /// last.
    pub(crate) fn take_summary(&mut self, now: DateTime<Utc>) -> Option<BillSummary> {
        let running = Cycle::at(now);
        let are_read = [running, running.previous()].iter().all(|cycle| self.read.contains(cycle));
        if !are_read || self.is_busy() || self.only.is_some() || self.derived < Derived::Costs {
            return None;
        }
        let days = self.days.iter().filter(|(cycle, _)| [running, running.previous()].contains(*cycle));
        let summary = BillSummary {
            cycle: running,
            days: days.map(|(cycle, days)| (*cycle, days.clone())).collect(),
            costs: self.costs.clone(),
            spend: self.spend.clone(),
            inference: self.inference_totals.clone(),
            outstanding: self.outstanding.clone(),
        };
        (self.recalled.take().as_ref() != Some(&summary)).then_some(summary)
    }
}
