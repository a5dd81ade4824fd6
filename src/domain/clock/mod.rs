//! The server's clock, estimated from this machine's.
//!
//! Quotas expire by the server's clock, and a machine's own may be days off. Every response states the
//! server's time, so the offset is known from the first one on. It is valid until the wall clock is set,
//! which is detected by the time since boot: that runs evenly, even while the machine sleeps.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Cause, freshness::AHEAD};

/// A smaller offset is ignored: the server's `Date` has whole seconds, and a request's duration delays it.
const TOLERANCE: TimeDelta = TimeDelta::seconds(30);

/// A smaller offset is corrected silently.
const WORTH_A_WARNING: TimeDelta = TimeDelta::seconds(120);

/// This machine's clocks at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// May be set at any time.
    pub wall: DateTime<Utc>,
    /// Including sleep.
    pub since_boot: TimeDelta,
}

impl Reading {
    /// The time of boot by the present wall clock. It changes when that is set, and at a restart.
    fn booted(self) -> DateTime<Utc> {
        plus(self.wall, -self.since_boot)
    }

    fn elapsed_since(self, since_boot: TimeDelta) -> TimeDelta {
        self.since_boot.checked_sub(&since_boot).unwrap_or_default().max(TimeDelta::zero())
    }
}

/// The wall clock compared with the server's at its last response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    pub server: DateTime<Utc>,
    /// Server minus wall clock; zero if within the tolerance.
    pub offset: TimeDelta,
    /// See [`Reading::booted`].
    pub booted: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerClock {
    /// To be stored.
    pub compared: Option<Comparison>,
    /// The time of boot when the wall clock was last known to be unchanged.
    booted: DateTime<Utc>,
    /// The newest timestamp of stored data, if there was no response since.
    newest_data: Option<DateTime<Utc>>,
    /// The time since boot at which these last changed.
    known_at: TimeDelta,
    /// A date that contradicts the estimate, and the time since boot at which it was received.
    contradiction: Option<(DateTime<Utc>, TimeDelta)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockState {
    #[default]
    Unchecked,
    InStep,
    /// By this much (server minus ours), which is corrected.
    Off(TimeDelta),
    /// It was set or the machine restarted after the comparison, or it is behind the newest data: the time is
    /// unknown until the next response.
    Unsure {
        /// Behind the newest data, in whole minutes.
        behind: Option<TimeDelta>,
    },
}

impl ServerClock {
    pub fn new(now: Reading) -> Self {
        Self {
            compared: None,
            booted: now.booted(),
            newest_data: None,
            known_at: now.since_boot,
            contradiction: None,
        }
    }

    /// A response states `date`. If that contradicts the known time, it is ignored until a later response
    /// confirms it: a proxy that replays an old response must not shift the time of every account.
    pub fn note_date(&mut self, date: DateTime<Utc>, now: Reading) {
        // An estimate within the tolerance is not corrected, so that ages do not jump.
        let estimates = [now.wall, self.utc(now)];
        let known = estimates.into_iter().find(|time| is_near(*time, date));
        let is_settled = self.compared.is_some() && self.state(now).is_sure();
        if known.is_none() && is_settled && !self.is_confirmed_by(date, now) {
            self.contradiction = Some((date, now.since_boot));
            return;
        }
        let server = known.unwrap_or(date);
        let offset = server.signed_duration_since(now.wall);
        self.adopt(Comparison { server, offset, booted: now.booted() }, now);
    }

    /// Adopts the comparison of another run or instance if it is newer.
    pub fn restore(&mut self, compared: Comparison, now: Reading) {
        if self.compared.is_none_or(|known| known.server < compared.server) {
            self.adopt(compared, now);
        }
    }

    const fn adopt(&mut self, compared: Comparison, now: Reading) {
        (self.compared, self.booted, self.newest_data) = (Some(compared), compared.booted, None);
        (self.known_at, self.contradiction) = (now.since_boot, None);
    }

    /// Whether `date` continues the contradicting date. A replayed response does not advance.
    fn is_confirmed_by(&self, date: DateTime<Utc>, now: Reading) -> bool {
        self.contradiction.is_some_and(|(before, heard)| {
            date > before && is_near(date, plus(before, now.elapsed_since(heard)))
        })
    }

    /// Data were fetched at `instant`: it cannot be earlier now.
    pub fn note_data_from(&mut self, instant: DateTime<Utc>, now: Reading) {
        if self.newest_data < Some(instant) {
            (self.newest_data, self.known_at) = (Some(instant), now.since_boot);
        }
    }

    /// The server's time. If the clock is unreliable, time advances from the last known instant, so that
    /// deadlines still come.
    pub fn utc(&self, now: Reading) -> DateTime<Utc> {
        if !self.was_set(now) {
            return self.corrected(now);
        }
        let passed = self.compared.map(|compared| compared.server).max(self.newest_data);
        passed.map_or(now.wall, |passed| plus(passed, now.elapsed_since(self.known_at)).max(now.wall))
    }

    pub fn state(&self, now: Reading) -> ClockState {
        let behind = self.newest_data.map(|newest| newest.signed_duration_since(self.corrected(now)));
        let behind = behind.filter(|behind| *behind > AHEAD);
        match self.compared {
            _ if behind.is_some() || self.was_set(now) => {
                let whole = |behind: TimeDelta| TimeDelta::try_minutes(behind.num_minutes());
                ClockState::Unsure { behind: behind.and_then(whole) }
            }
            None => ClockState::Unchecked,
            Some(compared) if compared.offset.is_zero() => ClockState::InStep,
            Some(compared) => ClockState::Off(compared.offset),
        }
    }

    fn corrected(&self, now: Reading) -> DateTime<Utc> {
        self.compared.map_or(now.wall, |compared| plus(now.wall, compared.offset))
    }

    fn was_set(&self, now: Reading) -> bool {
        !is_near(self.booted, now.booted())
    }
}

impl ClockState {
    pub const fn is_sure(self) -> bool {
        !matches!(self, Self::Unsure { .. })
    }

    /// A warning, if needed.
    pub fn cause(self) -> Option<Cause> {
        match self {
            Self::Unchecked | Self::InStep => None,
            Self::Off(offset) => {
                (offset.abs() > WORTH_A_WARNING).then(|| Cause::ClockSkew { seconds: offset.num_seconds() })
            }
            Self::Unsure { behind } => {
                Some(Cause::ClockUnsure { behind_seconds: behind.map(|behind| behind.num_seconds()) })
            }
        }
    }
}

/// Whether `instant` is in the future by more than clocks may differ.
pub fn is_ahead(instant: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    instant.signed_duration_since(now) > AHEAD
}

fn is_near(one: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    one.signed_duration_since(other).abs() <= TOLERANCE
}

fn plus(instant: DateTime<Utc>, length: TimeDelta) -> DateTime<Utc> {
    instant.checked_add_signed(length).unwrap_or(instant)
}

#[cfg(test)]
mod tests;
