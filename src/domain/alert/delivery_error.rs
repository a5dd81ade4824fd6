//! Why a message was not delivered: facts only.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::Cause;

/// Contains no secret, and is stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryError {
    Webhook(Cause),
    /// A webhook's address.
    BadAddress,
    /// A command; the system's message, one line.
    NotStarted(String),
    /// A command's exit status, or 128 and the number of the signal that ended it.
    EndedWith(Option<i32>),
    /// A command exceeded this limit, and was killed.
    TookTooLong(Duration),
    /// The name of an environment variable that is not set.
    NoVariable(String),
    /// There is no foreground terminal.
    NoTerminal,
}
