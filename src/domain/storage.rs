//! How data are stored between runs, as shown to the user.

/// Whether data are stored, and whether a damaged file was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Storage {
    /// Why nothing can be stored; absent if it can.
    pub trouble: Option<StoreTrouble>,
    /// The path to which the last damaged file was renamed in this run.
    pub set_aside: Option<String>,
}

impl Storage {
    /// Whether earlier data could be read.
    pub fn is_readable(&self) -> bool {
        self.set_aside.is_none() && self.trouble.as_ref().is_none_or(|trouble| trouble.is_readable)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreTrouble {
    /// The file that cannot be used.
    pub file: String,
    pub reason: StoreReason,
    /// Whether its earlier data could still be read.
    pub is_readable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreReason {
    /// A newer quotatop wrote it; it is left alone.
    TooNew,
    /// There is no home folder to put it in.
    NoHome,
    /// Another program has locked it.
    Locked,
    /// The disk is full.
    Full,
    /// It may not be written.
    ReadOnly,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// Its content is damaged, and it cannot be set aside.
    Damaged,
    Other {
        /// The system's message, one line.
        detail: String,
    },
}
