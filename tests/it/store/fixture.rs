//! Stores on a file of their own, with a clock that the test sets.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
        mpsc::{self, Receiver},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use quotatop::{domain::Storage, store::Store};

/// Far beyond what any step takes: only a hang reaches it.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// A folder with a file that may not exist yet, and a clock in seconds.
pub(crate) struct Bench {
    pub(crate) folder: tempfile::TempDir,
    clock: Arc<AtomicI64>,
}

pub(crate) struct Instance {
    pub(crate) store: Store,
    pub(crate) reports: Receiver<Storage>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), clock: Arc::new(AtomicI64::new(1_000)) }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("quotatop.db")
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn set_clock(&self, now: DateTime<Utc>) {
        self.clock.store(now.timestamp(), Ordering::SeqCst);
    }

    pub(crate) fn start(&self) -> Instance {
        self.start_on(self.file())
    }

    pub(crate) fn start_on(&self, file: PathBuf) -> Instance {
        let clock = Arc::clone(&self.clock);
        Instance::start(file, move || second(clock.load(Ordering::SeqCst)))
    }
}

impl Instance {
    pub(crate) fn start(file: PathBuf, clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        let (sender, reports) = mpsc::channel();
        let store = Store::start(file, Arc::new(clock), move |storage| {
            let _ = sender.send(storage);
        });
        Self { store, reports }
    }

    pub(crate) fn flush(&self) {
        self.store.flush().wait();
    }

    pub(crate) fn reports(&self) -> Vec<Storage> {
        self.flush();
        self.reports.try_iter().collect()
    }
}

pub(crate) fn second(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

/// One store on a file of its own.
pub(crate) struct Desk {
    pub(crate) bench: Bench,
    pub(crate) store: Store,
    pub(crate) reports: Receiver<Storage>,
    /// Whose quotas are saved.
    pub(crate) login: &'static str,
}

impl Desk {
    /// The clock is after everything that is saved, unless the test sets it.
    pub(crate) fn new() -> Self {
        let bench = Bench::new();
        bench.set_clock("2027-01-01T00:00:00Z".parse().unwrap());
        let Instance { store, reports } = bench.start();
        Self { bench, store, reports, login: "a" }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.bench.file()
    }

    pub(crate) fn reopened(self) -> Self {
        assert!(self.store.close(PATIENCE));
        let Instance { store, reports } = self.bench.start();
        Self { store, reports, ..self }
    }
}
