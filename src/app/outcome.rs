//! What an action or a click led to.

use super::{Command, Effect};

/// What a page has done, what is to be done outside, and what it asks the rest of the program for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Outcome {
    /// What is to be done outside.
    pub(crate) effects: Vec<Effect>,
    /// What is to be done next. A page leads to another only like this.
    pub(crate) then: Option<Command>,
}

impl From<Command> for Outcome {
    fn from(then: Command) -> Self {
        Self { effects: Vec::new(), then: Some(then) }
    }
}

impl From<Vec<Effect>> for Outcome {
    fn from(effects: Vec<Effect>) -> Self {
        Self { effects, then: None }
    }
}

impl From<Effect> for Outcome {
    fn from(effect: Effect) -> Self {
        vec![effect].into()
    }
}
