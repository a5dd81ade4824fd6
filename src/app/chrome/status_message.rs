//! What is said for a moment of what a person just did, where no more happens on the screen.

use std::time::Duration;

use crate::{app::copied::Copied, domain::Now};

/// It stands there for so long, unless a key is pressed before.
const STAYS: Duration = Duration::from_secs(4);

/// What is said.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// This is on the clipboard now, if the terminal passes it on.
    Copied(Copied),
    /// There is nothing here to be copied.
    NothingToCopy,
}

/// What is said, and how long.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// What is said.
    pub remark: Remark,
    /// Until when, on the monotonic clock.
    pub until: Duration,
}

impl Said {
    /// Says this from `now` on.
    pub(crate) fn new(remark: Remark, now: Now) -> Self {
        Self { remark, until: now.monotonic.saturating_add(STAYS) }
    }
}
