//! The store's thread: carries out one job after the other, and handles errors of the file.

use std::{sync::Arc, thread, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::{
    alive::{self, Alive},
    bills::KnownIds,
    fallback::Fallback,
    file::{
        check, damaged,
        database::{Database, Location},
        instant::to_micros,
        trouble::{Result, Trouble},
    },
    history::{self, Thinning},
    identity::AccountKey,
    lease,
    queue::{Next, Queue},
};
use crate::domain::{SaveData, Storage, StoreTrouble};

/// Reads the time: the runtime's clock, or a test's.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How often a job is tried while other programs keep the file locked.
const TRIES: usize = 3;

/// Between two tries. SQLite waits too, but for some locks it gives up at once.
const PAUSE: Duration = Duration::from_millis(25);

/// Work on the database, repeated on retries. Not generic, so that retrying is compiled only once.
type Work<'a> = &'a mut dyn FnMut(&mut Database, i64) -> Result<()>;

/// The state of the thread. The file is opened with the first job, and closed when this is dropped.
pub(super) struct Worker {
    location: Location,
    clock: Clock,
    report: Box<dyn Fn(Storage) + Send>,
    /// Whether jobs are done in memory while the file cannot be used.
    may_fall_back: bool,
    database: Option<Database>,
    fallback: Option<Fallback>,
    storage: Storage,
    /// Before then the file is not checked for damage.
    check_due_at: i64,
    thinning: Thinning,
    /// Others see by it that this instance runs.
    alive: Option<Alive>,
}

impl Worker {
    pub(super) fn new(
        location: Location,
        clock: Clock,
        may_fall_back: bool,
        report: Box<dyn Fn(Storage) + Send>,
    ) -> Self {
        Self {
            location,
            clock,
            report,
            may_fall_back,
            database: None,
            fallback: None,
            storage: Storage::default(),
            check_due_at: i64::MIN,
            thinning: Thinning::default(),
            alive: None,
        }
    }

    /// Works until the queue is closed and empty.
    pub(super) fn run(mut self, queue: &Arc<Queue<Self>>) {
        loop {
            match queue.next(self.idle_limit()) {
                Next::Job(job) => {
                    job.run(&mut self);
                    self.thin_while(|| !queue.has_next());
                }
                Next::Idle if self.fallback.is_some() => self.return_to_file(),
                Next::Idle => self.look_for_damage(queue),
                Next::End => break,
            }
        }
        // Data in memory would be lost.
        self.return_to_file();
    }

    /// How long to wait for a job before doing something else.
    fn idle_limit(&self) -> Option<Duration> {
        let may_check = || self.database.is_some() && to_micros(self.now()) >= self.check_due_at;
        match (&self.fallback, &self.location) {
            (Some(fallback), _) => Some(fallback.pause()),
            (None, Location::File(_)) if may_check() => Some(check::IDLE),
            (None, _) => None,
        }
    }

    /// Checks the file, if that is due, until there is a job; a damaged one is set aside.
    fn look_for_damage(&mut self, queue: &Arc<Queue<Self>>) {
        let checked = self.attempt(|database, now| {
            let queue = Arc::clone(queue);
            database.check(now, move || queue.has_next())
        });
        if let Ok(Some(due_at)) = checked {
            self.check_due_at = due_at;
        }
    }

    /// Thins histories until there is another job; at least once, because a run may end before it is idle.
    fn thin_while(&mut self, is_idle: impl Fn() -> bool) {
        while self.thinning.is_due(to_micros(self.now())) {
            let is_unfinished = self.write(history::thin_some).unwrap_or(false);
            if !is_unfinished {
                self.thinning.pause(to_micros(self.now()));
            }
            if !is_idle() {
                return;
            }
        }
    }

    fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Writes in one transaction; `work` also gets the time at which no other instance writes any more, so that
    /// what was written first has the earlier time. An error was already reported.
    pub(super) fn write<T>(&mut self, work: impl Fn(&Connection, i64) -> Result<T>) -> Result<T> {
        let clock = Arc::clone(&self.clock);
        self.attempt(|database, _| database.write(|file| work(file, to_micros(clock()))))
    }

    /// [`Self::write`] for bills, with the ids that the file has given to what an import refers to.
    pub(super) fn write_bills<T>(
        &mut self,
        work: impl Fn(&Connection, &mut KnownIds, i64) -> Result<T>,
    ) -> Result<T> {
        let clock = Arc::clone(&self.clock);
        self.attempt(|database, _| database.write_bills(|file, known| work(file, known, to_micros(clock()))))
    }

    pub(super) fn read<T>(&mut self, work: impl Fn(&Connection) -> Result<T>) -> Result<T> {
        self.attempt(|database, _| database.read(|file| work(file)))
    }

    /// From now on others see that `holder` runs, as long as it does.
    pub(super) fn begin_holding(&mut self, holder: &str) {
        let Location::File(file) = &self.location else { return };
        if !self.alive.as_ref().is_some_and(|alive| alive.is_of(holder)) {
            self.alive = Alive::begin(file, holder).ok();
            // What is left of those that were killed does not pile up.
            self.release_of_the_dead();
        }
    }

    /// Releases all leases of `holder`, which holds none from now on.
    pub(super) fn end_holding(&mut self, holder: &str) {
        let _ = self.write(|file, _| lease::release(file, holder));
        self.alive = None;
    }

    /// Releases the leases of instances that were killed; returns whether there are any.
    pub(super) fn release_of_the_dead(&mut self) -> bool {
        let Location::File(file) = &self.location else { return false };
        let dead = alive::dead(file);
        let any = !dead.is_empty();
        for dead in dead {
            let released = self.write(|file, _| lease::release(file, &dead.holder));
            if released.is_ok() && self.fallback.is_none() {
                dead.forget();
            }
        }
        any
    }

    /// A poll was saved: there may be something to thin, and it may have to be carried over.
    pub(super) fn poll_saved(&mut self, account: AccountKey, data: SaveData) {
        self.thinning.poll_saved();
        if let Some(fallback) = &mut self.fallback {
            fallback.poll_saved(account, data);
        }
    }

    /// A day of a bill was saved: it may have to be carried over.
    pub(super) fn bill_day_saved(&mut self, account: &AccountKey, day: NaiveDate) {
        if let Some(fallback) = &mut self.fallback {
            fallback.bill_day_saved(account, day);
        }
    }

    /// Works on the file, or in memory if the file cannot be used and this store may fall back.
    fn attempt<T>(&mut self, work: impl Fn(&mut Database, i64) -> Result<T>) -> Result<T> {
        let mut done = None;
        self.attempt_work(&mut |database, now| {
            done = Some(work(database, now)?);
            Ok(())
        })?;
        done.ok_or_else(|| Trouble::unusable(&"no result"))
    }

    fn attempt_work(&mut self, work: Work<'_>) -> Result<()> {
        let is_due = self.fallback.as_ref().is_some_and(|fallback| fallback.is_due(self.now()));
        if is_due {
            self.return_to_file();
        }
        if self.fallback.is_some() {
            return self.in_memory(work);
        }
        let trouble = match self.with_file(work, TRIES) {
            Ok(()) => {
                self.report(None);
                return Ok(());
            }
            Err(trouble) => trouble,
        };
        // Data in memory would be lost by reopening.
        let Location::File(file) = &self.location else { return Err(trouble) };
        self.database = None;
        if self.may_fall_back {
            self.fallback = Fallback::begin(file, self.now()).ok();
        }
        self.report(Some(&trouble));
        if self.fallback.is_some() { self.in_memory(work) } else { Err(trouble) }
    }

    fn in_memory(&mut self, work: Work<'_>) -> Result<()> {
        let now = to_micros(self.now());
        let Some(fallback) = &mut self.fallback else { return Err(Trouble::unusable(&"no database")) };
        match work(&mut fallback.database, now) {
            Err(Trouble::Damaged { .. }) => {
                // A copy of a damaged file.
                fallback.empty()?;
                work(&mut fallback.database, now)
            }
            outcome => outcome,
        }
    }

    /// Goes back from memory to the file, if that can be used again.
    fn return_to_file(&mut self) {
        let Some(mut fallback) = self.fallback.take() else { return };
        let mut carried = self.once(&mut carry_over(&fallback));
        if matches!(carried, Err(Trouble::Damaged { .. })) {
            // Damage copied from an earlier file must not be mistaken for damage of this one.
            if fallback.is_damaged() && fallback.empty().is_err() {
                return self.report(Some(&Trouble::unusable(&"no database")));
            }
            carried = self.with_file(&mut carry_over(&fallback), 1);
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

    /// Works on the file, replaces a damaged one, and waits briefly for other programs.
    fn with_file(&mut self, work: Work<'_>, tries: usize) -> Result<()> {
        let mut outcome = self.once(work);
        for _ in 1..tries {
            if !matches!(outcome, Err(Trouble::Busy)) {
                break;
            }
            thread::sleep(PAUSE);
            outcome = self.once(work);
        }
        if matches!(outcome, Err(Trouble::Damaged { .. })) {
            outcome = self.set_aside_and_retry(work);
        }
        outcome
    }

    /// Works on the file that now has the name.
    fn once(&mut self, work: Work<'_>) -> Result<()> {
        let now = to_micros(self.now());
        let database = match self.database.take() {
            Some(database) if database.is_at(&self.location) => database,
            _ => Database::open(&self.location)?,
        };
        work(self.database.insert(database), now)
    }

    /// Retries with a fresh connection, because another instance may have begun a new file already; sets the
    /// file aside if it is still damaged.
    fn set_aside_and_retry(&mut self, work: Work<'_>) -> Result<()> {
        self.database = None;
        let Location::File(file) = &self.location else { return self.once(work) };
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

    /// Reports the state of storage if it has changed.
    fn report(&mut self, trouble: Option<&Trouble>) {
        let Location::File(file) = &self.location else { return };
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

/// Carries the additions over to the file, in one transaction.
fn carry_over(fallback: &Fallback) -> impl Fn(&mut Database, i64) -> Result<()> {
    |database, now| database.write(|file| fallback.carry_over(file, now))
}
