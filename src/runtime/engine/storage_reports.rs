//! Collects the reports of a store, for commands without an event loop.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::Storage;

#[derive(Default)]
pub(crate) struct StorageReports(Arc<Mutex<Storage>>);

impl StorageReports {
    pub(crate) fn sink(&self) -> impl Fn(Storage) + Send + 'static {
        let last = Arc::clone(&self.0);
        move |storage| *last.lock().unwrap_or_else(PoisonError::into_inner) = storage
    }

    pub(crate) fn last(&self) -> Storage {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
