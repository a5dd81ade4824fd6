//! Alerts: rules, episodes and events; each event is emitted exactly once.
//!
//! [`Watch`] holds an account's episodes; [`Watch::observe`] compares one moment's facts with them and
//! returns what is new; [`messages`] groups events into messages. Pure: nothing is stored or sent here, and
//! no sentence is made. Facts that are absent, unknown or too old change nothing.
//!
//! An episode is a period in which a rule's condition is met for one subject. Its key is made of facts (the
//! grant's expiry and size, the billing cycle, the instant of the reading or of the first failure), so that
//! every instance that sees the same facts gives it the same key, and the instance that first stores an
//! event's id sends it. To be exact, observe within the store's writing transaction, on a `Watch` restored in
//! it, store [`Observation::episodes`] and the events that are new there, and put [`messages`] of those into
//! the outbox.

mod alert_action;
mod alerts;
mod channel_state;
mod delivery_error;
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
pub use delivery_error::DeliveryError;
pub use episode::{Ended, Ending, Episode, Subject};
pub use event::{Change, Event};
pub use facts::{BalanceFacts, Facts, FeedFacts, QuotaFacts, SpendFacts};
pub use message::{DIGEST_ABOVE, Message, SCHEMA, messages};
pub use observe::Observation;
pub use observed::{Observed, RunsOut, SeenBalance, SeenFeed, SeenModel, SeenSpend};
pub use rule::{Rule, Scope, Severity};
pub use rules::Rules;
pub use watch::{RETENTION, Watch};
