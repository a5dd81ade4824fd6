//! What a store reports, for commands that have no loop to take it in.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::Storage;

/// The last report of a store.
#[derive(Default)]
pub(crate) struct StorageReports(Arc<Mutex<Storage>>);

impl StorageReports {
    /// What the store calls.
    pub(crate) fn sink(&self) -> impl Fn(Storage) + Send + 'static {
        let last = Arc::clone(&self.0);
        move |storage| *last.lock().unwrap_or_else(PoisonError::into_inner) = storage
    }

    /// How data are stored, as far as it was reported.
    pub(crate) fn last(&self) -> Storage {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
