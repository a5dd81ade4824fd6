//! The store's calls about histories. Figures are appended by the call that saves a poll.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{read, seed};
use crate::{
    domain::{
        ModelName,
        bill::is_same_model,
        forecast::Seen,
        history::{Gap, with_bill_points},
    },
    store::{
        answer::Answer,
        bills::read_points,
        file::{instant::to_micros, trouble::Result},
        handle::Store,
        identity::{AccountKey, Identity},
        worker::Worker,
    },
};

impl Store {
    /// Reads the figures of a model since `since`, oldest first; the first one may have begun before. Before the
    /// first poll they are those of exported bills. A gap
    /// separates two entries, even of the same figure. `convert` is applied on the store's thread, where it
    /// delays no frame.
    pub fn read_history<T: Default + Send + 'static>(
        &self,
        identity: &Identity,
        model: ModelName,
        since: DateTime<Utc>,
        convert: impl FnOnce(Vec<Seen>) -> T + Send + 'static,
    ) -> Answer<T> {
        let identity = identity.clone();
        self.call(T::default(), move |worker| {
            let read = worker.read(|file| read_one(file, &identity, &model, since));
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
        let identity = identity.clone();
        self.call(T::default(), move |worker| {
            convert(worker.read(|file| read_all(file, &identity, since)).unwrap_or_default())
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

/// The figures of a model since `since`, oldest first.
pub(in crate::store) fn read_one(
    file: &Connection,
    identity: &Identity,
    model: &ModelName,
    since: DateTime<Utc>,
) -> Result<Vec<Seen>> {
    let polled = match &identity.quotas {
        Some(key) => read::figures(file, key, model.as_str(), to_micros(since))?,
        None => Vec::new(),
    };
    let points = points(file, identity.bills.as_ref(), Some(model))?.pop();
    Ok(with_bill_points(polled, points.map(|(_, points)| points).unwrap_or_default(), since))
}

/// The figures since `since` of every model that was ever used.
pub(in crate::store) fn read_all(
    file: &Connection,
    identity: &Identity,
    since: DateTime<Utc>,
) -> Result<HashMap<ModelName, Vec<Seen>>> {
    let mut all = match &identity.quotas {
        Some(key) => read::all(file, key, to_micros(since))?,
        None => HashMap::new(),
    };
    for (billed, points) in points(file, identity.bills.as_ref(), None)? {
        let name = all.keys().find(|name| is_same_model(billed.as_str(), name.as_str()));
        let name = name.cloned().unwrap_or(billed);
        let polled = all.remove(&name).unwrap_or_default();
        let seen = with_bill_points(polled, points, since);
        if !seen.is_empty() {
            all.insert(name, seen);
        }
    }
    Ok(all)
}

/// What exported bills tell of a model's free quota over time; of all models without a name.
fn points(
    file: &Connection,
    bills: Option<&AccountKey>,
    model: Option<&ModelName>,
) -> Result<Vec<(ModelName, Vec<Seen>)>> {
    bills.map_or_else(|| Ok(Vec::new()), |key| read_points(file, key, model))
}
