//! Whether a path leads to a regular file. SQLite would wait for ever for the other end of a pipe.

use std::{
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::trouble::{Result, Trouble};

/// The files that SQLite keeps next to a database and opens with it.
pub(crate) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Whether the file exists.
///
/// # Errors
/// Something that is not a regular file has its name.
pub(crate) fn exists(file: &Path) -> Result<bool> {
    match fs::metadata(file) {
        Ok(metadata) if metadata.is_file() => Ok(true),
        Ok(_) => Err(Trouble::NotAFile),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether there may be something to read. An inaccessible path is not an empty store.
pub fn may_exist(file: &Path) -> bool {
    !matches!(exists(file), Ok(false))
}

/// Like [`exists`], but its companions have to be regular files too: SQLite opens them for writing.
pub(crate) fn exists_with_companions(file: &Path) -> Result<bool> {
    for companion in COMPANIONS {
        exists(&with_suffix(file, companion))?;
    }
    exists(file)
}

/// Whether there is anything next to the file that SQLite opens with it.
pub(crate) fn has_companions(file: &Path) -> bool {
    COMPANIONS.into_iter().any(|companion| !matches!(exists(&with_suffix(file, companion)), Ok(false)))
}

/// Whether there is a log next to the file, even an empty one: an instance has it open.
pub(crate) fn has_log_file(file: &Path) -> bool {
    !matches!(exists(&with_suffix(file, "-wal")), Ok(false))
}

/// Whether a log may contain changes that are not in the file yet.
pub(crate) fn has_log(file: &Path) -> bool {
    ["-wal", "-journal"].into_iter().any(|log| {
        fs::metadata(with_suffix(file, log)).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
    })
}

pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    name.into()
}
