//! The outcome of an attempt to deliver a message.

use chrono::TimeDelta;

use crate::domain::alert::DeliveryError;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attempt {
    pub(crate) outcome: Result<(), DeliveryError>,
    /// The pause that the receiver asks for, even if it accepted this message.
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
