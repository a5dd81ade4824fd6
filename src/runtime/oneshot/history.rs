//! Reads a model's history from the store, for a command.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    domain::{Model, ModelName, Storage, forecast::Seen, history::Gap},
    runtime::{
        clock::Clock,
        engine::{
            CLOSING_TIME,
            demo_history::seed_demo,
            identity::{self, find_logins},
            setup::{DataSource, Setup},
            storage_reports::StorageReports,
        },
    },
    store::{self, Store},
};

#[derive(Debug, Default)]
pub struct StoredHistory {
    /// Every model with stored data.
    pub models: Vec<Model>,
    /// The figures of the requested model, oldest first.
    pub seen: Vec<Seen>,
    /// When it was not polled.
    pub gaps: Vec<Gap>,
    pub storage: Storage,
}

/// The stored history of `model`, in the account of `setup`'s first profile.
pub fn history(setup: &Setup, model: &str, since: DateTime<Utc>) -> StoredHistory {
    let reports = StorageReports::default();
    let (clock, own) = (Arc::new(Clock::utc), &setup.first);
    let (store, identity) = match (&own.source, &own.store) {
        (DataSource::Demo(scene), _) => {
            let store = Store::in_memory(clock, reports.sink());
            seed_demo(&store, *scene, Clock::utc());
            (store, identity::demo())
        }
        // Reading must not create a file.
        (DataSource::Alibaba, Some(file)) if store::may_exist(file) => {
            let identity = identity::identity(own, &find_logins(&own.profile));
            (Store::start(file.clone(), clock, reports.sink()), identity)
        }
        _ => return StoredHistory::default(),
    };
    let model = ModelName::new(model);
    let mut stored = StoredHistory {
        models: store.read_last_known(&identity).wait().all_models(),
        seen: store.read_history(&identity, model.clone(), since, |seen| seen).wait(),
        gaps: store.read_gaps(&identity, model, since).wait(),
        storage: Storage::default(),
    };
    store.close(CLOSING_TIME);
    stored.storage = reports.last();
    stored
}
