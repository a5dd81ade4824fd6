//! Whole snapshots from a file, or one from a stream. Never writes.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Clock, Fetching, Source, off_loop::off_loop};
use crate::domain::{Cause, Fetched, Request, Response};

pub mod document;
mod file;
mod stream;

use file::{Fingerprint, fingerprint};
pub use stream::Stream;

/// A source of whole snapshots. Clones share the state of the file.
#[derive(Clone)]
pub struct SnapshotSource(Arc<Origin>);

/// Where the snapshots come from.
enum Origin {
    File { path: PathBuf, clock: Clock, seen: Mutex<Seen> },
    Stream { stream: Stream, clock: Clock, was_given: Mutex<bool> },
}

/// The result of the last look at the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// It was never looked at.
    Nothing,
    /// It could be read.
    Good(Fingerprint),
    /// It could not be read; absent where it was not even there.
    Bad(Option<Fingerprint>),
}

impl SnapshotSource {
    /// The snapshot in the file at `path`, as it is at each request.
    pub fn file(path: PathBuf, clock: Clock) -> Self {
        Self(Arc::new(Origin::File { path, clock, seen: Mutex::new(Seen::Nothing) }))
    }

    /// The snapshot in a stream, which never changes.
    pub fn stream(stream: Stream, clock: Clock) -> Self {
        Self(Arc::new(Origin::Stream { stream, clock, was_given: Mutex::new(false) }))
    }

    /// Reads at once, on this thread: for the first frame. [`Response::Unchanged`] if the last answer is
    /// still valid; a failed read is repeated.
    pub fn read_now(&self) -> Fetched {
        self.answer().into()
    }

    /// Whether there may be a new answer. Costs one look at the file's metadata.
    pub fn has_changed(&self) -> bool {
        match &*self.0 {
            Origin::File { path, seen, .. } => match *lock(seen) {
                Seen::Nothing => true,
                Seen::Good(last) => fingerprint(path) != Some(last),
                Seen::Bad(last) => fingerprint(path) != last,
            },
            Origin::Stream { was_given, .. } => !*lock(was_given),
        }
    }

    fn answer(&self) -> Result<Response, Cause> {
        match &*self.0 {
            Origin::File { path, clock, seen } => {
                let mut seen = lock(seen);
                let found = fingerprint(path);
                if matches!(*seen, Seen::Good(last) if found == Some(last)) {
                    return Ok(Response::Unchanged);
                }
                // The fingerprint is older than what is read: a change in between is noticed next time.
                *seen = Seen::Bad(found);
                let snapshot = file::read(path, clock())?;
                *seen = found.map_or(Seen::Nothing, Seen::Good);
                Ok(Response::Snapshot(Box::new(snapshot)))
            }
            Origin::Stream { stream, clock, was_given } => {
                let snapshot = stream.read(&**clock)?;
                let was_given = std::mem::replace(&mut *lock(was_given), true);
                Ok(if was_given { Response::Unchanged } else { Response::Snapshot(Box::new(snapshot)) })
            }
        }
    }
}

impl Source for SnapshotSource {
    fn fetch(&self, request: Request) -> Fetching {
        if request != Request::Snapshot {
            return Box::pin(std::future::ready(Ok(Response::empty(&request)).into()));
        }
        let source = self.clone();
        Box::pin(async move {
            let reading = off_loop("snapshot", move || source.read_now());
            reading.await.unwrap_or_else(|error| Err(Cause::Internal { detail: error.to_string() }).into())
        })
    }
}

/// Nothing here is left half-done by a panic, so a poisoned lock is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
