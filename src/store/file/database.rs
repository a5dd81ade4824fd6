//! The open file: how it is opened, and the two kinds of transaction. Used only by the store's thread.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::{check, regular, schema, trouble::Result};
use crate::{files, store::bills::KnownIds};

/// How long to wait for another program's lock, each time it is tried.
const BUSY: Duration = Duration::from_millis(500);

/// An open connection and its file: the name may come to mean another one.
pub(crate) struct Database {
    connection: Connection,
    file: Option<FileId>,
    /// Whether the file had a log when it was opened: the last exit was not clean, or another instance runs.
    had_log: bool,
    known_ids: KnownIds,
}

/// Where data are stored.
pub(crate) enum Location {
    /// In a file, across runs.
    File(PathBuf),
    /// In memory: they are gone with the connection.
    Memory,
}

impl Database {
    pub(crate) fn open(location: &Location) -> Result<Self> {
        match location {
            Location::File(file) => Self::open_file(file),
            Location::Memory => Self::open_in_memory(),
        }
    }

    /// Opens an empty one in memory.
    pub(crate) fn open_in_memory() -> Result<Self> {
        Self::in_memory(Connection::open_in_memory()?)
    }

    /// Wraps a connection to a database in memory, which may be a copy of a file.
    pub(crate) fn in_memory(mut connection: Connection) -> Result<Self> {
        // No temporary files either.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        schema::migrate(&mut connection)?;
        Ok(Self { connection, file: None, had_log: false, known_ids: KnownIds::default() })
    }

    /// Opens the file or creates it (readable only by its owner), and migrates its schema.
    fn open_file(file: &Path) -> Result<Self> {
        if !regular::exists_with_companions(file)? {
            if let Some(folder) = file.parent() {
                files::create_private_folder(folder)?;
            }
            // Its log and shared memory inherit its mode. A file that another instance has created meanwhile
            // must not be opened here: closing it would release the locks that this process has on it.
            match files::create_private(file) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
                _ => {}
            }
        }
        let had_log = regular::has_log(file);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(BUSY)?;
        schema::migrate(&mut connection)?;
        // Readers and the writer do not block each other. Without shared memory (some network file systems)
        // the mode stays as it is: slower, but correct. If another instance sets up the same new file at this
        // moment, SQLite does not wait for it, and that instance changes the mode for both.
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
            other => other?,
        }
        // A commit survives the end of the process at once, a power cut from the next checkpoint on.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        // A short log is quick to read before the first frame; a small cache suffices for whole rows.
        connection.pragma_update_and_check(None, "wal_autocheckpoint", 128, |_| Ok(()))?;
        connection.pragma_update(None, "cache_size", -256)?;
        Ok(Self { connection, file: file_id(file), had_log, known_ids: KnownIds::default() })
    }

    pub(crate) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Whether the open file is still at this location: it may have been renamed or deleted meanwhile.
    pub(crate) fn is_at(&self, location: &Location) -> bool {
        match location {
            Location::File(file) => self.file == file_id(file),
            Location::Memory => true,
        }
    }

    /// Looks for damage, if that is due, until `stop` returns true. Returns when it is due next; `None` if it
    /// was stopped.
    pub(crate) fn check(
        &mut self,
        now: i64,
        stop: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Option<i64>> {
        let due_at = check::due_at(&self.connection, now)?;
        if !self.had_log && now < due_at {
            return Ok(Some(due_at));
        }
        if !check::run(&mut self.connection, stop)? {
            return Ok(None);
        }
        self.had_log = false;
        self.write(|file| check::save(file, now)).map(Some)
    }

    /// Reads in one transaction.
    pub(crate) fn read<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let transaction = self.connection.transaction()?;
        schema::check(&transaction)?;
        work(&transaction)
    }

    /// Reads and writes in one transaction that no other write can come between.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let transaction = self.begin_writing()?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// [`Self::write`], with the ids that this file has given to what an import refers to.
    pub(crate) fn write_bills<T>(
        &mut self,
        work: impl FnOnce(&Connection, &mut KnownIds) -> Result<T>,
    ) -> Result<T> {
        // What is not committed has no ids.
        let mut known = std::mem::take(&mut self.known_ids);
        let done = self.write(|file| work(file, &mut known))?;
        self.known_ids = known;
        Ok(done)
    }

    fn begin_writing(&mut self) -> Result<Transaction<'_>> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        schema::check(&transaction)?;
        Ok(transaction)
    }
}

/// Device and inode.
type FileId = (u64, u64);

#[cfg(unix)]
fn file_id(file: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(file).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Elsewhere an open file cannot be renamed.
#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<FileId> {
    None
}
