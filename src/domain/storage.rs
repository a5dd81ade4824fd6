//! How data are stored between runs, as far as the user has to know.

/// Whether data are stored, and what became of damaged ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Storage {
    /// Why nothing is stored at present; absent where all is well.
    pub trouble: Option<StoreTrouble>,
    /// The path to which the last damaged file was renamed in this run.
    pub set_aside: Option<String>,
}

/// Why nothing is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreTrouble {
    /// The file that cannot be used.
    pub file: String,
    /// What is wrong with it.
    pub reason: StoreReason,
}

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreReason {
    /// A newer quotatop wrote it; it is left alone.
    TooNew,
    /// Another program keeps it locked.
    Locked,
    /// There is no space left for it.
    Full,
    /// It may not be written.
    ReadOnly,
    /// Something else is in its place: a folder, a pipe, a device.
    NotAFile,
    /// Anything else.
    Other {
        /// What the system said, one line.
        detail: String,
    },
}
