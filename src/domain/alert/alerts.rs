//! The alerts of a profile at one moment, as they are handed from whoever remembers them to whoever shows them.

use std::collections::BTreeSet;

use super::{Episode, Message};
use crate::domain::ModelName;

/// The alerts of a profile at one moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alerts {
    /// What is active, the gravest first; quiet ones among it. Where models were observed, without alerts of
    /// models that are not among them: those belong to a login of before.
    pub active: Vec<Episode>,
    /// The models of which nobody wants to hear.
    pub muted: BTreeSet<ModelName>,
    /// What is told for the first time ever: by whoever gets it here.
    pub messages: Vec<Message>,
}
