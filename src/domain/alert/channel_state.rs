//! The state of deliveries over a channel: facts only.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{DeliveryError, json::instant};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChannelState {
    pub channel: String,
    pub pending: u32,
    /// The time of the oldest pending message.
    pub pending_since: Option<DateTime<Utc>>,
    pub delivered_at: Option<DateTime<Utc>>,
    /// When attempts began to fail; absent if the last one succeeded, or there was none.
    pub failing_since: Option<DateTime<Utc>>,
    /// The last failure, even if a later attempt succeeded.
    pub last_error: Option<FailedDelivery>,
    /// The receiver asked to send nothing before then.
    pub wait_until: Option<DateTime<Utc>>,
}

/// An attempt that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedDelivery {
    pub at: DateTime<Utc>,
    pub why: DeliveryError,
}

impl ChannelState {
    /// Why attempts fail; absent if the last one succeeded.
    pub fn failure(&self) -> Option<&DeliveryError> {
        self.failing_since.and(self.last_error.as_ref()).map(|error| &error.why)
    }

    /// Whether pending messages cannot be delivered at present.
    pub fn is_stuck(&self) -> bool {
        self.pending > 0 && (self.failing_since.is_some() || self.wait_until.is_some())
    }
}

/// A channel in JSON, with its last error in words.
#[derive(Debug, Clone, Copy)]
pub struct ChannelJson<'a> {
    pub state: &'a ChannelState,
    pub error: Option<&'a str>,
}

impl Serialize for ChannelJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { state, error } = self;
        let text = |at: Option<DateTime<Utc>>| at.map(instant::text);
        let mut json = serializer.serialize_struct("ChannelState", 8)?;
        json.serialize_field("channel", &state.channel)?;
        json.serialize_field("pending", &state.pending)?;
        json.serialize_field("pending_since", &text(state.pending_since))?;
        json.serialize_field("delivered_at", &text(state.delivered_at))?;
        json.serialize_field("failing_since", &text(state.failing_since))?;
        json.serialize_field("failed_at", &text(state.last_error.as_ref().map(|error| error.at)))?;
        json.serialize_field("last_error", error)?;
        json.serialize_field("wait_until", &text(state.wait_until))?;
        json.end()
    }
}
