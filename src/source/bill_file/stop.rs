//! Why reading stopped before the end: nothing is known of any file then.

use std::io;

/// Why not all files were read.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Lines that wait for their day could not be written or read.
    #[error("{0}")]
    Disk(#[from] io::Error),
    /// The caller requested it.
    #[error("interrupted")]
    Interrupted,
}
