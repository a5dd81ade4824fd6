//! Feedback on a key press that has no other visible effect, shown for a few seconds.

use std::time::Duration;

use crate::{
    app::{copied::Copied, view::Page},
    domain::{ModelName, Now, bill::Cycle},
};

/// It disappears after this time, or with the next key.
const DURATION: Duration = Duration::from_secs(4);

#[derive(Debug, Clone, PartialEq)]
pub enum Feedback {
    /// This was sent to the terminal's clipboard.
    Copied(Copied),
    NothingToCopy,
    NothingToFix,
    /// This model is not on the bill of this cycle.
    NoCharges(ModelName, Cycle),
    /// No visible profile has this page.
    NoPage(Page),
}

/// A message, and how long it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusMessage {
    pub feedback: Feedback,
    /// When it disappears, on the monotonic clock.
    pub until: Duration,
}

impl StatusMessage {
    pub(crate) fn new(feedback: Feedback, now: Now) -> Self {
        Self { feedback, until: now.monotonic.saturating_add(DURATION) }
    }
}
