//! The public interface of the store. Each operation is a call that is carried out on the store's thread;
//! callers only wait for the disk if they wait for the [`Answer`].

use std::{path::PathBuf, sync::Arc, thread, time::Duration};

use chrono::{DateTime, Utc};

use super::{
    answer::{self, Answer},
    clock,
    file::database::Location,
    history,
    identity::Identity,
    last_known::{self, Part},
    lease::{self, LeaseTerms, Permission},
    queue::{Job, Queue, Slot},
    worker::{Clock, Worker},
};
use crate::domain::{FeedName, LastKnown, SaveData, Storage, clock::Comparison};

/// A handle to the store. Clones share one thread, which ends when the last of them is dropped.
///
/// If the store is closed or its queue is full, a call is refused: it is answered at once, as if nothing were
/// stored.
#[derive(Clone)]
pub struct Store {
    queue: Arc<CloseOnDrop>,
}

/// Closes the queue with the last clone of the handle.
struct CloseOnDrop(Arc<Queue<Worker>>);

impl Drop for CloseOnDrop {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Reports that the thread has ended, even if it panicked.
struct EndOnDrop(Arc<Queue<Worker>>);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Store {
    /// Starts the thread. The file is opened, created or migrated with the first job; until then nothing is
    /// touched. If no thread can be started, every call is refused.
    ///
    /// While the file cannot be used, jobs work on a copy in memory; the file is retried from time to time,
    /// and then updated. `report` is called whenever storage fails, changes or recovers.
    pub fn start(file: PathBuf, clock: Clock, report: impl Fn(Storage) + Send + 'static) -> Self {
        Self::start_in(Location::File(file), clock, true, report)
    }

    /// Like [`Store::start`], but jobs fail while the file cannot be used: for callers that must know whether
    /// data were stored.
    pub fn start_durable(file: PathBuf, clock: Clock, report: impl Fn(Storage) + Send + 'static) -> Self {
        Self::start_in(Location::File(file), clock, false, report)
    }

    /// A store without a file: its data live as long as the thread.
    pub fn in_memory(clock: Clock, report: impl Fn(Storage) + Send + 'static) -> Self {
        Self::start_in(Location::Memory, clock, false, report)
    }

    /// Accepts calls for this many accounts at once; by default, for one.
    #[must_use]
    pub fn with_room_for(self, accounts: usize) -> Self {
        self.queue.0.make_room_for(accounts);
        self
    }

    fn start_in(
        location: Location,
        clock: Clock,
        may_fall_back: bool,
        report: impl Fn(Storage) + Send + 'static,
    ) -> Self {
        let queue = Arc::new(Queue::default());
        let end = EndOnDrop(Arc::clone(&queue));
        let worker = Worker::new(location, clock, may_fall_back, Box::new(report));
        // An error drops the closure, and with it `end`: the queue is closed.
        let _ = thread::Builder::new().name("store".to_owned()).spawn(move || worker.run(&end.0));
        Self { queue: Arc::new(CloseOnDrop(queue)) }
    }

    /// Saves data unless newer ones are stored. Without a credential there is no account to save them for.
    pub fn save(&self, identity: &Identity, data: SaveData) {
        let part = Part::of(&data);
        let Some(account) = part.key(identity).cloned() else { return };
        let (slot, fetched_at) = (Slot::LastKnown(account.clone(), part), data.fetched_at());
        self.save_newest(slot, fetched_at, move |worker| {
            let saved = worker.write(|file, now| {
                last_known::save(file, &account, &data, now)?;
                history::append_poll(file, &account, &data, now)
            });
            if saved.is_ok() {
                worker.poll_saved(account, data);
            }
        });
    }

    /// Saves a comparison of this machine's clock with the servers', unless a newer one is stored.
    pub fn save_clock(&self, compared: Comparison) {
        self.save_newest(Slot::Clock, compared.server, move |worker| {
            let _ = worker.write(|file, now| clock::save(file, compared, now));
        });
    }

