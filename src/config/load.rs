//! The file on disk: read once, with a limit, never written.

use std::{
    fs::File,
    io::{self, ErrorKind, Read as _},
    path::{Path, PathBuf},
};

use super::{
    Config, Problem,
    parse::{of_bytes, parse},
};
use crate::domain::key::Bindable;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 1 << 20;

/// Why there is a file but no configuration. Its `Display` is one line for each problem.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The system does not let us read it.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said. Part of `Display`, so it is no `source` of its own.
        error: io::Error,
    },
    /// It is larger than [`MAX_BYTES`].
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It was read, and something in it is wrong.
    Wrong {
        /// The file.
        path: PathBuf,
        /// Every problem, in the order of the file; never empty.
        problems: Vec<Problem>,
    },
    /// A theme's file has a name that no theme can have, or that of a theme that comes with the program.
    ThemeName {
        /// The file.
        path: PathBuf,
    },
}

impl LoadError {
    /// The file that it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. }
            | Self::TooLarge { path }
            | Self::Wrong { path, .. }
            | Self::ThemeName { path } => path,
        }
    }
}

/// Reads the configuration at `path`, in which keys may be bound to these actions; `None` where there is no such
/// file. Relative files in it are taken from its own folder.
///
/// # Errors
/// Where the file is there, but cannot be read or is not accepted.
pub fn load(path: &Path, actions: &[Bindable]) -> Result<Option<Config>, LoadError> {
    let config = file(path, |text| parse(text, actions))?;
    Ok(config.map(|config| config.within(path.parent().unwrap_or(Path::new("")))))
}

/// What `parse` makes of the file at `path`; `None` where there is none.
pub(super) fn file<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, Vec<Problem>>,
) -> Result<Option<T>, LoadError> {
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LoadError::Unreadable { path: path.to_owned(), error }),
    };
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(LoadError::TooLarge { path: path.to_owned() });
    }
    match of_bytes(&bytes, parse) {
        Ok(meant) => Ok(Some(meant)),
        Err(problems) => Err(LoadError::Wrong { path: path.to_owned(), problems }),
    }
}

/// At most one byte more than is accepted, whatever the file's size says (it may be a pipe).
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
