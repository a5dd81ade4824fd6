//! How an attempt to deliver a message went.

use chrono::TimeDelta;

use crate::domain::alert::DeliveryError;

/// How an attempt to deliver a message went.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attempt {
    /// Whether it was delivered, else why not.
    pub(crate) outcome: Result<(), DeliveryError>,
    /// For how long nothing more is to be sent: the receiver asked for it. It may do so of a message that it took.
    pub(crate) wait: Option<TimeDelta>,
}

impl Attempt {
    pub(super) const fn failed(why: DeliveryError) -> Self {
        Self { outcome: Err(why), wait: None }
    }
}

impl From<Result<(), DeliveryError>> for Attempt {
    fn from(outcome: Result<(), DeliveryError>) -> Self {
        Self { outcome, wait: None }
    }
}
