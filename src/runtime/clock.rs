//! The clocks: the one place of the program where time is read.
//!
//! The time is the server's, as far as that is known. Everything is judged, stored and planned by it, so that
//! nothing becomes old, or lies in the future, when this machine's clock is set right.

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

/// The machine has one clock, and so the process knows one thing of it.
static SERVER: Mutex<Option<ServerClock>> = Mutex::new(None);

/// Both clocks, counted from the start of the program.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    /// Starts counting.
    pub fn start() -> Self {
        // What happens to the wall clock from now on is noticed.
        with_server(|_, _| ());
        Self { started: Instant::now() }
    }

    /// The present moment.
    pub fn now(self) -> Now {
        Now { utc: Self::utc(), monotonic: self.started.elapsed() }
    }

    /// The server's time; the wall clock's where nothing else is known.
    pub fn utc() -> DateTime<Utc> {
        with_server(|server, reading| server.utc(reading))
    }

    /// How the wall clock is.
    pub fn state() -> ClockState {
        with_server(|server, reading| server.state(reading))
    }

    /// A server has just answered that it is this time.
    pub(super) fn hear(date: DateTime<Utc>) {
        with_server(|server, reading| server.hear(date, reading));
    }

    /// What is known, to be stored.
    pub(super) fn compared() -> Option<Comparison> {
        with_server(|server, _| server.compared())
    }

    /// Takes over what an earlier run has stored in this file.
    pub fn restore_from(file: &Path) {
        if let Some(compared) = store::peek_clock(file) {
            Self::restore(compared);
        }
    }

    /// Takes over what another run, or another instance, has stored.
    pub(super) fn restore(compared: Comparison) {
        with_server(|server, reading| server.restore(compared, reading));
    }

    /// Data were read from the server at `instant`: it cannot be earlier now.
    pub(super) fn see_data_of(instant: DateTime<Utc>) {
        with_server(|server, reading| server.see_data_of(instant, reading));
    }

    /// A moment of the monotonic clock as the async runtime counts it.
    pub(super) fn instant(self, monotonic: std::time::Duration) -> tokio::time::Instant {
        let far = std::time::Duration::from_hours(24 * 365);
        tokio::time::Instant::from_std(self.started + monotonic.min(far))
    }
}

fn with_server<T>(act: impl FnOnce(&mut ServerClock, Reading) -> T) -> T {
    let reading = Reading { wall: Utc::now(), since_boot: since_boot() };
    let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    act(server.get_or_insert_with(|| ServerClock::new(reading)), reading)
}

/// The time since boot, sleep included. Nobody can set it.
fn since_boot() -> TimeDelta {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    // Elsewhere it goes on while the machine sleeps.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    let time = clock_gettime(clock);
    TimeDelta::try_seconds(time.tv_sec).unwrap_or_default() + TimeDelta::nanoseconds(time.tv_nsec)
}
