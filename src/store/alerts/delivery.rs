//! The interface between the outbox and the caller that delivers its messages.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::alert::{DeliveryError, Message};

/// A message to be delivered over a channel now.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The channel's name.
    pub channel: String,
    /// The message.
    pub message: Message,
    /// Which try this is, from 1.
    pub tries: u32,
}

/// Messages to deliver.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outbox {
    /// To be delivered now. No other instance gets them until the requested hold is over.
    pub deliveries: Vec<Delivery>,
    /// When to check again; absent if nothing is waiting.
    pub next: Option<DateTime<Utc>>,
}

/// A channel over which the caller delivers messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedChannel {
    /// Its name.
    pub channel: String,
    /// Messages that waited longer are dropped.
    pub max_age: Duration,
}

/// The outcome of a delivery attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryAttempt {
    /// The channel's name.
    pub channel: String,
    /// The message's id.
    pub message: String,
    /// Why it failed; absent if the message was delivered.
    pub failure: Option<DeliveryError>,
    /// Nothing more may be sent over the channel before this instant.
    pub wait_until: Option<DateTime<Utc>>,
}
