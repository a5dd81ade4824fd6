//! What the programs share: the server, the file, and the time.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use chrono::{DateTime, TimeDelta, Utc};
use quotatop::{
    domain::{Now, Site},
    store::{AccountKey, Clock, Identity, Store},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::support::standin::{Facts, Standin};

const MIDNIGHT: &str = "2026-11-22T00:00:00Z";

pub(crate) fn midnight() -> DateTime<Utc> {
    MIDNIGHT.parse().unwrap()
}

pub(crate) struct World {
    pub(crate) standin: Standin,
    pub(crate) runtime: Runtime,
    folder: TempDir,
    clock: Arc<Mutex<DateTime<Utc>>>,
}

impl World {
    /// At midnight, with a server of these facts.
    pub(crate) fn new(facts: Facts) -> Self {
        let world = Self {
            standin: Standin::start(facts),
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(Mutex::new(midnight())),
        };
        world.turn_to(TimeDelta::zero());
        world
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("quotatop.db")
    }

    pub(crate) fn store(&self) -> Store {
        Store::start(self.file(), self.clock(), |notice| panic!("{notice:?}"))
    }

    pub(crate) fn turn_to(&self, after: TimeDelta) {
        *self.clock.lock().unwrap() = midnight() + after;
        self.standin.set_clock(midnight() + after);
    }

    pub(crate) fn clock(&self) -> Clock {
        let clock = Arc::clone(&self.clock);
        Arc::new(move || *clock.lock().unwrap())
    }

    pub(crate) fn now(&self) -> Now {
        let utc = *self.clock.lock().unwrap();
        Now { utc, monotonic: (utc - midnight()).to_std().unwrap() }
    }

    pub(crate) fn identity() -> Identity {
        let key = |fingerprint: &str| AccountKey {
            profile: "default".into(),
            site: Site::China,
            fingerprint: fingerprint.into(),
        };
        Identity { quotas: Some(key("token")), account: Some(key("pair")), bills: None }
    }
}
