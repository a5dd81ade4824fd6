//! The read before the first frame: read-only, without migrations, checks or long waits. It repairs nothing;
//! the store's thread handles damage.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{
    alerts, calls, clock,
    file::{
        read_only::{self, AtRest},
        schema,
        trouble::{Result, Trouble},
    },
    history,
    identity::Identity,
    last_known,
};
use crate::domain::{
    Dated, LastKnown, ModelName,
    calls::{CallRange, Calls},
    clock::Comparison,
    forecast::Seen,
};

/// How long to wait for another program's lock.
const BUSY: Duration = Duration::from_millis(50);

/// The result of the read before the first frame.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Peek {
    /// The last known data; empty where there are none.
    pub known: LastKnown,
    /// Why nothing could be read; absent if all is well, or if there is no file.
    pub trouble: Option<Trouble>,
}

/// The file while it is read: all of it in one transaction, so that what is read fits together.
#[derive(Debug)]
pub struct PeekFile {
    file: PathBuf,
    connection: Connection,
    /// Present if it is read without locks.
    at_rest: Option<AtRest>,
}

impl PeekFile {
    /// Opens the file, if there is one with something in it that can be read.
    pub fn open(file: &Path) -> Result<Option<Self>, Trouble> {
        match AtRest::open(file) {
            Ok((at_rest, connection)) => Self::begin(file, connection, Some(at_rest)),
            // Another instance has it open, or whatever is wrong is said by opening it with locks.
            Err(_) => Self::open_with_locks(file),
        }
    }

    fn open_with_locks(file: &Path) -> Result<Option<Self>> {
        match read_only::open(file, BUSY)? {
            Some(connection) => Self::begin(file, connection, None),
            None => Ok(None),
        }
    }

    fn begin(file: &Path, connection: Connection, at_rest: Option<AtRest>) -> Result<Option<Self>> {
        connection.execute_batch("BEGIN")?;
        match schema::version(&connection)? {
            // Nothing was written yet, or the thread has to migrate it first.
            0..schema::READABLE => return Ok(None),
            schema::READABLE..schema::KNOWN => {}
            _ => schema::check(&connection)?,
        }
        Ok(Some(Self { file: file.to_owned(), connection, at_rest }))
    }

    /// The saved comparison of this machine's clock with the servers', if readable.
    pub fn clock(&self) -> Option<Comparison> {
        clock::read(&self.connection).ok()?
    }

    /// The last known data of each of these identities, in their order, as far as they can be read; and why not all
    /// can.
    pub fn last_known<'a>(
        &mut self,
        identities: impl IntoIterator<Item = &'a Identity> + Clone,
    ) -> (Vec<LastKnown>, Option<Trouble>) {
        let read = read_each(&self.connection, identities.clone());
        if self.holds() {
            return read;
        }
        match Self::open_with_locks(&self.file) {
            Ok(Some(opened)) => {
                *self = opened;
                read_each(&self.connection, identities)
            }
            Ok(None) => (Vec::new(), None),
            Err(trouble) => (Vec::new(), Some(trouble)),
        }
    }

    /// The figures of a model since `since`, as [`super::Store::read_history`] reads them.
    pub fn history(
        &self,
        identity: &Identity,
        model: &ModelName,
        since: DateTime<Utc>,
    ) -> Result<Vec<Seen>, Trouble> {
        self.read(|file| history::read_one(file, identity, model, since))
    }

    /// The calls of a range, if any are stored; an error if they are too many to be read now.
    pub fn calls(&self, identity: &Identity, range: CallRange) -> Result<Option<Dated<Arc<Calls>>>, Trouble> {
        self.read(|file| calls::read_at_once(file, identity, range))
    }

    /// Reads what only has this form in a file of the current version: last known data keep theirs, all else has to be
    /// migrated first.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        schema::check(&self.connection)?;
        let read = read(&self.connection)?;
        if self.holds() { Ok(read) } else { Err(Trouble::Busy) }
    }

    /// Whether what was read is good: no other instance has begun to use the file without our locks.
    fn holds(&self) -> bool {
        self.at_rest.is_none_or(|at_rest| at_rest.holds(&self.file))
    }
}

/// Reads the last known data of this identity.
pub fn peek(file: &Path, identity: &Identity) -> Peek {
    let (known, trouble) = peek_each(file, [identity]);
    Peek { known: known.into_iter().next().unwrap_or_default(), trouble }
}

/// Reads the last known data of each of these identities, in their order; and why not all could be read.
pub fn peek_each<'a>(
    file: &Path,
    identities: impl IntoIterator<Item = &'a Identity> + Clone,
) -> (Vec<LastKnown>, Option<Trouble>) {
    match PeekFile::open(file) {
        Ok(Some(mut file)) => file.last_known(identities),
        Ok(None) => (Vec::new(), None),
        Err(trouble) => (Vec::new(), Some(trouble)),
    }
}

/// The saved comparison of this machine's clock with the servers', if readable.
pub fn peek_clock(file: &Path) -> Option<Comparison> {
    PeekFile::open(file).ok()??.clock()
}

fn read_each<'a>(
    connection: &Connection,
    identities: impl IntoIterator<Item = &'a Identity>,
) -> (Vec<LastKnown>, Option<Trouble>) {
    let mut known = Vec::new();
    for identity in identities {
        match read(connection, identity) {
            Ok(read) => known.push(read),
            Err(trouble) => return (known, Some(trouble)),
        }
    }
    (known, None)
}

fn read(connection: &Connection, identity: &Identity) -> Result<LastKnown> {
    let known = last_known::read(connection, identity)?;
    let Some(profile) = identity.profile() else { return Ok(known) };
    // Whatever is wrong with alerts keeps no quota from being shown.
    let alerts = alerts::read_active(connection, profile).unwrap_or_default();
    Ok(LastKnown { alerts, ..known })
}
