//! The read before the first frame: read-only, without migrations, checks or long waits. It repairs nothing;
//! the store's thread handles damage.

use std::{path::Path, time::Duration};

use rusqlite::Connection;

use super::{
    alerts, clock,
    file::{
        read_only, schema,
        trouble::{Result, Trouble},
    },
    identity::Identity,
    last_known,
};
use crate::domain::{LastKnown, clock::Comparison};

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

/// Reads the last known data of this identity.
pub fn peek(file: &Path, identity: &Identity) -> Peek {
    let (known, trouble) = peek_each(file, [identity]);
    Peek { known: known.into_iter().next().unwrap_or_default(), trouble }
}

/// Reads the last known data of each of these identities, in their order; and why not all could be read.
pub fn peek_each<'a>(
    file: &Path,
    identities: impl IntoIterator<Item = &'a Identity>,
) -> (Vec<LastKnown>, Option<Trouble>) {
    let mut known = Vec::new();
    let read = open(file).and_then(|connection| {
        let Some(connection) = connection else { return Ok(()) };
        for identity in identities {
            known.push(read(&connection, identity)?);
        }
        Ok(())
    });
    (known, read.err())
}

fn read(connection: &Connection, identity: &Identity) -> Result<LastKnown> {
    let known = last_known::read(connection, identity)?;
    let Some(profile) = identity.profile() else { return Ok(known) };
    // Whatever is wrong with alerts keeps no quota from being shown.
    let alerts = alerts::read_active(connection, profile).unwrap_or_default();
    Ok(LastKnown { alerts, ..known })
}

/// The saved comparison of this machine's clock with the servers', if readable.
pub fn peek_clock(file: &Path) -> Option<Comparison> {
    clock::read(&open(file).ok()??).ok()?
}

/// Opens the file, if there is one with something in it that can be read.
fn open(file: &Path) -> Result<Option<Connection>> {
    let Some(connection) = read_only::open(file, BUSY)? else { return Ok(None) };
    match schema::version(&connection)? {
        // Nothing was written yet, or the thread has to migrate it first.
        0..schema::READABLE => Ok(None),
        schema::READABLE..schema::KNOWN => Ok(Some(connection)),
        _ => schema::check(&connection).map(|()| Some(connection)),
    }
}
