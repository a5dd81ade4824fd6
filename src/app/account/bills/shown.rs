//! What is shown of the bills: the cycle in memory, the report, the lines below it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Bills, costs::costs, plan::read_at};
use crate::{
    app::account::forecasts::Forecasts,
    domain::{
        bill::{Cycle, Group, Grouping, LinesPage, LinesQuery, Query, Report, Spend, StoredCycle},
        explain::{Case, Quotas, reasons},
    },
};

impl Bills {
    /// A cycle that is to be complete from now on. Whether that is news.
    pub(crate) fn want(&mut self, cycle: Cycle) -> bool {
        self.wanted.insert(cycle)
    }

    /// The wanted cycles that are not in memory and not being read; they count as being read from now on.
    pub(crate) fn take_unread(&mut self) -> Vec<Cycle> {
        let unread = |cycle: &&Cycle| !self.days.contains_key(*cycle) && !self.reading.contains(*cycle);
        let unread: Vec<Cycle> = self.wanted.iter().filter(unread).copied().collect();
        self.reading.extend(&unread);
        unread
    }

    /// Whether a cycle is being read from the store.
    pub fn is_busy(&self) -> bool {
        !self.reading.is_empty()
    }

    /// A cycle is to be read (again): something of it was stored. Whether it is not being read already.
    pub(crate) fn begin_reading(&mut self, cycle: Cycle) -> bool {
        self.reading.insert(cycle)
    }

    /// Takes in what was read of a cycle. Only the running cycle and the one that is shown stay in memory.
    pub(crate) fn take(&mut self, read: StoredCycle, shown: Cycle, now: DateTime<Utc>) {
        let (cycle, running) = (read.ledger.cycle(), Cycle::at(now));
        self.reading.remove(&cycle);
        self.days.insert(cycle, read.ledger.days().to_vec());
        self.outstanding = read.outstanding;
        self.stored = read.cycles;
        if cycle == running {
            self.costs = costs(&read.ledger);
            self.spend = Spend::by_currency(&read.ledger, now);
        }
        self.ledgers.insert(cycle, Arc::new(read.ledger));
        self.forget(shown, running);
    }

    /// Forgets the bills that nobody looks at.
    pub(crate) fn forget(&mut self, shown: Cycle, running: Cycle) {
        self.ledgers.retain(|cycle, _| *cycle == shown || *cycle == running);
    }

    /// The cycle's bill is to be shown: whether it has to be read first.
    pub(crate) fn needs_reading(&mut self, cycle: Cycle) -> bool {
        !self.ledgers.contains_key(&cycle) && self.reading.insert(cycle)
    }

    /// Sums up what is shown of `cycle`.
    pub(crate) fn report(&mut self, cycle: Cycle, query: &Query) {
        self.report =
            self.ledgers.get(&cycle).map_or_else(Report::default, |ledger| Report::new(ledger, query));
    }

    /// Explains why each group of the report was charged, by what is known of free quotas.
    pub(crate) fn explain(
        &mut self,
        cycle: Cycle,
        grouping: Grouping,
        quotas: Quotas<'_>,
        forecasts: &Forecasts,
        now: DateTime<Utc>,
    ) {
        self.reasons.clear();
        if let (Some(ledger), Grouping::Model) = (self.ledgers.get(&cycle), grouping) {
            let case = |group: &Group| Case::from_group(ledger, group, quotas, forecasts.ran_out(&group.key));
            self.reasons.extend(self.report.groups.iter().map(|group| reasons(&case(group), now)));
        }
    }

    /// When anything of this cycle was last read; absent = never.
    pub fn read_at(&self, cycle: Cycle) -> Option<DateTime<Utc>> {
        read_at(self.days.get(&cycle)?)
    }

    /// The lines of the group at this position, from `offset` on: what to ask the store for, unless it is there or
    /// awaited.
    pub(crate) fn want_lines(
        &mut self,
        cycle: Cycle,
        group: Option<usize>,
        (offset, limit): (u64, u32),
    ) -> Option<LinesQuery> {
        let ledger = self.ledgers.get(&cycle)?;
        let Some(group) = group.and_then(|at| self.report.groups.get(at)) else {
            self.lines = None;
            return None;
        };
        let is_wanted = |wanted: &LinesQuery| {
            (wanted.offset, wanted.limit) == (offset, limit) && self.is_of(wanted, cycle, group)
        };
        let there = self.lines.as_ref().map(|page| &page.query);
        if [there, self.awaited.as_ref()].into_iter().flatten().any(is_wanted) {
            return None;
        }
        let subject = |at: &u32| Some(ledger.subject(*at)?.id);
        let subjects = group.subjects.iter().filter_map(subject).collect();
        let wanted = LinesQuery { cycle, subjects, day: group.day, offset, limit };
        self.awaited = Some(wanted.clone());
        Some(wanted)
    }

    /// Every line of what is seen of `cycle`; absent where it is not in memory.
    pub fn all_lines(&self, cycle: Cycle) -> Option<LinesQuery> {
        let subjects = self.ledgers.get(&cycle)?.subjects();
        let positions = self.report.groups.iter().flat_map(|group| &group.subjects);
        let ids = positions.filter_map(|at| Some(subjects.get(usize::try_from(*at).ok()?)?.id)).collect();
        Some(LinesQuery { cycle, subjects: ids, day: None, offset: 0, limit: u32::MAX })
    }

    /// Takes in lines, unless others are awaited by now.
    pub(crate) fn take_lines(&mut self, page: LinesPage) {
        if self.awaited.as_ref().is_none_or(|awaited| *awaited == page.query) {
            self.awaited = None;
            self.lines = Some(page);
        }
    }

    /// The lines are out of date: those on screen stay until others come.
    pub(crate) fn forget_lines(&mut self) {
        self.awaited = None;
        if let Some(page) = &mut self.lines {
            page.query.limit = 0;
        }
    }
}
