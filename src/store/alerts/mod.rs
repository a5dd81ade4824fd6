//! Alerts that outlive a run: what is remembered of each profile, the log of events, and the outbox.
//!
//! An event is stored under its id once ever, in one transaction with the episodes that it comes from and the
//! outbox rows that carry it: whoever stores it, tells it. What is told, and when, is decided in
//! `domain::alert`; how a message travels, in the runtime.

mod channels;
mod episodes;
mod events;
mod failing;
mod handle;
mod job;
mod memory;
mod outbox;
mod perform;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use crate::domain::alert::{Alerts, Handling, Message, NotCarried};

pub(super) use job::AlertsJob;

/// A message that somebody has to carry over a channel now.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The channel's name.
    pub channel: String,
    /// What is to be told.
    pub message: Message,
    /// Which try this is, from 1.
    pub tries: u32,
}

/// What the outbox has to be done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outbox {
    /// To be delivered now. They are ours until the hold that was asked for is over.
    pub deliveries: Vec<Delivery>,
    /// When to look again; absent = nothing waits.
    pub next: Option<DateTime<Utc>>,
}

/// A channel as the outbox sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// Its name.
    pub channel: String,
    /// Messages that waited longer are not worth telling over it any more.
    pub patience: std::time::Duration,
}

/// How an attempt to deliver a message went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempted {
    /// The channel's name.
    pub channel: String,
    /// The message's id.
    pub message: String,
    /// Why it failed; absent where the message was delivered.
    pub failure: Option<NotCarried>,
    /// Nothing more is to be sent over the channel before.
    pub wait_until: Option<DateTime<Utc>>,
}
