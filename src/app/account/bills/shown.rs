//! What is in memory and on screen: cycles, the report, the lines below it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Bills, Derived, InferenceSpend, plan::read_at};
use crate::domain::{
    bill::{Costs, Cycle, Group, Grouping, LinesPage, LinesQuery, Query, Report, Spend, StoredCycle},
    explain::{Case, Quotas, reasons},
    fleet::AccountSpend,
};

impl Bills {
    /// Adds a cycle to be completed; whether it is new.
    pub(crate) fn want(&mut self, cycle: Cycle) -> bool {
        self.wanted.insert(cycle)
    }

    /// The wanted cycles that have not been read; marks them as being read.
    pub(crate) fn take_unread(&mut self) -> Vec<Cycle> {
        let unread = |cycle: &&Cycle| !self.read.contains(*cycle) && !self.reading.contains(*cycle);
        let unread: Vec<Cycle> = self.wanted.iter().filter(unread).copied().collect();
        self.reading.extend(&unread);
        unread
    }

    /// Whether any cycle is being read from the store.
    pub fn is_busy(&self) -> bool {
        !self.reading.is_empty()
    }

    /// Marks a cycle as being read; whether it was not already.
    pub(crate) fn begin_reading(&mut self, cycle: Cycle) -> bool {
        self.reading.insert(cycle)
    }

    /// Takes in a cycle read from the store. Only the running cycle and the one on screen stay in memory.
    pub(crate) fn take(&mut self, read: StoredCycle, shown: Cycle, now: DateTime<Utc>) {
        let (cycle, running) = (read.ledger.cycle(), Cycle::at(now));
        self.reading.remove(&cycle);
        self.read.insert(cycle);
        self.days.insert(cycle, read.ledger.days().to_vec());
        self.outstanding = read.outstanding;
        self.stored = read.cycles;
        if self.derived >= Derived::Costs {
            let spend = Spend::by_currency(&read.ledger, now);
            if cycle == running {
                self.costs = Costs::in_ledger(&read.ledger);
                self.spend = spend;
                self.inference_totals = AccountSpend::of(&read.ledger);
            } else {
                self.closed_costs.insert(cycle, spend);
            }
        }
        let ledger = Arc::new(read.ledger);
        if cycle == running && self.derived == Derived::Inference {
            self.inference = Some(Arc::new(InferenceSpend::of(&ledger)));
        }
        self.ledgers.insert(cycle, ledger);
        self.evict(shown, running);
    }

    /// Drops all bills from memory but those of the shown and the running cycle.
    pub(crate) fn evict(&mut self, shown: Cycle, running: Cycle) {
        self.ledgers.retain(|cycle, _| !self.derives_only && (*cycle == shown || *cycle == running));
    }

    /// Whether the cycle's bill has to be read before it can be shown; marks it as being read.
    pub(crate) fn needs_reading(&mut self, cycle: Cycle) -> bool {
        !self.derives_only && !self.ledgers.contains_key(&cycle) && self.reading.insert(cycle)
    }

    /// Computes the report of `cycle`.
    pub(crate) fn report(&mut self, cycle: Cycle, query: &Query) {
        self.report =
            self.ledgers.get(&cycle).map_or_else(Report::default, |ledger| Report::new(ledger, query));
    }

    /// Explains why each group of the report was charged, from the free quotas.
    pub(crate) fn explain(
        &mut self,
        cycle: Cycle,
        grouping: Grouping,
        quotas: Quotas<'_>,
        ran_out: impl Fn(&str) -> Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) {
        self.reasons.clear();
        if let (Some(ledger), Grouping::Model) = (self.ledgers.get(&cycle), grouping) {
            let case = |group: &Group| Case::from_group(ledger, group, quotas, ran_out(&group.key));
            self.reasons.extend(self.report.groups.iter().map(|group| reasons(&case(group), now)));
        }
    }

    /// When any day of `cycle` was last read; `None` if never.
    pub fn read_at(&self, cycle: Cycle) -> Option<DateTime<Utc>> {
        read_at(self.days.get(&cycle)?)
    }

    /// The query for the lines of the group at position `group`, unless they are in memory or being read.
    pub(crate) fn request_lines(
        &mut self,
        cycle: Cycle,
        group: Option<usize>,
        (offset, limit): (u64, u32),
    ) -> Option<LinesQuery> {
        let ledger = self.ledgers.get(&cycle)?;
        let Some(group) = group.and_then(|index| self.report.groups.get(index)) else {
            self.lines = None;
            return None;
        };
        let is_wanted = |wanted: &LinesQuery| {
            (wanted.offset, wanted.limit) == (offset, limit) && self.selects(wanted, cycle, group)
        };
        let shown = self.lines.as_ref().map(|page| &page.query);
        if [shown, self.pending_lines.as_ref()].into_iter().flatten().any(is_wanted) {
            return None;
        }
        let subject = |index: &u32| Some(ledger.subject(*index)?.id());
        let subjects = group.subjects.iter().filter_map(subject).collect();
        let wanted = LinesQuery { cycle, subjects, day: group.day, offset, limit };
        self.pending_lines = Some(wanted.clone());
        Some(wanted)
    }

    /// Selects every line of the report of `cycle`; `None` if it is not in memory.
    pub fn all_lines(&self, cycle: Cycle) -> Option<LinesQuery> {
        let ledger = self.ledgers.get(&cycle)?;
        let positions = self.report.groups.charges().iter();
        let ids = positions.filter_map(|index| Some(ledger.subject(*index)?.id())).collect();
        Some(LinesQuery { cycle, subjects: ids, day: None, offset: 0, limit: u32::MAX })
    }

    /// Takes in lines, unless others have been requested since.
    pub(crate) fn take_lines(&mut self, page: LinesPage) {
        if self.pending_lines.as_ref().is_none_or(|pending| *pending == page.query) {
            self.pending_lines = None;
            self.lines = Some(page);
        }
    }

    /// Marks the lines as out of date; they stay on screen until others have been read.
    pub(crate) fn invalidate_lines(&mut self) {
        self.pending_lines = None;
        if let Some(page) = &mut self.lines {
            page.query.limit = 0;
        }
    }
}
