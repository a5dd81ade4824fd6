//! How long and how often is measured.

use std::time::Duration;

pub(crate) struct Plan {
    /// Starts of which the median counts.
    pub(crate) starts: usize,
    /// From the start until memory is read.
    pub(crate) settle: Duration,
    /// In which nothing is pressed.
    pub(crate) idle: Duration,
    /// The same where one minute has to turn.
    pub(crate) idle_minute: Duration,
    pub(crate) keys: usize,
    pub(crate) resizes: usize,
    /// Runs of a command.
    pub(crate) runs: usize,
    /// Models of the large snapshot.
    pub(crate) many: usize,
}

impl Plan {
    pub(crate) const FULL: Self = Self {
        starts: 15,
        settle: Duration::from_secs(10),
        idle: Duration::from_secs(20),
        idle_minute: Duration::from_mins(1),
        keys: 40,
        resizes: 10,
        runs: 30,
        many: 100_000,
    };
    /// Only to see whether it works.
    pub(crate) const TRIAL: Self = Self {
        starts: 1,
        settle: Duration::from_millis(500),
        idle: Duration::from_millis(500),
        idle_minute: Duration::from_millis(500),
        keys: 4,
        resizes: 2,
        runs: 2,
        many: 1_000,
    };
}
