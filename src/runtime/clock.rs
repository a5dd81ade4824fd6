//! The clocks: the only place where time is read.
//!
//! Everything is evaluated, stored and scheduled by the server's time, as far as known, so that correcting
//! this machine's clock makes nothing stale, and moves nothing into the future.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use chrono::{DateTime, TimeDelta, Utc};
use rustix::time::{ClockId, clock_gettime};

use crate::{
    domain::{
        ClockState, Now,
        clock::{Comparison, Reading, ServerClock},
    },
    store,
};

/// The server's clock as estimated from this machine's.
static SERVER: Mutex<Option<ServerClock>> = Mutex::new(None);

/// What is added to the wall clock while a recording is replayed.
static SHIFT: Mutex<TimeDelta> = Mutex::new(TimeDelta::zero());

/// The wall clock, corrected, and the monotonic clock, from the start of the program.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    pub fn start() -> Self {
        // Changes of the wall clock are detected from now on.
        with_server(|_, _| ());
        Self { started: Instant::now() }
    }

    /// Goes on from `instant`, as if it were that now: a recording is shown as of its own time.
    pub fn replay_from(instant: DateTime<Utc>) {
        let shift = instant.signed_duration_since(Utc::now());
        *SHIFT.lock().unwrap_or_else(PoisonError::into_inner) = shift;
        *SERVER.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub fn now(self) -> Now {
        Now { utc: Self::utc(), monotonic: self.started.elapsed() }
    }

    /// The server's time if known, else the wall clock's.
    pub fn utc() -> DateTime<Utc> {
        with_server(|server, reading| server.utc(reading))
    }

    pub fn state() -> ClockState {
        with_server(|server, reading| server.state(reading))
    }

    /// A server has just responded with `date`.
    pub(super) fn note_server_date(date: DateTime<Utc>) {
        with_server(|server, reading| server.note_date(date, reading));
    }

    pub(super) fn compared() -> Option<Comparison> {
        with_server(|server, _| server.compared)
    }

    /// Restores the comparison stored in `file` by an earlier run.
    pub fn restore_from(file: &Path) {
        if let Some(compared) = store::peek_clock(file) {
            Self::restore(compared);
        }
    }

    pub(super) fn restore(compared: Comparison) {
        with_server(|server, reading| server.restore(compared, reading));
    }

    /// Data have been fetched at `instant`: it cannot be earlier now.
    pub(super) fn note_data_from(instant: DateTime<Utc>) {
        with_server(|server, reading| server.note_data_from(instant, reading));
    }

    /// A time of the monotonic clock for the async runtime.
    pub(super) fn instant(self, monotonic: std::time::Duration) -> tokio::time::Instant {
        let far = std::time::Duration::from_hours(24 * 365);
        tokio::time::Instant::from_std(self.started + monotonic.min(far))
    }
}

fn with_server<T>(act: impl FnOnce(&mut ServerClock, Reading) -> T) -> T {
    let shift = *SHIFT.lock().unwrap_or_else(PoisonError::into_inner);
    let wall = Utc::now();
    let reading = Reading { wall: wall.checked_add_signed(shift).unwrap_or(wall), since_boot: since_boot() };
    let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    act(server.get_or_insert_with(|| ServerClock::new(reading)), reading)
}

/// The time since boot, including sleep; it cannot be set.
fn since_boot() -> TimeDelta {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    // Elsewhere it goes on while the machine sleeps.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    let time = clock_gettime(clock);
    TimeDelta::try_seconds(time.tv_sec).unwrap_or_default() + TimeDelta::nanoseconds(time.tv_nsec)
}
