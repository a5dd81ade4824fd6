//! The file on disk: read once, with a limit, never written.

use std::{
    fmt,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::{
    Config,
    parse::{of_bytes, parse},
    problem::{Accepted, Problem},
    text::{self, listed},
    theme,
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
    /// Every problem, a line each.
    pub fn lines(&self) -> Vec<String> {
        self.to_string().lines().map(str::to_owned).collect()
    }

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

impl fmt::Display for LoadError {
    /// One line for each problem, every one of them with the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = text::on_one_line(&self.path().to_string_lossy());
        match self {
            Self::Unreadable { error, .. } => write!(f, "{path}: cannot be read: {error}"),
            Self::TooLarge { .. } => {
                write!(f, "{path}: larger than {MAX_BYTES} bytes; this is no configuration")
            }
            Self::ThemeName { .. } => write!(
                f,
                "{path}: no theme can have this name; use {}, other than {} and {}",
                Accepted::ProfileName,
                theme::AUTO,
                listed(&theme::BUILTIN, "and")
            ),
            Self::Wrong { problems, .. } => {
                for (index, problem) in problems.iter().enumerate() {
                    let end = if index == 0 { "" } else { "\n" };
                    write!(f, "{end}{path}:{problem}")?;
                }
                Ok(())
            }
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
