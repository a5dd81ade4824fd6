//! A profile's bills: what is in memory, and what is still to be read or requested. Lines stay in the store.

mod closed;
mod inference;
mod plan;
pub(crate) mod reading;
mod recalled;
mod shown;
pub(crate) mod summary;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};

pub use closed::ClosedCycle;
pub use inference::{InferenceSpend, Spent};
pub use plan::DAYS_AT_ONCE;

use crate::domain::{
    BillSummary, Dated, Request,
    bill::{
        Costs, Cycle, Group, Ledger, LedgerDetail, LinesPage, LinesQuery, Origin, Outstanding, ProductFilter,
        Report, Spend, StoredDay,
    },
    explain::Reason,
    fleet::AccountSpend,
};

/// The outstanding amounts of this many closed cycles are requested.
const SETTLED_AFTER: u32 = 3;
/// The vendor serves bills this many cycles back.
pub const CYCLES_BACK: u32 = 17;

/// A profile's bills.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bills {
    /// The running cycle's bill and the one on screen.
    ledgers: BTreeMap<Cycle, Arc<Ledger>>,
    /// The stored days of every wanted cycle.
    days: BTreeMap<Cycle, Vec<StoredDay>>,
    /// Cycles to be completed: the running one, the previous one, and those the user has opened.
    wanted: BTreeSet<Cycle>,
    /// Cycles that were read from the store in this run.
    read: BTreeSet<Cycle>,
    /// Cycles being read from the store.
    reading: BTreeSet<Cycle>,
    /// What the last run knew of the bills, until all of that was read.
    recalled: Option<BillSummary>,
    /// Outstanding amounts of closed cycles, as far as requested.
    pub outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
    /// Cycles with stored days.
    pub stored: Vec<Cycle>,
    /// The only cycle a one-shot command is about; `None` in the dashboard.
    pub only: Option<Cycle>,
    /// What is derived of a cycle besides the report.
    pub derived: Derived,
    /// Whether nothing shows bills: only what is derived of them stays in memory.
    pub derives_only: bool,
    /// The detail in which cycles are read.
    pub detail: LedgerDetail,
    /// The choices of the product chooser, while it is open.
    pub products: Vec<ProductFilter>,
    /// Costs of each model in the running cycle.
    pub costs: Costs,
    /// Spending in the running cycle, one per currency.
    pub spend: Vec<Spend>,
    /// What inference has cost in the running cycle, by currency.
    pub inference_totals: Vec<AccountSpend>,
    /// The same by model, too; absent if that is not needed, or not read yet.
    pub inference: Option<Arc<InferenceSpend>>,
    /// What Model Studio cost in the closed cycles that were read, by currency.
    closed_costs: BTreeMap<Cycle, Vec<Spend>>,
    /// The groups shown of the cycle on screen.
    pub report: Report,
    /// Why each group of the report was charged; empty unless grouped by model.
    pub reasons: Vec<Vec<Reason>>,
    /// The lines of the selected group, as far as read.
    pub lines: Option<LinesPage>,
    /// The lines being read from the store.
    pending_lines: Option<LinesQuery>,
    /// The last request, and when it was made, on the monotonic clock.
    last_request: Option<(Request, Duration)>,
    /// Whether the free quotas that exported bills tell were requested from the store.
    are_grants_requested: bool,
    /// Whether another instance polls: data that it has read end a failure of this one.
    pub(crate) is_polled_elsewhere: bool,
}

/// What is derived of a cycle besides the report; each includes the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Derived {
    Nothing,
    /// The costs of each model, and spending.
    #[default]
    Costs,
    /// What inference has cost, which is exported.
    Inference,
}

/// How many days of a cycle are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Stored days.
    pub days: usize,
    /// Days that have begun so far.
    pub of: usize,
}

impl Bills {
    /// The bill of `cycle`, if it is in memory.
    pub fn ledger(&self, cycle: Cycle) -> Option<&Ledger> {
        self.ledgers.get(&cycle).map(Arc::as_ref)
    }

    /// The stored days of `cycle`; absent if they are not known yet.
    pub fn days(&self, cycle: Cycle) -> Option<&[StoredDay]> {
        self.days.get(&cycle).map(Vec::as_slice)
    }

    /// Whether `cycle` is still to be read from the store.
    pub fn is_reading(&self, cycle: Cycle) -> bool {
        !self.days.contains_key(&cycle) || self.reading.contains(&cycle)
    }

    /// Whether any day of `cycle` is stored, even one without lines.
    pub fn has_something(&self, cycle: Cycle) -> bool {
        self.days.get(&cycle).is_some_and(|days| !days.is_empty())
    }

    /// Whether all days known are from exported files, and there are any.
    pub fn are_imported(&self) -> bool {
        let mut days = self.days.values().flatten().peekable();
        days.peek().is_some() && days.all(|day| day.origin == Origin::File)
    }

    /// The oldest cycle to show: the vendor's oldest, or an older one in the store.
    pub fn oldest(&self, now: DateTime<Utc>) -> Cycle {
        let oldest = Cycle::at(now).back(CYCLES_BACK);
        self.stored.first().map_or(oldest, |stored| oldest.min(*stored))
    }

    /// Whether days of `cycle` that have begun are not stored yet.
    pub fn is_incomplete(&self, cycle: Cycle, now: DateTime<Utc>) -> bool {
        let Progress { days, of } = self.progress(cycle, now);
        days < of
    }

    /// The lines of `group` in `cycle`, if they are the ones in memory.
    pub fn lines_of(&self, cycle: Cycle, group: &Group) -> Option<&LinesPage> {
        self.lines.as_ref().filter(|page| self.selects(&page.query, cycle, group))
    }

    /// Whether `wanted` selects the lines of `group` in `cycle`. Must not allocate: runs for every key and
    /// frame.
    fn selects(&self, wanted: &LinesQuery, cycle: Cycle, group: &Group) -> bool {
        let Some(ledger) = self.ledger(cycle) else { return false };
        let id = |index: &u32| Some(ledger.subject(*index)?.id());
        wanted.cycle == cycle
            && wanted.day == group.day
            && wanted.subjects.iter().copied().eq(group.subjects.iter().filter_map(id))
    }

    pub fn progress(&self, cycle: Cycle, now: DateTime<Utc>) -> Progress {
        let today = crate::domain::bill::vendor_day(now);
        let of = cycle.days().take_while(|day| *day <= today).count();
        Progress { days: self.days.get(&cycle).map_or(0, Vec::len).min(of), of }
    }
}
