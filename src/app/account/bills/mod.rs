//! What is known of a profile's bills, and what is seen of them. The lines themselves stay in the store: here is
//! what is held in memory, and what is still to be read or asked for.

mod costs;
mod plan;
pub(crate) mod reading;
mod shown;
pub(crate) mod summary;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};

pub use costs::{Cost, Costs};
pub use plan::DAYS_AT_ONCE;

use crate::domain::{
    Dated, Request,
    bill::{
        Cycle, Group, Ledger, LinesPage, LinesQuery, Outstanding, ProductFilter, Report, Spend, StoredDay,
    },
    explain::Reason,
};

/// How many closed cycles are asked what they still owe.
const SETTLED_AFTER: u32 = 3;
/// How many cycles back the vendor tells of.
pub const CYCLES_BACK: u32 = 17;

/// What is known of a profile's bills.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bills {
    /// The bills in memory: the running cycle's, and the one that is shown.
    ledgers: BTreeMap<Cycle, Arc<Ledger>>,
    /// The stored days of every cycle that is wanted.
    days: BTreeMap<Cycle, Vec<StoredDay>>,
    /// The cycles that are to be complete: the running one, the one before it, and those a person looks at.
    wanted: BTreeSet<Cycle>,
    /// The cycles that are being read from the store.
    reading: BTreeSet<Cycle>,
    /// What closed cycles owe, as far as it was asked.
    pub outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
    /// The cycles of which something is stored.
    pub stored: Vec<Cycle>,
    /// The one cycle of a one-shot command; absent in a dashboard.
    pub only: Option<Cycle>,
    /// The products to choose from, while they are offered.
    pub products: Vec<ProductFilter>,
    /// What each model has cost in the running cycle.
    pub costs: Costs,
    /// What the running cycle cost so far, one per currency.
    pub spend: Vec<Spend>,
    /// What is seen of the cycle that is shown.
    pub report: Report,
    /// Why each group of the report was charged; empty unless it is grouped by model.
    pub reasons: Vec<Vec<Reason>>,
    /// The lines below the groups, as far as they were read.
    pub lines: Option<LinesPage>,
    /// The lines that are awaited.
    awaited: Option<LinesQuery>,
    /// What was last asked for, and when, on the monotonic clock.
    asked: Option<(Request, Duration)>,
    /// Whether another instance asks: what it has read ends a failure of this one.
    pub(crate) is_asked_elsewhere: bool,
}

/// How much of a cycle is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Days that are stored.
    pub days: usize,
    /// Days that there are by now.
    pub of: usize,
}

impl Bills {
    /// The bill of this cycle, where it is in memory.
    pub fn ledger(&self, cycle: Cycle) -> Option<&Ledger> {
        self.ledgers.get(&cycle).map(Arc::as_ref)
    }

    /// Whether this cycle is being read from the store, or will be.
    pub fn is_reading(&self, cycle: Cycle) -> bool {
        !self.days.contains_key(&cycle) || self.reading.contains(&cycle)
    }

    /// Whether anything of this cycle is stored, be it a day without lines.
    pub fn has_something(&self, cycle: Cycle) -> bool {
        self.days.get(&cycle).is_some_and(|days| !days.is_empty())
    }

    /// The oldest cycle that can be looked at: the vendor's oldest, or an older one that is stored.
    pub fn oldest(&self, now: DateTime<Utc>) -> Cycle {
        let oldest = Cycle::at(now).back(CYCLES_BACK);
        self.stored.first().map_or(oldest, |stored| oldest.min(*stored))
    }

    /// Whether anything of this cycle is still to be asked for, by now.
    pub fn is_incomplete(&self, cycle: Cycle, now: DateTime<Utc>) -> bool {
        let Progress { days, of } = self.progress(cycle, now);
        days < of
    }

    /// The lines of `group` in this cycle, as far as they were read; absent where those that are there belong to
    /// another selection.
    pub fn lines_of(&self, cycle: Cycle, group: &Group) -> Option<&LinesPage> {
        self.lines.as_ref().filter(|page| self.is_of(&page.query, cycle, group))
    }

    /// Whether these are lines of `group` in this cycle. Nothing is copied: this runs at every key and frame.
    fn is_of(&self, wanted: &LinesQuery, cycle: Cycle, group: &Group) -> bool {
        let Some(ledger) = self.ledger(cycle) else { return false };
        let id = |at: &u32| Some(ledger.subject(*at)?.id);
        wanted.cycle == cycle
            && wanted.day == group.day
            && wanted.subjects.iter().copied().eq(group.subjects.iter().filter_map(id))
    }

    /// How many days of a cycle are there.
    pub fn progress(&self, cycle: Cycle, now: DateTime<Utc>) -> Progress {
        let today = crate::domain::bill::vendor_day(now);
        let of = cycle.days().take_while(|day| *day <= today).count();
        Progress { days: self.days.get(&cycle).map_or(0, Vec::len).min(of), of }
    }
}
