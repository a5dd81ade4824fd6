//! How the store's thread does what it is asked to do with histories.

use super::{HistoryJob, put, ran_out, read};
use crate::{
    domain::{FeedName, ModelName},
    store::{instant::to_micros, worker::Worker},
};

impl Worker {
    /// Does one job. A failure was told by a notice; what cannot be read is not known.
    pub(in crate::store) fn perform_history(&mut self, job: HistoryJob) {
        match job {
            HistoryJob::Put { account, histories } => {
                let _ = self.write(|file, now| put::put(file, &account, &histories, now));
            }
            HistoryJob::Figures { account, model, since, reply } => {
                let read = self.read(|file| read::figures(file, &account, model.as_str(), to_micros(since)));
                reply(read.unwrap_or_default());
            }
            HistoryJob::Gaps { account, model, since, reply } => {
                let read = self.read(|file| read::gaps(file, &account, model.as_str(), to_micros(since)));
                reply(read.unwrap_or_default());
            }
            HistoryJob::All { account, since, reply } => {
                let read = self.read(|file| read::all(file, &account, FeedName::Quotas, to_micros(since)));
                let named = |(name, seen): (String, _)| (ModelName::new(name), seen);
                reply(read.unwrap_or_default().into_iter().map(named).collect());
            }
            HistoryJob::RanOut { account, reply } => {
                reply(self.read(|file| ran_out::all(file, &account)).unwrap_or_default());
            }
            HistoryJob::Balances { account, since, reply } => {
                let read = self.read(|file| read::all(file, &account, FeedName::Account, to_micros(since)));
                reply(read.unwrap_or_default().into_iter().collect());
            }
        }
    }
}
