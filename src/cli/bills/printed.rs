//! The output of the bill command, for every format.

use chrono::NaiveDate;

use crate::{
    app::State,
    cli::args::GroupBy,
    domain::{
        bill::{BillLine, Cycle, Gap, Group, Ledger, Query, Report, StoredDay},
        explain::Reason,
    },
};

pub(super) struct Printed<'a> {
    pub(super) state: &'a State,
    pub(super) cycle: Cycle,
    pub(super) query: &'a Query,
    pub(super) report: &'a Report,
    pub(super) by: GroupBy,
    /// Why each group was charged; empty unless grouped by model.
    pub(super) reasons: &'a [Vec<Reason>],
    /// The lines, unless grouped.
    pub(super) lines: &'a [(NaiveDate, BillLine)],
}

impl Printed<'_> {
    pub(super) fn days(&self) -> &[StoredDay] {
        self.state.profile().bills.ledger(self.cycle).map(Ledger::days).unwrap_or_default()
    }

    pub(super) fn covers_through(&self) -> Option<NaiveDate> {
        self.state.profile().bills.ledger(self.cycle)?.covers_through()
    }

    /// The days that lack rows.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (NaiveDate, Gap)> {
        self.state.profile().bills.ledger(self.cycle).into_iter().flat_map(Ledger::gaps)
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = (&Group, &[Reason])> {
        let reasons = self.reasons.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        self.report.groups.iter().zip(reasons)
    }
}
