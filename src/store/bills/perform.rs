//! How the store's thread does what it is asked to do with bills.

use std::{thread, time::Duration};

use super::{BillsJob, NotKept, account, job::nothing_of, keep, outstanding, page, read, rollup};
use crate::{
    domain::bill::{Accounts, BillDay, Cycle, KeptCycle, LinesPage, Taken},
    store::{AccountKey, worker::Worker},
};

/// After a day of so many lines, others who wait for the file get a chance before the next: SQLite has no queue.
const LARGE: usize = 1_000;
const BREATH: Duration = Duration::from_millis(5);

impl Worker {
    /// Does one job.
    pub(in crate::store) fn perform_bills(&mut self, job: BillsJob) {
        match job {
            BillsJob::KeepDays { account, days, reply } => reply(self.keep_days(&account, &days)),
            BillsJob::KeepOutstanding { account, cycle, kept } => {
                // A failure was told by a notice; the cycle will be asked for again.
                let _ = self.write(|file, now| outstanding::keep(file, &account, cycle, &kept, now));
            }
            BillsJob::ReadOwners { account: key, reply } => {
                let read = self.read(|file| {
                    Ok(Accounts { own: account::own(file, &key)?, apart: account::apart(file, &key)? })
                });
                reply(read.map_err(NotKept::Trouble));
            }
            BillsJob::ReadCycle { account, cycle, reply } => reply(self.read_cycle(&account, cycle)),
            BillsJob::ReadLines { account, wanted, reply } => {
                let lines = self.read_bills(|file, charges| page::read(file, charges, &account, &wanted));
                reply(LinesPage { wanted, lines: lines.unwrap_or_default() });
            }
        }
    }

    /// Each day in a transaction of its own, so that nobody waits for all of them.
    fn keep_days(&mut self, account: &AccountKey, days: &[BillDay]) -> Result<Taken, NotKept> {
        let mut taken = Taken::default();
        for (number, day) in days.iter().enumerate() {
            let more =
                self.write(|file, now| keep::keep(file, account, day, now)).map_err(NotKept::Trouble)?;
            taken.add(more);
            self.note_bill_day(account, day.day);
            if day.lines.len() >= LARGE && number.saturating_add(1) < days.len() {
                thread::sleep(BREATH);
            }
        }
        Ok(taken)
    }

    fn read_cycle(&mut self, account: &AccountKey, cycle: Cycle) -> KeptCycle {
        let read = self.read_bills(|file, charges| read::cycle(file, charges, account, cycle));
        let Ok((kept, unreadable)) = read else { return nothing_of(cycle) };
        if !unreadable.is_empty() {
            // Where it fails, they are made from the lines again the next time.
            let _ = self.write(|file, _| unreadable.iter().try_for_each(|day| rollup::renew(file, *day)));
        }
        kept
    }
}
