//! The one read before the first frame: read-only, no migration, no check, and no long wait. It mends
//! nothing; what it cannot read, the store's thread looks after.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use super::{Identity, Trouble, last_known, schema};
use crate::domain::LastKnown;

/// How long to wait for another program's lock.
const BUSY: Duration = Duration::from_millis(50);

/// What could be read before the first frame.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Peek {
    /// The last known data; empty where there are none.
    pub known: LastKnown,
    /// Why nothing could be read; absent where all is well, or no file is there.
    pub trouble: Option<Trouble>,
}

/// Reads what is known of this identity.
pub fn peek(file: &Path, identity: &Identity) -> Peek {
    match read(file, identity) {
        Ok(known) => Peek { known, trouble: None },
        Err(trouble) => Peek { known: LastKnown::default(), trouble: Some(trouble) },
    }
}

fn read(file: &Path, identity: &Identity) -> Result<LastKnown, Trouble> {
    if !file.try_exists()? {
        return Ok(LastKnown::default());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    match schema::version(&connection)? {
        // Nothing was written yet, or the thread has to bring it up to date first.
        0..schema::READABLE => Ok(LastKnown::default()),
        schema::READABLE..schema::KNOWN => last_known::read(&connection, identity),
        _ => schema::check(&connection).and_then(|()| last_known::read(&connection, identity)),
    }
}
