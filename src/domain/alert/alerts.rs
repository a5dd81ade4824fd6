//! The alerts of a profile at one moment, as the store hands them to the app.

use std::collections::BTreeSet;

use super::{Episode, Message};
use crate::domain::ModelName;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alerts {
    /// The active ones, in any state, by severity. Once models were observed, without alerts of
    /// unlisted models, which belong to a previous login.
    pub active: Vec<Episode>,
    pub muted: BTreeSet<ModelName>,
    /// New messages; each is handed out exactly once.
    pub messages: Vec<Message>,
}
