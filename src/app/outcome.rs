//! The result of an action or a click.

use super::{Command, Effect};

/// The side effects of an action, and a follow-up command for the rest of the program.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Outcome {
    pub(crate) effects: Vec<Effect>,
    /// A page leads to another only through this.
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
