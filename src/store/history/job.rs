//! What the store's thread is asked to do with histories.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        ModelName,
        forecast::Seen,
        history::{Gap, RanOut},
    },
    store::{AccountKey, job::Reply},
};

/// One thing to do with histories.
pub(in crate::store) enum HistoryJob {
    Put { account: AccountKey, histories: Vec<(ModelName, Vec<Seen>)> },
    Figures { account: AccountKey, model: ModelName, since: DateTime<Utc>, reply: Reply<Vec<Seen>> },
    Gaps { account: AccountKey, model: ModelName, since: DateTime<Utc>, reply: Reply<Vec<Gap>> },
    All { account: AccountKey, since: DateTime<Utc>, reply: Reply<HashMap<ModelName, Vec<Seen>>> },
    RanOut { account: AccountKey, reply: Reply<HashMap<ModelName, RanOut>> },
    Balances { account: AccountKey, since: DateTime<Utc>, reply: Reply<HashMap<String, Vec<Seen>>> },
}

impl HistoryJob {
    /// Answers as a store does that cannot be used: nothing is known.
    pub(in crate::store) fn refuse(self) {
        match self {
            Self::Put { .. } => {}
            Self::Figures { reply, .. } => reply(Vec::new()),
            Self::Gaps { reply, .. } => reply(Vec::new()),
            Self::All { reply, .. } => reply(HashMap::new()),
            Self::RanOut { reply, .. } => reply(HashMap::new()),
            Self::Balances { reply, .. } => reply(HashMap::new()),
        }
    }
}
