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
pub(super) const BUSY: Duration = Duration::from_millis(50);

/// The result of the read before the first frame.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Peek {
    /// The last known data; empty where there are none.
    pub known: LastKnown,
    /// Why nothing could be read; absent if all is well, or if there is no file.
    pub trouble: Option<Trouble>,
}

/// The file while it is read for the first frame: all of it in one transaction, so that what is read fits together.
#[derive(Debug)]
pub struct PeekFile {
    file: PathBuf,
    connection: Connection,
    /// Present if it is read without locks.
    at_rest: Option<AtRest>,
    version: i64,
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
        let version = schema::version(&connection)?;
        match version {
            // Nothing was written yet, or the thread has to migrate it first.
            0..schema::READABLE => return Ok(None),
            schema::READABLE..schema::KNOWN => {}
            _ => schema::check(&connection)?,
        }
        Ok(Some(Self { file: file.to_owned(), connection, at_rest, version }))
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
        if self.at_rest.is_none() || AtRest::of(&self.file) == self.at_rest {
            return read;
        }
        // Another instance has begun to use it.
        match Self::open_with_locks(&self.file) {
            Ok(Some(opened)) => {
                *self = opened;
                read_each(&self.connection, identities)
            }
            Ok(None) => (Vec::new(), None),
            Err(trouble) => (Vec::new(), Some(trouble)),
        }
    }

    /// The figures of a model since `since`, as [`super::Store::read_history`] reads them; absent if they cannot be
    /// read.
    pub fn history(&self, identity: &Identity, model: &ModelName, since: DateTime<Utc>) -> Option<Vec<Seen>> {
        self.is_current().then(|| history::read_one(&self.connection, identity, model, since).ok())?
    }

    /// The calls of a range, if any are stored; the outer one absent if that cannot be said.
    pub fn calls(&self, identity: &Identity, range: CallRange) -> Option<Option<Dated<Arc<Calls>>>> {
        self.is_current().then(|| calls::read_stored(&self.connection, identity, range).ok())?
    }

    /// Last known data keep their form; all else of an older version has to be migrated before it can be read.
    const fn is_current(&self) -> bool {
        self.version == schema::KNOWN
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
