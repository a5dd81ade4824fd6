//! What the store's thread is asked to do with alerts.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Alerts, Attempted, Carrier, Handling, Outbox};
use crate::{
    domain::alert::{ChannelState, Event, Observed, Rules},
    store::job::Reply,
};

/// One thing to do with alerts.
pub(in crate::store) enum AlertsJob {
    Observe { observed: Box<Observed>, rules: Rules, channels: Vec<String>, reply: Reply<Option<Alerts>> },
    Read { profile: String, reply: Reply<Option<Alerts>> },
    Handle { profile: String, handling: Handling, reply: Reply<Option<Alerts>> },
    ReadEvents { profile: String, since: Option<DateTime<Utc>>, limit: u32, reply: Reply<Option<Vec<Event>>> },
    Take { carriers: Vec<Carrier>, hold: Duration, reply: Reply<Outbox> },
    Attempted(Attempted),
    ReadChannels { carriers: Vec<Carrier>, reply: Reply<Option<Vec<ChannelState>>> },
}

impl AlertsJob {
    /// Answers as a store does that cannot be used: nothing is known, and nothing is told.
    pub(in crate::store) fn refuse(self) {
        match self {
            Self::Observe { reply, .. } | Self::Read { reply, .. } | Self::Handle { reply, .. } => {
                reply(None);
            }
            Self::ReadEvents { reply, .. } => reply(None),
            Self::Take { reply, .. } => reply(Outbox::default()),
            Self::ReadChannels { reply, .. } => reply(None),
            Self::Attempted(_) => {}
        }
    }
}
