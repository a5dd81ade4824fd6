//! Why a message was not delivered: facts only.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::Cause;

/// Why a channel did not carry a message. It holds no secret, and is kept as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryError {
    /// A webhook failed.
    Webhook(Cause),
    /// The address of a webhook cannot be used.
    BadAddress,
    /// A command could not be started; what the system said, one line.
    NotStarted(String),
    /// A command ended in failure: its status, or 128 and the number of the signal that ended it.
    EndedWith(Option<i32>),
    /// A command ran longer than it may, and was ended.
    TookTooLong(Duration),
    /// An environment variable is not set; its name.
    NoVariable(String),
    /// There is no terminal that somebody looks at.
    NoTerminal,
}
