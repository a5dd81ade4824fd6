//! Alerts: rules, episodes and events; each event is emitted exactly once.
//!
//! A [`Watch`] contains an account's episodes; [`Watch::observe`] compares them with the facts of one moment
//! and returns the changes; [`messages`] groups events into messages. Pure: nothing is stored, sent or worded
//! here. Facts that are absent, unknown or too old change nothing.
//!
//! An episode is a period in which a rule's condition is met for one subject. Its key is derived from facts
//! (the grant's expiry and size, the billing cycle, the instant of the reading or of the first failure), so
//! that all instances agree on it, and only the instance that first stores an event's id sends the event. For
//! that, observe within one write transaction: restore the `Watch`, store [`Observation::episodes`] and the
//! new events, and put their [`messages`] into the outbox.

mod alert_action;
mod alerts;
mod channel_state;
mod consequence;
mod counts;
mod delivery_error;
mod delivery_state;
mod episode;
mod event;
mod facts;
mod json;
mod message;
mod observe;
mod observed;
mod rule;
mod rules;
mod subject;
mod watch;

#[cfg(test)]
mod tests;

pub use alert_action::AlertAction;
pub use alerts::Alerts;
pub use channel_state::{ChannelJson, ChannelState, FailedDelivery};
pub use consequence::Consequence;
pub use counts::Counts;
pub use delivery_error::DeliveryError;
pub use delivery_state::{ChannelDelivery, Deliveries, DeliveryJson, DeliveryState};
pub use episode::{AlertState, Ended, Ending, Episode, Firing, Subject};
pub use event::{Change, Event};
pub use facts::{BalanceFacts, Facts, FeedFacts, QuotaFacts, SpeedFacts, SpeedShare, SpendFacts};
pub use message::{DIGEST_ABOVE, Message, SCHEMA, messages};
pub use observe::Observation;
pub use observed::{Observed, RunsOut, SeenBalance, SeenFeed, SeenModel, SeenSpeed, SeenSpend};
pub use rule::{Rule, Scope, Severity};
pub use rules::Rules;
pub use watch::{RETENTION, Watch};
