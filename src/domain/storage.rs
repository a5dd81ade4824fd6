//! How data are stored between runs, as far as the user has to know.

/// Whether data are stored, and what became of damaged ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Storage {
    /// Why nothing is stored at present; absent where all is well.
    pub trouble: Option<StoreTrouble>,
    /// The path to which the last damaged file was renamed in this run.
    pub set_aside: Option<String>,
}

impl Storage {
    /// Whether what was stored before could be read.
    pub fn is_readable(&self) -> bool {
        self.set_aside.is_none() && self.trouble.as_ref().is_none_or(|trouble| trouble.is_readable)
    }
}

/// Why nothing is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreTrouble {
    /// The file that cannot be used.
    pub file: String,
    /// What is wrong with it.
    pub reason: StoreReason,
    /// Whether what was stored in it before could be read all the same.
    pub is_readable: bool,
}

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreReason {
    /// A newer quotatop wrote it; it is left alone.
    TooNew,
    /// No home folder is known to put it in.
    NoHome,
    /// Another program keeps it locked.
    Locked,
    /// There is no space left for it.
    Full,
    /// It may not be written.
    ReadOnly,
    /// Something else is in its place: a folder, a pipe, a device.
    NotAFile,
    /// Its content is damaged, and it cannot be set aside.
    Damaged,
    /// Anything else.
    Other {
        /// What the system said, one line.
        detail: String,
    },
}
