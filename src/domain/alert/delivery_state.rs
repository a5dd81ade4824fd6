//! How the delivery of an event over a channel went: facts only.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{FailedDelivery, json::instant};

/// The deliveries of each event, by its id; none of events that were not to be sent. Those of an event are
/// ordered by channel.
pub type Deliveries = BTreeMap<String, Vec<ChannelDelivery>>;

/// The delivery of an event over one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelDelivery {
    /// The channel's name.
    pub channel: String,
    pub state: DeliveryState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryState {
    /// The last attempt failed.
    Failed {
        last: FailedDelivery,
        /// Absent if it is not retried: the message is too old.
        retry_at: Option<DateTime<Utc>>,
    },
    /// It was too old before anything could send it.
    Dropped,
    /// It was not attempted yet.
    Waiting,
    Sent(DateTime<Utc>),
}

impl DeliveryState {
    /// Whether it has not been sent so far although it was due.
    pub const fn has_failed(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Dropped)
    }

    /// Its name in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Failed { .. } => "failed",
            Self::Dropped => "dropped",
            Self::Waiting => "waiting",
            Self::Sent(_) => "sent",
        }
    }
}

/// A delivery in JSON, with the id of its event and its last error in words.
#[derive(Debug, Clone, Copy)]
pub struct DeliveryJson<'a> {
    pub event: &'a str,
    pub delivery: &'a ChannelDelivery,
    pub error: Option<&'a str>,
}

impl Serialize for DeliveryJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { event, delivery: ChannelDelivery { channel, state }, error } = self;
        let (at, retry_at) = match state {
            DeliveryState::Failed { last, retry_at } => (Some(last.at), *retry_at),
            DeliveryState::Sent(at) => (Some(*at), None),
            DeliveryState::Dropped | DeliveryState::Waiting => (None, None),
        };
        let mut json = serializer.serialize_struct("ChannelDelivery", 6)?;
        json.serialize_field("event", event)?;
        json.serialize_field("channel", channel)?;
        json.serialize_field("state", state.name())?;
        json.serialize_field("at", &at.map(instant::text))?;
        json.serialize_field("error", error)?;
        json.serialize_field("retry_at", &retry_at.map(instant::text))?;
        json.end()
    }
}
