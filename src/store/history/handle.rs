//! What the rest of the program asks of the store about histories. What is appended comes with the data that are kept.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::HistoryJob;
use crate::{
    domain::{
        ModelName,
        forecast::Seen,
        history::{Gap, RanOut},
    },
    store::{Identity, Store, job::Job},
};

impl Store {
    /// Reads what was seen of a model since then, oldest first; the first figure may have been there before. Empty
    /// where nothing is known. A gap parts two entries, even of the same figure.
    pub fn read_history(
        &self,
        identity: &Identity,
        model: ModelName,
        since: DateTime<Utc>,
        reply: impl FnOnce(Vec<Seen>) + Send + 'static,
    ) {
        let Some(account) = identity.quotas.clone() else { return reply(Vec::new()) };
        self.push(Job::History(HistoryJob::Figures { account, model, since, reply: Box::new(reply) }));
    }

    /// Reads when, since then, a model was not read: between two of its figures, what happened was not seen.
    pub fn read_gaps(
        &self,
        identity: &Identity,
        model: ModelName,
        since: DateTime<Utc>,
        reply: impl FnOnce(Vec<Gap>) + Send + 'static,
    ) {
        let Some(account) = identity.quotas.clone() else { return reply(Vec::new()) };
        self.push(Job::History(HistoryJob::Gaps { account, model, since, reply: Box::new(reply) }));
    }

    /// Reads what was seen, since then, of every model that was ever used: what forecasts are made from. A model
    /// that was never seen to have less than its grant is not among them.
    pub fn read_histories(
        &self,
        identity: &Identity,
        since: DateTime<Utc>,
        reply: impl FnOnce(HashMap<ModelName, Vec<Seen>>) + Send + 'static,
    ) {
        let Some(account) = identity.quotas.clone() else { return reply(HashMap::new()) };
        self.push(Job::History(HistoryJob::All { account, since, reply: Box::new(reply) }));
    }

    /// Reads when each model ran out of which nothing is left now, however long ago. One that had nothing left when
    /// it was first seen is not among them.
    pub fn read_ran_out(
        &self,
        identity: &Identity,
        reply: impl FnOnce(HashMap<ModelName, RanOut>) + Send + 'static,
    ) {
        let Some(account) = identity.quotas.clone() else { return reply(HashMap::new()) };
        self.push(Job::History(HistoryJob::RanOut { account, reply: Box::new(reply) }));
    }

    /// Reads what the balance was since then (available, below zero = overdue), by currency.
    pub fn read_balances(
        &self,
        identity: &Identity,
        since: DateTime<Utc>,
        reply: impl FnOnce(HashMap<String, Vec<Seen>>) + Send + 'static,
    ) {
        let Some(account) = identity.account.clone() else { return reply(HashMap::new()) };
        self.push(Job::History(HistoryJob::Balances { account, since, reply: Box::new(reply) }));
    }

    /// Puts a past there that was not polled (the demo's), oldest first and before anything that is kept.
    pub fn put_histories(&self, identity: &Identity, histories: Vec<(ModelName, Vec<Seen>)>) {
        if let Some(account) = identity.quotas.clone() {
            self.push(Job::History(HistoryJob::Put { account, histories }));
        }
    }
}
