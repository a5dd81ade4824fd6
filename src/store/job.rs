//! What the store's thread is asked to do.

use chrono::{DateTime, Utc};

use super::{
    AccountKey, Identity, Keep, LeaseTerms, Leave, alerts::AlertsJob, bills::BillsJob, history::HistoryJob,
};
use crate::domain::{FeedName, LastKnown, clock::Comparison};

/// An answer, given on the store's thread.
pub(super) type Reply<T> = Box<dyn FnOnce(T) + Send>;

/// One thing to do.
pub(super) enum Job {
    Keep { account: AccountKey, data: Keep },
    KeepClock { compared: Comparison },
    Recall { identity: Identity, reply: Reply<LastKnown> },
    AskLeave { account: AccountKey, feed: FeedName, holder: String, terms: LeaseTerms, reply: Reply<Leave> },
    Asked { account: AccountKey, feed: FeedName, holder: String, next_due: DateTime<Utc> },
    Wait { account: AccountKey, feed: FeedName, until: Option<DateTime<Utc>> },
    Release { holder: String },
    Flush { reply: Reply<()> },
    Bills(BillsJob),
    History(HistoryJob),
    Alerts(AlertsJob),
}

impl Job {
    /// Answers as a store does that cannot be used: nothing is known, and nobody is kept from asking.
    pub(super) fn refuse(self) {
        match self {
            Self::Recall { reply, .. } => reply(LastKnown::default()),
            Self::AskLeave { reply, .. } => reply(Leave::Granted),
            Self::Flush { reply } => reply(()),
            Self::Bills(job) => job.refuse(),
            Self::History(job) => job.refuse(),
            Self::Alerts(job) => job.refuse(),
            Self::Keep { .. }
            | Self::KeepClock { .. }
            | Self::Asked { .. }
            | Self::Wait { .. }
            | Self::Release { .. } => {}
        }
    }

    /// Whether both keep the same part of the same account, so that one of them is enough.
    pub(super) fn keeps_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Keep { account: a, data: x }, Self::Keep { account: b, data: y }) => {
                a == b && x.part() == y.part()
            }
            (Self::KeepClock { .. }, Self::KeepClock { .. }) => true,
            (Self::Bills(a), Self::Bills(b)) => a.keeps_the_same(b),
            _ => false,
        }
    }

    /// When its data were read; absent where it keeps none that newer ones replace.
    pub(super) fn fetched_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Keep { data, .. } => Some(data.fetched_at()),
            Self::KeepClock { compared } => Some(compared.server),
            Self::Bills(job) => job.fetched_at(),
            _ => None,
        }
    }

    /// How many bill lines it holds.
    pub(super) fn lines(&self) -> usize {
        if let Self::Bills(job) = self { job.lines() } else { 0 }
    }
}
