//! The store's thread: does one job after the other, and decides what an error means for the file.

use std::{thread, time::Duration};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{
    Clock, Leave, Notice, Trouble,
    bills::Charges,
    damaged,
    database::{Database, Place},
    history::{self, Thinning},
    instant::to_micros,
    job::Job,
    last_known, lease,
    queue::Queue,
};

/// How often a job is tried while other programs keep the file locked.
const TRIES: usize = 3;

/// Between two tries. SQLite waits by itself, but for some locks it gives up at once.
const PAUSE: Duration = Duration::from_millis(25);

/// What the thread owns. The file is opened with the first job, and closed when this is dropped.
pub(super) struct Worker {
    place: Place,
    clock: Clock,
    notice: Box<dyn Fn(Notice) + Send>,
    database: Option<Database>,
    standing: Standing,
    pub(super) thinning: Thinning,
}

/// How the last job went, so that each change is told once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Well,
    TooNew,
    Unusable,
}

impl Worker {
    pub(super) fn new(place: Place, clock: Clock, notice: Box<dyn Fn(Notice) + Send>) -> Self {
        Self { place, clock, notice, database: None, standing: Standing::Well, thinning: Thinning::default() }
    }

    /// Works until the queue is closed and empty.
    pub(super) fn run(mut self, queue: &Queue) {
        while let Some(job) = queue.next() {
            self.perform(job);
            self.thin_while(|| !queue.has_next());
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
                }
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

    /// Writes in one transaction; `work` also gets the time. An error was already told by a notice.
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

    /// Does the work, mends what can be mended, and tells what cannot.
    fn attempt<T>(&mut self, work: impl Fn(&mut Database, i64) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut outcome = self.once(&work);
        for _ in 1..TRIES {
            if !matches!(outcome, Err(Trouble::Busy)) {
                break;
            }
            thread::sleep(PAUSE);
            outcome = self.once(&work);
        }
        if matches!(outcome, Err(Trouble::Damaged { .. })) {
            outcome = self.begin_anew(&work);
        }
        match outcome {
            Ok(done) => {
                self.stand(Standing::Well, Notice::UsableAgain);
                Ok(done)
            }
            Err(trouble) => {
                // A file is opened again; what is in memory would be gone.
                if matches!(self.place, Place::File(_)) {
                    self.database = None;
                }
                let too_new = matches!(trouble, Trouble::TooNew { .. });
                self.stand(
                    if too_new { Standing::TooNew } else { Standing::Unusable },
                    trouble.clone().notice(),
                );
                Err(trouble)
            }
        }
    }

    /// Does the work on the file that now bears the name.
    fn once<T>(&mut self, work: &impl Fn(&mut Database, i64) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let now = to_micros((self.clock)());
        let database = match self.database.take() {
            Some(database) if database.is_in_place(&self.place) => database,
            _ => Database::open(&self.place)?,
        };
        work(self.database.insert(database), now)
    }

    /// Tries again with a fresh connection, for another instance may have begun a new file already; sets
    /// the file aside if it is still damaged.
    fn begin_anew<T>(
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
        let to = damaged::set_aside(&file, (self.clock)())?;
        (self.notice)(Notice::DamagedSetAside { from: file, to });
        self.once(work)
    }

    fn stand(&mut self, standing: Standing, notice: Notice) {
        if self.standing != standing {
            self.standing = standing;
            (self.notice)(notice);
        }
    }
}
