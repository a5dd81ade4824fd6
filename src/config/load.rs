//! The file on disk: read once, with a limit, never written.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::{
    Config, Problem,
    parse::{of_bytes, parse},
};
use crate::{domain::key::Bindable, files};

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
    let bytes = match files::read_bounded(path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            return Err(LoadError::TooLarge { path: path.to_owned() });
        }
        Err(error) => return Err(LoadError::Unreadable { path: path.to_owned(), error }),
    };
    match of_bytes(&bytes, parse) {
        Ok(meant) => Ok(Some(meant)),
        Err(problems) => Err(LoadError::Wrong { path: path.to_owned(), problems }),
    }
}
