//! Stored alerts: the episodes of each profile, the log of events, and the outbox.
//!
//! An event is stored once under its id, in one transaction with the episodes that it comes from and the
//! outbox rows that deliver it: the instance that stores it, sends it. Which events there are is decided in
//! `domain::alert`.

mod calls;
mod channel_state;
mod delivery;
mod episodes;
mod events;
mod failing_feeds;
mod observe;
mod outbox;
mod outcomes;

#[cfg(test)]
mod tests;

pub use delivery::{Delivery, DeliveryAttempt, Outbox, ServedChannel};
pub(super) use observe::{read_active, read_evaluated};
