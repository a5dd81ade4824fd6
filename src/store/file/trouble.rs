//! What can be wrong with the file, derived from SQLite's errors.

use std::io;

use rusqlite::{
    Error, ErrorCode,
    ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHORT_READ},
};

use crate::domain::StoreReason;

/// The outcome of work with the file.
pub(crate) type Result<T, E = Trouble> = std::result::Result<T, E>;

/// Why the file could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Another program had it locked for longer than we wait.
    Busy,
    /// Its content is not ours. The store's thread sets it aside.
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
    /// There is no space left for it.
    Full,
    /// It may not be opened for writing.
    ReadOnly,
    /// Its name belongs to something else: a folder, a pipe, a device.
    NotAFile,
    /// It cannot be opened, read or written for any other reason.
    Unusable {
        /// What the system said, one line.
        detail: String,
    },
}

impl Trouble {
    pub(crate) fn damaged(detail: &impl ToString) -> Self {
        Self::Damaged { detail: one_line(detail) }
    }

    pub(crate) fn unusable(detail: &impl ToString) -> Self {
        Self::Unusable { detail: one_line(detail) }
    }

    /// The reason shown to the user.
    pub fn reason(&self) -> StoreReason {
        match self {
            Self::Busy => StoreReason::Locked,
            Self::TooNew { .. } => StoreReason::TooNew,
            Self::Full => StoreReason::Full,
            Self::ReadOnly => StoreReason::ReadOnly,
            Self::NotAFile => StoreReason::NotAFile,
            Self::Damaged { .. } => StoreReason::Damaged,
            Self::Unusable { detail } => StoreReason::Other { detail: detail.clone() },
        }
    }
}

impl From<Error> for Trouble {
    /// Our statements are fixed, so an SQL error, a violated constraint or a value of another type can only
    /// mean that the file's content is not what we wrote.
    fn from(error: Error) -> Self {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        // A file that ends too early.
        let is_cut = extended == Some(SQLITE_IOERR_SHORT_READ);
        match error.sqlite_error_code().filter(|_| !is_cut) {
            // On a full disk the shared memory next to the file cannot grow.
            Some(_) if extended == Some(SQLITE_IOERR_SHMSIZE) => Self::Full,
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
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(_) => Self::unusable(&error),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::unusable(&error),
        }
    }
}

fn one_line(detail: &impl ToString) -> String {
    detail.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
