//! The clocks: the one place of the program where time is read.

use std::time::Instant;

use chrono::{DateTime, Local, Offset as _, TimeZone as _, Utc};

use crate::domain::{Now, Zone};

/// Both clocks, counted from the start of the program.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    /// Starts counting.
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// The present moment.
    pub fn now(self) -> Now {
        Now { utc: Self::utc(), monotonic: self.started.elapsed() }
    }

    /// The wall clock alone.
    pub fn utc() -> DateTime<Utc> {
        Utc::now()
    }

    /// A moment of the monotonic clock as the async runtime counts it.
    pub(super) fn instant(self, monotonic: std::time::Duration) -> tokio::time::Instant {
        let far = std::time::Duration::from_hours(24 * 365);
        tokio::time::Instant::from_std(self.started + monotonic.min(far))
    }
}

/// The system's zone (TZ, or the system's setting).
pub fn local_zone() -> Zone {
    Zone(|instant| Local.offset_from_utc_datetime(&instant.naive_utc()).fix())
}
