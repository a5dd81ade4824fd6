//! What is in the place of the file. SQLite would wait for ever for the other end of a pipe.

use std::{
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::Trouble;

/// What SQLite keeps beside a file, and opens with it.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Whether the file is there.
///
/// # Errors
/// Where something that is not a regular file is in its place.
pub(super) fn exists(file: &Path) -> Result<bool, Trouble> {
    match fs::metadata(file) {
        Ok(metadata) if metadata.is_file() => Ok(true),
        Ok(_) => Err(Trouble::NotAFile),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether there may be something to read. What is in the place, or on the way to it, and is not to be looked into, is not
/// an empty store.
pub fn may_exist(file: &Path) -> bool {
    !matches!(exists(file), Ok(false))
}

/// The same as [`exists`], where the files beside it have to be regular ones too: to write, SQLite opens them.
pub(super) fn exists_with_companions(file: &Path) -> Result<bool, Trouble> {
    for companion in COMPANIONS {
        exists(&beside(file, companion))?;
    }
    exists(file)
}

/// Whether changes may be in a log beside the file that are not in it yet.
pub(super) fn has_log(file: &Path) -> bool {
    ["-wal", "-journal"].into_iter().any(|log| {
        fs::metadata(beside(file, log)).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
    })
}

/// The path of a file beside this one.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    name.into()
}
