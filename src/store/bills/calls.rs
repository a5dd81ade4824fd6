//! The store's calls about bills.

use std::{collections::BTreeMap, thread, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};

use super::{free_use, outstanding, owner, read_cycle, read_lines, rollup, save_day, save_error::SaveError};
use crate::{
    domain::{
        Dated,
        bill::{
            BillAccounts, BillDay, BillGrant, Cycle, Ledger, LedgerDetail, LinesPage, LinesQuery,
            Outstanding, PackedDay, SaveCounts, StoredCycle,
        },
    },
    store::{
        answer::Answer, file::trouble::Result, handle::Store, identity::AccountKey, last_known, queue::Slot,
        worker::Worker,
    },
};

/// After a day with this many lines, other programs that wait for the file get a chance: SQLite has no queue.
const MANY_LINES: usize = 1_000;
const PAUSE: Duration = Duration::from_millis(5);

impl Store {
    /// Saves days of bills, each in its own transaction: the fresher complete day wins, exported lines with
    /// ids are merged. Returns what happened to the lines.
    ///
    /// The number of queued lines is limited (except for a single call): a caller with more of them waits for
    /// each answer. A call beyond the limit is answered at once with [`SaveError::Refused`].
    pub fn save_bills(
        &self,
        account: &AccountKey,
        days: Vec<BillDay>,
    ) -> Answer<Result<SaveCounts, SaveError>> {
        self.save_packed_bills(account, days.into_iter().map(PackedDay::from).collect())
    }

    /// [`Store::save_bills`] for days with packed lines. The ids of what a book holds are requested once.
    pub fn save_packed_bills(
        &self,
        account: &AccountKey,
        days: Vec<PackedDay>,
    ) -> Answer<Result<SaveCounts, SaveError>> {
        let account = account.clone();
        let lines = days.iter().map(|day| day.lines.len()).fold(0, usize::saturating_add);
        self.call_with_lines(lines, Err(SaveError::Refused), move |worker| {
            save_days(worker, &account, &days).map_err(SaveError::Trouble)
        })
    }

    /// Notes that a file was imported, whose first and last day these are.
    pub fn save_export(
        &self,
        account: &AccountKey,
        days: (NaiveDate, NaiveDate),
    ) -> Answer<Result<(), SaveError>> {
        let account = account.clone();
        self.call(Err(SaveError::Refused), move |worker| {
            worker.write(|file, _| free_use::save_export(file, &account, days)).map_err(SaveError::Trouble)
        })
    }

    /// Computes the free quotas that exported bills tell, and saves them with the last known data.
    pub fn renew_bill_grants(&self, account: &AccountKey) -> Answer<Vec<BillGrant>> {
        let account = account.clone();
        self.call(Vec::new(), move |worker| {
            let renewed = worker.write(|file, now| {
                free_use::complete(file, &account)?;
                let grants = free_use::read_grants(file, &account)?;
                last_known::save_bill_grants(file, &account, &grants, now)?;
                Ok(grants)
            });
            renewed.unwrap_or_default()
        })
    }

    /// Reads a cycle (empty if nothing is stored) in this detail, with the outstanding amounts of all cycles.
    pub fn read_cycle(
        &self,
        account: &AccountKey,
        cycle: Cycle,
        detail: LedgerDetail,
    ) -> Answer<StoredCycle> {
        let account = account.clone();
        self.call(empty_cycle(cycle), move |worker| {
            let read = worker.read(|file| read_cycle::read(file, &account, cycle, detail));
            let Ok((stored, unreadable)) = read else { return empty_cycle(cycle) };
            if !unreadable.is_empty() {
                // If this fails, the sums are computed from the lines again the next time.
                let _ =
                    worker.write(|file, _| unreadable.iter().try_for_each(|day| rollup::renew(file, *day)));
            }
            stored
        })
    }

    /// Reads a page of lines, newest day first, in the vendor's order within a day.
    pub fn read_lines(&self, account: &AccountKey, query: LinesQuery) -> Answer<LinesPage> {
        let account = account.clone();
        let refused = LinesPage { query: query.clone(), lines: Vec::new() };
        self.call(refused, move |worker| {
            let lines = worker.read(|file| read_lines::read(file, &account, &query));
            LinesPage { query, lines: lines.unwrap_or_default() }
        })
    }

    /// Reads the owners of stored bills: the profile's own account, and accounts stored apart from it.
    pub fn read_bill_accounts(&self, account: &AccountKey) -> Answer<Result<BillAccounts, SaveError>> {
        let key = account.clone();
        self.call(Err(SaveError::Refused), move |worker| {
            let read = worker.read(|file| {
                Ok(BillAccounts { own: owner::own(file, &key)?, apart: owner::apart(file, &key)? })
            });
            read.map_err(SaveError::Trouble)
        })
    }

    /// Saves the outstanding amount of a closed cycle, unless a newer reading is stored.
    pub fn save_outstanding(
        &self,
        account: &AccountKey,
        cycle: Cycle,
        value: Outstanding,
        fetched_at: DateTime<Utc>,
    ) {
        let (account, owed) = (account.clone(), Dated { value, fetched_at });
        self.save_newest(Slot::Outstanding(account.clone(), cycle), fetched_at, move |worker| {
            // A failure is reported as storage; the cycle will be fetched again.
            let _ = worker.write(|file, now| outstanding::save(file, &account, cycle, &owed, now));
        });
    }
}

/// Each day has its own transaction, so that other programs need not wait for all of them.
fn save_days(worker: &mut Worker, account: &AccountKey, days: &[PackedDay]) -> Result<SaveCounts> {
    let mut counts = SaveCounts::default();
    for (number, day) in days.iter().enumerate() {
        counts.add(worker.write_bills(|file, known, now| save_day::save(file, known, account, day, now))?);
        worker.bill_day_saved(account, day.day);
        if day.lines.len() >= MANY_LINES && number.saturating_add(1) < days.len() {
            thread::sleep(PAUSE);
        }
    }
    Ok(counts)
}

/// A cycle of which nothing is stored.
fn empty_cycle(cycle: Cycle) -> StoredCycle {
    StoredCycle { ledger: Ledger::empty(cycle), outstanding: BTreeMap::new(), cycles: Vec::new() }
}
