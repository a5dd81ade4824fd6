//! Why bills could not be saved or read.

use crate::store::file::trouble::Trouble;

/// Why bills could not be saved or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// Too much is queued already, or the store is closed: nothing was saved. A caller may retry after an
    /// earlier answer.
    Refused,
    /// The file could not be written. The days before the one that failed are saved; saving them again
    /// changes nothing.
    Trouble(Trouble),
}
