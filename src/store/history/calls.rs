//! The store's calls about histories. Figures are appended by the call that saves a poll.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{read, seed};
use crate::{
    domain::{ModelName, forecast::Seen, history::Gap},
    store::{
        answer::Answer,
        file::instant::to_micros,
        handle::Store,
        identity::{AccountKey, Identity},
        worker::Worker,
    },
};

impl Store {
    /// Reads the figures of a model since `since`, oldest first; the first one may have begun before. A gap
    /// separates two entries, even of the same figure. `convert` is applied on the store's thread, where it
    /// delays no frame.
    pub fn read_history<T: Default + Send + 'static>(
        &self,
        identity: &Identity,
        model: ModelName,
        since: DateTime<Utc>,
        convert: impl FnOnce(Vec<Seen>) -> T + Send + 'static,
    ) -> Answer<T> {
        self.call_for(identity.quotas.clone(), move |worker, account| {
            let since = to_micros(since);
            let read = worker.read(|file| read::figures(file, account, model.as_str(), since));
            convert(read.unwrap_or_default())
        })
    }

    /// Reads when a model was not polled since `since`: what happened between two of its figures is unknown.
    pub fn read_gaps(&self, identity: &Identity, model: ModelName, since: DateTime<Utc>) -> Answer<Vec<Gap>> {
        self.call_for(identity.quotas.clone(), move |worker, account| {
            let since = to_micros(since);
            worker.read(|file| read::gaps(file, account, model.as_str(), since)).unwrap_or_default()
        })
    }

    /// Reads the figures since `since` of every model that was ever used, for forecasts. `convert` is applied
    /// on the store's thread, where it delays no frame.
    pub fn read_histories<T: Default + Send + 'static>(
        &self,
        identity: &Identity,
        since: DateTime<Utc>,
        convert: impl FnOnce(HashMap<ModelName, Vec<Seen>>) -> T + Send + 'static,
    ) -> Answer<T> {
        self.call_for(identity.quotas.clone(), move |worker, account| {
            let read = worker.read(|file| read::all(file, account, to_micros(since)));
            convert(read.unwrap_or_default())
        })
    }

    /// Writes a history that was not polled (the demo's): each model's figures, oldest first, before any
    /// poll.
    pub fn seed_histories(&self, identity: &Identity, histories: Vec<(ModelName, Vec<Seen>)>) {
        self.call_for(identity.quotas.clone(), move |worker, account| {
            let _ = worker.write(|file, now| seed::seed(file, account, &histories, now));
        });
    }

    /// A call for an account, if there is one. A failed read is reported as storage.
    fn call_for<T: Default + Send + 'static>(
        &self,
        account: Option<AccountKey>,
        work: impl FnOnce(&mut Worker, &AccountKey) -> T + Send + 'static,
    ) -> Answer<T> {
        match account {
            Some(account) => self.call(T::default(), move |worker| work(worker, &account)),
            None => Answer::ready(T::default()),
        }
    }
}
