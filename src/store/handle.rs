//! What the rest of the program holds of the store: it hands jobs to the thread and never waits for a disk.

use std::{path::PathBuf, sync::Arc, thread, time::Duration};

use chrono::{DateTime, Utc};

use super::{
    Clock, Identity, Keep, LeaseTerms, Leave, database::Place, job::Job, queue::Queue, worker::Worker,
};
use crate::domain::{FeedName, LastKnown, Storage, clock::Comparison};

/// The store, as its users see it. Clones share one thread, which ends when the last of them is dropped.
///
/// Answers are given on the store's thread, where the store cannot be reached at all (closed, or its queue
/// full) on the caller's: a reply must not block, nor panic.
#[derive(Clone)]
pub struct Store {
    handle: Arc<Handle>,
}

/// Closes the queue with the last clone.
struct Handle {
    queue: Arc<Queue>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// Tells that the thread is gone, even if it panicked.
struct End(Arc<Queue>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Store {
    /// Starts the thread. The file is opened, made or brought up to date with the first job; until then
    /// nothing is touched. Where no thread can be had, everything is answered as if nothing were known.
    ///
    /// While the file cannot be used, jobs are done in memory, on a copy of what can be read of it; the file is tried
    /// again from time to time, and what it lacks is then carried over. `report` is called each time when how data are
    /// stored has changed; nothing is called as long as all is well.
    pub fn start(file: PathBuf, clock: Clock, report: impl Fn(Storage) + Send + 'static) -> Self {
        Self::start_in(Place::File(file), clock, true, report)
    }

    /// The same, but jobs fail while the file cannot be used: for whoever must know that data were stored.
    pub fn start_durable(file: PathBuf, clock: Clock, report: impl Fn(Storage) + Send + 'static) -> Self {
        Self::start_in(Place::File(file), clock, false, report)
    }

    /// The same without a file: what is kept lives as long as the thread, and nothing is left behind.
    pub fn in_memory(clock: Clock, report: impl Fn(Storage) + Send + 'static) -> Self {
        Self::start_in(Place::Memory, clock, false, report)
    }

    fn start_in(
        place: Place,
        clock: Clock,
        may_fall_back: bool,
        report: impl Fn(Storage) + Send + 'static,
    ) -> Self {
        let queue = Arc::new(Queue::default());
        let end = End(Arc::clone(&queue));
        let worker = Worker::new(place, clock, may_fall_back, Box::new(report));
        // An error drops the closure, and with it `end`: the queue is closed.
        let _ = thread::Builder::new().name("store".to_owned()).spawn(move || worker.run(&end.0));
        Self { handle: Arc::new(Handle { queue }) }
    }

    /// Keeps data, unless newer ones are there. Without a credential there is nobody to keep them for.
    pub fn keep(&self, identity: &Identity, data: Keep) {
        if let Some(account) = identity.of(data.part().feed()) {
            self.push(Job::Keep { account: account.clone(), data });
        }
    }

    /// Keeps how this machine's clock compared with the servers', unless a newer comparison is there.
    pub fn keep_clock(&self, compared: Comparison) {
        self.push(Job::KeepClock { compared });
    }

    /// Reads what is known of this identity, e.g. just after another instance's poll was due.
    pub fn recall(&self, identity: &Identity, reply: impl FnOnce(LastKnown) + Send + 'static) {
        self.push(Job::Recall { identity: identity.clone(), reply: Box::new(reply) });
    }

    /// Asks whether `holder` (a name of its own for each running program) may ask the server now.
    pub fn ask_leave(
        &self,
        identity: &Identity,
        feed: FeedName,
        holder: &str,
        terms: LeaseTerms,
        reply: impl FnOnce(Leave) + Send + 'static,
    ) {
        match identity.of(feed) {
            Some(account) => self.push(Job::AskLeave {
                account: account.clone(),
                feed,
                holder: holder.to_owned(),
                terms,
                reply: Box::new(reply),
            }),
            None => reply(Leave::Granted),
        }
    }

    /// Tells, after a poll, when `holder` will poll next; prolongs its lease until then and its hold beyond.
    pub fn asked(&self, identity: &Identity, feed: FeedName, holder: &str, next_due: DateTime<Utc>) {
        if let Some(account) = identity.of(feed) {
            let holder = holder.to_owned();
            self.push(Job::Asked { account: account.clone(), feed, holder, next_due });
        }
    }

    /// Remembers, across runs and for every instance, until when the server is not to be asked
    /// (Retry-After). `None` = that is over.
    pub fn wait_until(&self, identity: &Identity, feed: FeedName, until: Option<DateTime<Utc>>) {
        if let Some(account) = identity.of(feed) {
            self.push(Job::Wait { account: account.clone(), feed, until });
        }
    }

    /// Gives up every lease of `holder`, so that another instance can take over at once.
    pub fn release(&self, holder: &str) {
        self.push(Job::Release { holder: holder.to_owned() });
    }

    /// Answers once everything that was asked before is on disk, or has failed (which was reported).
    pub fn flush(&self, reply: impl FnOnce() + Send + 'static) {
        self.push(Job::Flush { reply: Box::new(|()| reply()) });
    }

    /// Ends the store, for every clone: takes nothing more in and waits, at most this long, until all that
    /// was asked before is done and the file closed. Whether it was.
    pub fn close(self, within: Duration) -> bool {
        self.handle.queue.close();
        self.handle.queue.wait_for_end(within)
    }

    pub(super) fn push(&self, job: Job) {
        self.handle.queue.push(job);
    }
}
