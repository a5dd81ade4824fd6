//! Reading a model's history for a command: from what is kept alone, nothing is asked.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{
    domain::{Kept, Model, ModelName, Storage, forecast::Seen, history::Gap},
    runtime::{
        Clock, From, Setup,
        engine::{
            identity::{self, find_logins},
            storage_reports::StorageReports,
        },
    },
    source::demo,
    store::{self, Identity, Keep, Store},
};

/// The store has this long to close the file.
const CLOSING_TIME: Duration = Duration::from_secs(5);

/// What is kept of a model's past.
#[derive(Debug, Default)]
pub struct KeptHistory {
    /// Every model of which anything is kept.
    pub models: Vec<Model>,
    /// What was seen of this one, oldest first.
    pub seen: Vec<Seen>,
    /// When it was not read.
    pub gaps: Vec<Gap>,
    /// How data are stored, as far as the user has to know.
    pub storage: Storage,
}

/// What is kept of `model` since then, for the account of `setup`'s profile.
pub fn history(setup: &Setup, model: &str, since: DateTime<Utc>) -> KeptHistory {
    let reports = StorageReports::default();
    let (clock, opened) = (Arc::new(Clock::utc), &setup.first);
    let (store, identity) = match (&opened.from, &opened.store) {
        (From::Demo, _) => {
            let store = Store::in_memory(clock, reports.sink());
            put_demo(&store, Clock::utc());
            (store, identity::demo())
        }
        // Looking for something must not begin a file.
        (From::Alibaba, Some(file)) if store::may_exist(file) => {
            let identity = identity::identity(opened, &find_logins(&opened.profile));
            (Store::start(file.clone(), clock, reports.sink()), identity)
        }
        _ => return KeptHistory::default(),
    };
    let model = ModelName::new(model);
    let mut kept = KeptHistory {
        models: wait(|reply| store.recall(&identity, reply))
            .models
            .map(|models| models.value)
            .unwrap_or_default(),
        seen: wait(|reply| store.read_history(&identity, model.clone(), since, reply)),
        gaps: wait(|reply| store.read_gaps(&identity, model, since, reply)),
        storage: Storage::default(),
    };
    store.close(CLOSING_TIME);
    kept.storage = reports.last();
    kept
}

/// Gives the demo, which started then, its past.
pub(crate) fn put_demo(store: &Store, started: DateTime<Utc>) {
    let identity: Identity = identity::demo();
    store.put_histories(&identity, demo::histories(started));
    let value = demo::at(started, started).models;
    store.keep(&identity, Keep::Models(Kept { value, fetched_at: started }));
}

/// Waits for the store's answer; nothing is known where its thread is gone.
fn wait<T: Default + Send + 'static>(ask: impl FnOnce(Box<dyn FnOnce(T) + Send>)) -> T {
    let (sender, answer) = mpsc::channel();
    ask(Box::new(move |told| {
        let _ = sender.send(told);
    }));
    answer.recv().unwrap_or_default()
}
