//! What the rest of the program asks of the store about bills.

use chrono::{DateTime, Utc};

use super::{BillsJob, NotKept};
use crate::{
    domain::{
        Kept,
        bill::{Accounts, BillDay, Cycle, KeptCycle, LinesPage, LinesWanted, Outstanding, Taken},
    },
    store::{AccountKey, Store, job::Job},
};

impl Store {
    /// Keeps days of bills, each in a transaction of its own: the fresher whole day wins, exported lines with ids
    /// of their own are added to each other. Tells what became of the lines.
    ///
    /// Only so many lines may wait (any number, where none do): whoever has more hands them over when the answer
    /// has come. What finds no place is answered at once with [`NotKept::Refused`].
    pub fn keep_bills(
        &self,
        account: &AccountKey,
        days: Vec<BillDay>,
        reply: impl FnOnce(Result<Taken, NotKept>) + Send + 'static,
    ) {
        self.push_bills(BillsJob::KeepDays { account: account.clone(), days, reply: Box::new(reply) });
    }

    /// Reads what is kept of a cycle (an empty one where nothing is), and what is known of all of them.
    pub fn read_cycle(
        &self,
        account: &AccountKey,
        cycle: Cycle,
        reply: impl FnOnce(KeptCycle) + Send + 'static,
    ) {
        self.push_bills(BillsJob::ReadCycle { account: account.clone(), cycle, reply: Box::new(reply) });
    }

    /// Reads a page of lines, newest day first, in the vendor's order within a day.
    pub fn read_lines(
        &self,
        account: &AccountKey,
        wanted: LinesWanted,
        reply: impl FnOnce(LinesPage) + Send + 'static,
    ) {
        self.push_bills(BillsJob::ReadLines { account: account.clone(), wanted, reply: Box::new(reply) });
    }

    /// Reads whose bills are kept: the profile's own account, and those that are kept apart.
    pub fn read_owners(
        &self,
        account: &AccountKey,
        reply: impl FnOnce(Result<Accounts, NotKept>) + Send + 'static,
    ) {
        self.push_bills(BillsJob::ReadOwners { account: account.clone(), reply: Box::new(reply) });
    }

    /// Keeps what a closed cycle owes, unless a newer reading is there.
    pub fn keep_outstanding(
        &self,
        account: &AccountKey,
        cycle: Cycle,
        value: Outstanding,
        read_at: DateTime<Utc>,
    ) {
        let kept = Kept { value, fetched_at: read_at };
        self.push_bills(BillsJob::KeepOutstanding { account: account.clone(), cycle, kept });
    }

    fn push_bills(&self, job: BillsJob) {
        self.push(Job::Bills(job));
    }
}
