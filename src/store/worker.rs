//! The store's thread: does one job after the other, and decides what an error means for the file.

use std::{sync::Arc, thread, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::{
    AccountKey, Clock, Leave, Trouble,
    bills::Charges,
    check, clock, damaged,
    database::{Database, Place},
    fallback::Fallback,
    history::{self, Thinning},
    instant::to_micros,
    job::Job,
    last_known, lease,
    queue::{Next, Queue},
};
use crate::domain::{Storage, StoreTrouble};

/// How often a job is tried while other programs keep the file locked.
const TRIES: usize = 3;

/// Between two tries. SQLite waits by itself, but for some locks it gives up at once.
const PAUSE: Duration = Duration::from_millis(25);

/// What the thread owns. The file is opened with the first job, and closed when this is dropped.
pub(super) struct Worker {
    place: Place,
    clock: Clock,
    report: Box<dyn Fn(Storage) + Send>,
    /// Whether jobs are done in memory while the file cannot be used.
    may_fall_back: bool,
    database: Option<Database>,
    fallback: Option<Fallback>,
    storage: Storage,
    /// Before then the file is not checked for damage.
    check_due_at: i64,
    pub(super) thinning: Thinning,
}

impl Worker {
    pub(super) fn new(
        place: Place,
        clock: Clock,
        may_fall_back: bool,
        report: Box<dyn Fn(Storage) + Send>,
    ) -> Self {
        Self {
            place,
            clock,
            report,
            may_fall_back,
            database: None,
            fallback: None,
            storage: Storage::default(),
            check_due_at: i64::MIN,
            thinning: Thinning::default(),
        }
    }

    /// Works until the queue is closed and empty.
    pub(super) fn run(mut self, queue: &Arc<Queue>) {
        loop {
            match queue.next(self.patience()) {
                Next::Job(job) => {
                    self.perform(job);
                    self.thin_while(|| !queue.has_next());
                }
                Next::Idle if self.fallback.is_some() => self.return_to_file(),
                Next::Idle => self.look_for_damage(queue),
                Next::End => break,
            }
        }
        // What is in memory alone would be lost.
        self.return_to_file();
    }

    /// How long to wait for a job before something else is done.
    fn patience(&self) -> Option<Duration> {
        let may_check = || self.database.is_some() && to_micros(self.now()) >= self.check_due_at;
        match (&self.fallback, &self.place) {
            (Some(fallback), _) => Some(fallback.pause()),
            (None, Place::File(_)) if may_check() => Some(check::IDLE),
            (None, _) => None,
        }
    }

    /// Checks the file, if that is due, until there is a job; a damaged one is set aside.
    fn look_for_damage(&mut self, queue: &Arc<Queue>) {
        let checked = self.attempt(|database, now| {
            let queue = Arc::clone(queue);
            database.check(now, move || queue.has_next())
        });
        if let Ok(Some(due_at)) = checked {
            self.check_due_at = due_at;
        }
    }

    fn perform(&mut self, job: Job) {
        match job {
            Job::Keep { account, data } => {
                let kept = self.write(|file, now| {
                    last_known::keep(file, &account, &data, now)?;
                    history::append_kept(file, &account, &data, now)
                });
                if kept.is_ok() {
                    self.thinning.look();
                    if let Some(fallback) = &mut self.fallback {
                        fallback.note_poll(&account, &data);
                    }
                }
            }
            Job::KeepClock { compared } => {
                let _ = self.write(|file, now| clock::keep(file, compared, now));
            }
            Job::Recall { identity, reply } => {
                let known =
                    self.attempt(|database, _| database.read(|file| last_known::read(file, &identity)));
                reply(known.unwrap_or_default());
            }
            Job::AskLeave { account, feed, holder, terms, reply } => {
                let leave = self.write(|file, now| lease::ask(file, (&account, feed), &holder, terms, now));
                reply(leave.unwrap_or(Leave::Granted));
            }
            Job::Asked { account, feed, holder, next_due } => {
                let _ = self.write(|file, now| lease::asked(file, (&account, feed), &holder, next_due, now));
            }
            Job::Wait { account, feed, until } => {
                let _ = self.write(|file, _| lease::wait(file, (&account, feed), until));
            }
            Job::Release { holder } => {
                let _ = self.write(|file, _| lease::release(file, &holder));
            }
            Job::Flush { reply } => reply(()),
            Job::Bills(job) => self.perform_bills(job),
            Job::History(job) => self.perform_history(job),
            Job::Alerts(job) => self.perform_alerts(job),
        }
    }

    /// The time, by the clock that was given.
    pub(super) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Writes in one transaction; `work` also gets the time. An error was already reported.
    pub(super) fn write<T>(
        &mut self,
        work: impl Fn(&Connection, i64) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.attempt(|database, now| database.write(|file| work(file, now)))
    }

    /// Reads in one transaction.
    pub(super) fn read<T>(&mut self, work: impl Fn(&Connection) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.attempt(|database, _| database.read(|file| work(file)))
    }

    /// Reads in one transaction, with the charges that were read before.
    pub(super) fn read_bills<T>(
        &mut self,
        work: impl Fn(&Connection, &mut Charges) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.attempt(|database, _| database.read_bills(|file, charges| work(file, charges)))
    }

    /// Remembers that a day of a bill was kept, where it has to be carried over.
    pub(super) fn note_bill_day(&mut self, account: &AccountKey, day: NaiveDate) {
        if let Some(fallback) = &mut self.fallback {
            fallback.note_bill_day(account, day);
        }
    }

    /// Does the work with the file; in memory, where that cannot be used and this store may do so.
    fn attempt<T>(&mut self, work: impl Fn(&mut Database, i64) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let is_due = self.fallback.as_ref().is_some_and(|fallback| fallback.is_due(self.now()));
        if is_due {
            self.return_to_file();
        }
        if self.fallback.is_some() {
            return self.in_memory(&work);
        }
        let trouble = match self.with_file(&work, TRIES) {
            Ok(done) => {
                self.report(None);
                return Ok(done);
            }
            Err(trouble) => trouble,
        };
        // A file is opened again; what is in memory would be gone.
        let Place::File(file) = &self.place else { return Err(trouble) };
        self.database = None;
        if self.may_fall_back {
            self.fallback = Fallback::begin(file, self.now()).ok();
        }
        self.report(Some(&trouble));
        if self.fallback.is_some() { self.in_memory(&work) } else { Err(trouble) }
    }

    /// Does the work in memory.
    fn in_memory<T>(
        &mut self,
        work: &impl Fn(&mut Database, i64) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let now = to_micros(self.now());
        let Some(fallback) = &mut self.fallback else { return Err(Trouble::unusable(&"no database")) };
        match work(&mut fallback.database, now) {
            Err(Trouble::Damaged { .. }) => {
                // It is a copy of a damaged file.
                fallback.empty()?;
                work(&mut fallback.database, now)
            }
            outcome => outcome,
        }
    }

    /// Where jobs are done in memory: goes on with the file, if that can be used again.
    fn return_to_file(&mut self) {
        let Some(mut fallback) = self.fallback.take() else { return };
        let mut carried = self.once(&carry_over(&fallback));
        if matches!(carried, Err(Trouble::Damaged { .. })) {
            // Damage that was copied from an earlier file must not be taken for damage of this one.
            if fallback.is_damaged() && fallback.empty().is_err() {
                return self.report(Some(&Trouble::unusable(&"no database")));
            }
            carried = self.with_file(&carry_over(&fallback), 1);
        }
        match carried {
            Ok(()) => self.report(None),
            Err(trouble) => {
                self.database = None;
                fallback.postpone(self.now());
                self.fallback = Some(fallback);
                self.report(Some(&trouble));
            }
        }
    }

    /// Does the work with the file, repairs what can be repaired, and waits a little for other programs.
    fn with_file<T>(
        &mut self,
        work: &impl Fn(&mut Database, i64) -> Result<T, Trouble>,
        tries: usize,
    ) -> Result<T, Trouble> {
        let mut outcome = self.once(work);
        for _ in 1..tries {
            if !matches!(outcome, Err(Trouble::Busy)) {
                break;
            }
            thread::sleep(PAUSE);
            outcome = self.once(work);
        }
        if matches!(outcome, Err(Trouble::Damaged { .. })) {
            outcome = self.begin_again(work);
        }
        outcome
    }

    /// Does the work on the file that now bears the name.
    fn once<T>(&mut self, work: &impl Fn(&mut Database, i64) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let now = to_micros(self.now());
        let database = match self.database.take() {
            Some(database) if database.is_in_place(&self.place) => database,
            _ => Database::open(&self.place)?,
        };
        work(self.database.insert(database), now)
    }

    /// Tries again with a fresh connection, for another instance may have begun a new file already; sets
    /// the file aside if it is still damaged.
    fn begin_again<T>(
        &mut self,
        work: &impl Fn(&mut Database, i64) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.database = None;
        let Place::File(file) = &self.place else { return self.once(work) };
        let file = file.clone();
        let _lock = damaged::lock(&file)?;
        let outcome = self.once(work);
        if !matches!(outcome, Err(Trouble::Damaged { .. })) {
            return outcome;
        }
        self.database = None;
        let to = damaged::set_aside(&file, self.now())?;
        self.storage.set_aside = Some(to.display().to_string());
        (self.report)(self.storage.clone());
        self.once(work)
    }

    /// Reports how data are stored, where it has changed: at first all is taken to be well.
    fn report(&mut self, trouble: Option<&Trouble>) {
        let Place::File(file) = &self.place else { return };
        let trouble = trouble.map(|trouble| StoreTrouble {
            file: file.display().to_string(),
            reason: trouble.reason(),
            is_readable: self.fallback.as_ref().is_some_and(|fallback| fallback.is_copy),
        });
        if self.storage.trouble != trouble {
            self.storage.trouble = trouble;
            (self.report)(self.storage.clone());
        }
    }
}

/// Carries over what the file lacks, in one transaction.
fn carry_over(fallback: &Fallback) -> impl Fn(&mut Database, i64) -> Result<(), Trouble> {
    |database, now| database.write(|file| fallback.carry_over(file, now))
}