    /// Reads the last known data of this identity, e.g. just after another instance's poll was due.
    pub fn read_last_known(&self, identity: &Identity) -> Answer<LastKnown> {
        let identity = identity.clone();
        self.call(LastKnown::default(), move |worker| {
            worker.read(|file| last_known::read(file, &identity)).unwrap_or_default()
        })
    }

    /// Asks whether `holder` (a name unique to each running program) may poll the server now.
    pub fn acquire_lease(
        &self,
        identity: &Identity,
        feed: FeedName,
        holder: &str,
        terms: LeaseTerms,
    ) -> Answer<Permission> {
        let Some(account) = identity.of(feed).cloned() else { return Answer::ready(Permission::Granted) };
        let holder = holder.to_owned();
        // A store that cannot answer does not prevent polls.
        self.call(Permission::Granted, move |worker| {
            worker.begin_holding(&holder);
            let acquire = |worker: &mut Worker| {
                let acquired =
                    worker.write(|file, now| lease::acquire(file, (&account, feed), &holder, terms, now));
                acquired.unwrap_or(Permission::Granted)
            };
            match acquire(worker) {
                Permission::HeldByOther { .. } if worker.release_of_the_dead() => acquire(worker),
                permission => permission,
            }
        })
    }

    /// After a poll, announces when `holder` polls next; extends its lease until then plus its hold.
    pub fn announce_next_poll(
        &self,
        identity: &Identity,
        feed: FeedName,
        holder: &str,
        next_due: DateTime<Utc>,
    ) {
        let Some(account) = identity.of(feed).cloned() else { return };
        let holder = holder.to_owned();
        self.call((), move |worker| {
            let _ = worker.write(|file, now| lease::extend(file, (&account, feed), &holder, next_due, now));
        });
    }

    /// Stores, across runs and for every instance, until when the server must not be polled (Retry-After).
    /// `None` clears it.
    pub fn save_wait(&self, identity: &Identity, feed: FeedName, until: Option<DateTime<Utc>>) {
        let Some(account) = identity.of(feed).cloned() else { return };
        self.call((), move |worker| {
            let _ = worker.write(|file, _| lease::save_wait(file, (&account, feed), until));
        });
    }

    /// Releases every lease of `holder`, so that another instance can take over at once.
    pub fn release_leases(&self, holder: &str) {
        let holder = holder.to_owned();
        self.call((), move |worker| worker.end_holding(&holder));
    }

    /// Answers once every earlier call is on disk, or has failed (which was reported).
    pub fn flush(&self) -> Answer<()> {
        self.call((), |_| ())
    }

    /// Closes the store for all clones: accepts no more calls, and waits up to `within` until all earlier
    /// ones are done and the file is closed. Returns whether that happened.
    pub fn close(self, within: Duration) -> bool {
        self.queue.0.close();
        self.queue.0.wait_for_end(within)
    }

    pub(super) fn call<T: Send + 'static>(
        &self,
        refused: T,
        work: impl FnOnce(&mut Worker) -> T + Send + 'static,
    ) -> Answer<T> {
        self.call_with_lines(0, refused, work)
    }

    /// A call that holds this many bill lines in memory while it is queued.
    pub(super) fn call_with_lines<T: Send + 'static>(
        &self,
        lines: usize,
        refused: T,
        work: impl FnOnce(&mut Worker) -> T + Send + 'static,
    ) -> Answer<T> {
        let (reply, answer) = answer::pair(refused);
        self.queue.0.push(Job::call(lines, move |worker| reply.send(work(worker))));
        answer
    }

    /// Queues a save that is replaced by a newer one into the same slot. A failure is reported as storage.
    pub(super) fn save_newest(
        &self,
        slot: Slot,
        fetched_at: DateTime<Utc>,
        work: impl FnOnce(&mut Worker) + Send + 'static,
    ) {
        self.queue.0.push(Job::save(slot, fetched_at, work));
    }
}
