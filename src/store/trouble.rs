//! What can be wrong with the file, told from SQLite's errors. Facts only; `words` makes sentences of them.

use std::{io, path::PathBuf};

use rusqlite::{Error, ErrorCode};

/// Why the file could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Another program kept it locked for longer than we wait.
    Busy,
    /// Its content is not what we wrote. The store's thread sets it aside.
    Damaged {
        /// What SQLite said, one line.
        detail: String,
    },
    /// A newer quotatop wrote it; it is left alone.
    TooNew {
        /// The file's schema.
        found: i64,
        /// The newest schema that we know.
        known: i64,
    },
    /// It cannot be opened, read or written (permissions, a full or failing disk).
    Unusable {
        /// What the system said, one line.
        detail: String,
    },
}

/// What the store's thread has to tell. Each is told once, not at every attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A damaged file was renamed, and a new one begun.
    DamagedSetAside {
        /// The file.
        from: PathBuf,
        /// Its new name.
        to: PathBuf,
    },
    /// A newer quotatop wrote the file; this one neither reads nor writes it.
    TooNew {
        /// The file's schema.
        found: i64,
        /// The newest schema that we know.
        known: i64,
    },
    /// Nothing can be kept for now; every further job tries again.
    Unusable {
        /// What the system said, one line.
        detail: String,
    },
    /// After [`Notice::Unusable`]: it works again.
    UsableAgain,
}

impl Trouble {
    pub(super) fn damaged(detail: &impl ToString) -> Self {
        Self::Damaged { detail: one_line(detail) }
    }

    pub(super) fn unusable(detail: &impl ToString) -> Self {
        Self::Unusable { detail: one_line(detail) }
    }

    pub(super) fn notice(self) -> Notice {
        match self {
            Self::Busy => Notice::Unusable { detail: "database is locked".to_owned() },
            Self::TooNew { found, known } => Notice::TooNew { found, known },
            Self::Damaged { detail } | Self::Unusable { detail } => Notice::Unusable { detail },
        }
    }
}

impl From<Error> for Trouble {
    /// Our statements are fixed, so an SQL error, a broken constraint or a value of another type can only
    /// mean that the file's content is not what we wrote.
    fn from(error: Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            None
            | Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::ConstraintViolation
                | ErrorCode::TypeMismatch
                | ErrorCode::TooBig
                | ErrorCode::Unknown,
            ) => Self::damaged(&error),
            Some(_) => Self::unusable(&error),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::unusable(&error)
    }
}

fn one_line(detail: &impl ToString) -> String {
    detail.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
