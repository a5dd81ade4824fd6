//! Opens the file for reading, even if nothing may be written next to it.

use std::{
    fs::{self, Metadata},
    io::Read as _,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

#[cfg(unix)]
use percent_encoding::{AsciiSet, CONTROLS, percent_encode};
use rusqlite::{Connection, OpenFlags};

use super::{
    regular, schema,
    trouble::{Result, Trouble},
};
use crate::files;

/// Opens the file, if there is one. Nothing is written to it, and `busy` is the longest wait for another program's
/// lock.
pub(crate) fn open(file: &Path, busy: Duration) -> Result<Option<Connection>> {
    if !regular::exists(file)? {
        return Ok(None);
    }
    let opened = regular::exists_with_companions(file).and_then(|_| connect(file, OpenFlags::empty(), busy));
    // SQLite needs shared memory next to a file in WAL mode, and cannot create it in a read-only folder.
    // Without a log everything ever written is in the file itself, and nothing else is needed to read it.
    match opened {
        Err(Trouble::ReadOnly | Trouble::Unusable { .. } | Trouble::NotAFile) if !regular::has_log(file) => {
            connect_to_unchanging(file).map(Some)
        }
        opened => opened.map(Some),
    }
}

/// A file that no instance has open, as it was then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AtRest {
    changed_at: Option<SystemTime>,
    length: u64,
}

impl AtRest {
    /// Present if no instance has the file open. An open one in WAL mode has a log and shared memory next to it; in any
    /// other mode only locks would tell.
    pub(crate) fn of(file: &Path) -> Option<Self> {
        // Its mode is in byte 18 of its header.
        const WAL: u8 = 2;
        let mut header = [0; 19];
        let mut open = files::open(file).ok()?;
        open.read_exact(&mut header).ok()?;
        if header.last() != Some(&WAL) || regular::has_companions(file) {
            return None;
        }
        open.metadata().ok().as_ref().map(Self::from)
    }

    /// Whether it still is as it was then, and no instance has begun to log changes.
    pub(crate) fn holds(self, file: &Path) -> bool {
        !regular::has_log_file(file) && fs::metadata(file).is_ok_and(|now| Self::from(&now) == self)
    }

    /// Opens the file without locks, so that no log and no shared memory are created to read it. What was read is good
    /// if it still [`Self::holds`] afterwards.
    pub(crate) fn open(file: &Path) -> Result<(Self, Connection)> {
        let at_rest = Self::of(file).ok_or(Trouble::Busy)?;
        Ok((at_rest, connect_to_unchanging(file)?))
    }
}

impl From<&Metadata> for AtRest {
    fn from(metadata: &Metadata) -> Self {
        Self { changed_at: metadata.modified().ok(), length: metadata.len() }
    }
}

fn connect_to_unchanging(file: &Path) -> Result<Connection> {
    connect(&immutable(file), OpenFlags::SQLITE_OPEN_URI, Duration::ZERO)
}

fn connect(file: &Path, flags: OpenFlags, busy: Duration) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(busy)?;
    // The first read opens the files next to it.
    schema::version(&connection)?;
    Ok(connection)
}

/// The file as a URI that lets SQLite assume that nothing changes it. Reserved characters are escaped.
#[cfg(unix)]
fn immutable(file: &Path) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;

    const RESERVED: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');
    format!("file:{}?immutable=1", percent_encode(file.as_os_str().as_bytes(), RESERVED)).into()
}

#[cfg(not(unix))]
fn immutable(file: &Path) -> PathBuf {
    file.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::regular::with_suffix;

    /// A file in WAL mode, closed properly, for which no shared memory can be created, not even by root: a
    /// folder has its name.
    fn without_shared_memory(name: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        let mut connection = Connection::open(&file).unwrap();
        schema::migrate(&mut connection).unwrap();
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        connection.execute("INSERT INTO last_known VALUES ('p', 's', 'f', 'models', 1, '')", []).unwrap();
        drop(connection);
        fs::create_dir(with_suffix(&file, "-shm")).unwrap();
        (folder, file)
    }

    #[test]
    fn a_file_without_a_log_needs_no_shared_memory() {
        for name in ["quotatop.db", "a b.db", "50%25.db", "what?immutable=0", "a#b", "通义\u{7}.db"] {
            let (_folder, file) = without_shared_memory(name);
            let connection = open(&file, Duration::ZERO).unwrap().unwrap();
            let rows = connection.query_row("SELECT count(*) FROM last_known", [], |row| row.get(0));
            assert_eq!(rows, Ok(1_i64), "{name}");
        }
    }

    #[test]
    fn a_file_is_at_rest_while_no_instance_has_it_open_and_reading_it_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("quotatop.db");
        assert_eq!(AtRest::of(&file), None, "there is none");
        let mut writer = Connection::open(&file).unwrap();
        schema::migrate(&mut writer).unwrap();
        assert_eq!(AtRest::of(&file), None, "only locks would tell");
        writer.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        schema::version(&writer).unwrap();
        assert_eq!(AtRest::of(&file), None, "it is open");
        drop(writer);

        let (at_rest, reader) = AtRest::open(&file).unwrap();
        let rows = |reader: &Connection| {
            reader.query_row("SELECT count(*) FROM last_known", [], |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!(rows(&reader), 0);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(AtRest::of(&file) == Some(at_rest) && at_rest.holds(&file));

        let writer = Connection::open(&file).unwrap();
        writer.execute("INSERT INTO last_known VALUES ('p', 's', 'f', 'models', 1, '')", []).unwrap();
        assert!(AtRest::open(&file).is_err() && !at_rest.holds(&file));
        drop(writer);
        assert!(AtRest::of(&file).is_some() && !at_rest.holds(&file), "it was changed");
        fs::write(with_suffix(&file, "-journal"), "").unwrap();
        assert_eq!(AtRest::of(&file), None);
    }

    #[test]
    fn a_file_is_not_read_without_its_unreadable_log() {
        let (_folder, file) = without_shared_memory("quotatop.db");
        fs::write(with_suffix(&file, "-wal"), "changes").unwrap();
        assert_eq!(open(&file, Duration::ZERO).err(), Some(Trouble::NotAFile));
    }
}
