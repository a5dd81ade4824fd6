//! Reading the file: once, up to a limit.

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

/// Why an existing file cannot be used. Its `Display` is one line for each problem.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// `error` is part of `Display`, and so not a `source`.
    Unreadable { path: PathBuf, error: io::Error },
    /// Larger than [`MAX_BYTES`].
    TooLarge { path: PathBuf },
    /// Every problem, in the order of the file; never empty.
    Wrong { path: PathBuf, problems: Vec<Problem> },
    /// A theme's file has a name that no theme can have, or that of a built-in theme.
    ThemeName { path: PathBuf },
}

impl LoadError {
    pub fn lines(&self) -> Vec<String> {
        self.to_string().lines().map(str::to_owned).collect()
    }

    fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. }
            | Self::TooLarge { path }
            | Self::Wrong { path, .. }
            | Self::ThemeName { path } => path,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = text::on_one_line(&self.path().to_string_lossy());
        match self {
            Self::Unreadable { error, .. } => write!(f, "{path}: cannot be read: {error}"),
            Self::TooLarge { .. } => {
                write!(f, "{path}: larger than {MAX_BYTES} bytes; not a configuration file")
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

/// Reads the configuration at `path`, in which keys may be bound to these actions; `None` if there is no such
/// file. Relative paths in it are resolved against its folder.
pub fn load(path: &Path, actions: &[Bindable]) -> Result<Option<Config>, LoadError> {
    let config = file(path, |text| parse(text, actions))?;
    Ok(config.map(|config| config.within(path.parent().unwrap_or(Path::new("")))))
}

/// Reads and parses the file at `path`; `None` if there is none.
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
    let parsed =
        of_bytes(&bytes, parse).map_err(|problems| LoadError::Wrong { path: path.to_owned(), problems });
    parsed.map(Some)
}
