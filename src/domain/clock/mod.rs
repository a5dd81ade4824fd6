//! The server's clock, as far as it is known from this machine's.
//!
//! Quotas expire by the server's clock, and a machine's own may be days off. Every answer names the server's time, so
//! the difference is known from the first one on. It is good for as long as nobody sets the wall clock, which shows
//! against the time since boot: that runs evenly, also while the machine sleeps.

use chrono::{DateTime, TimeDelta, Utc};

use super::Cause;

/// A smaller difference counts as none: the server's `Date` has whole seconds and is on its way for a while, at most
/// as long as a request may take.
const TOLERANCE: TimeDelta = TimeDelta::seconds(30);

/// A smaller difference is corrected without a word.
const WORTH_A_WARNING: TimeDelta = TimeDelta::seconds(120);

/// Data from no further in the future than this say nothing against the clock.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// What this machine's clocks show at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The wall clock, which anybody may set.
    pub wall: DateTime<Utc>,
    /// The time since boot, sleep included.
    pub since_boot: TimeDelta,
}

impl Reading {
    /// What the wall clock showed at boot, had it been set by then as it is now. It changes when the wall clock is set,
    /// and at a restart.
    fn booted(self) -> DateTime<Utc> {
        plus(self.wall, -self.since_boot)
    }

    /// How long ago the time since boot was this.
    fn elapsed_since(self, since_boot: TimeDelta) -> TimeDelta {
        self.since_boot.checked_sub(&since_boot).unwrap_or_default().max(TimeDelta::zero())
    }
}

/// How the wall clock compared with the server's, the last time that the server answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The server's time.
    pub server: DateTime<Utc>,
    /// That less the wall clock's; zero where they differ by less than can be told.
    pub offset: TimeDelta,
    /// What the wall clock showed at boot.
    pub booted: DateTime<Utc>,
}

/// The server's clock, as far as it is known from this machine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerClock {
    compared: Option<Comparison>,
    /// What the wall clock showed at boot when it was last known to be as it was.
    booted: DateTime<Utc>,
    /// The newest instant that stored data bear, as far as no answer has been heard since.
    newest_data: Option<DateTime<Utc>>,
    /// The time since boot at which the latest of these came to be known.
    known_at: TimeDelta,
    /// A date that contradicts what is known, and the time since boot at which it was heard.
    contradiction: Option<(DateTime<Utc>, TimeDelta)>,
}

/// How this machine's clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockState {
    /// It was never compared with the server's.
    #[default]
    Unchecked,
    /// It shows the server's time.
    InStep,
    /// It is off by this much (the server's less ours), which is corrected.
    Off(TimeDelta),
    /// It was set, or the machine restarted, since it was compared, or it shows less than data that are there: what the
    /// time is, nobody knows before the server answers.
    Unsure {
        /// How far it is behind the newest data, in whole minutes; absent where it is not.
        behind: Option<TimeDelta>,
    },
}

impl ServerClock {
    /// Nothing is known of the server's clock.
    pub fn new(now: Reading) -> Self {
        Self {
            compared: None,
            booted: now.booted(),
            newest_data: None,
            known_at: now.since_boot,
            contradiction: None,
        }
    }

    /// The server's clock shows `date` now. While the time is known, a date that contradicts it counts only once a later
    /// answer confirms it: one proxy that replays an old answer must not shift the time of every account.
    pub fn hear(&mut self, date: DateTime<Utc>, now: Reading) {
        // What is right within the tolerance is left as it is: corrections that follow every answer would make ages jump.
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

    /// Takes over what another run, or another instance, has compared, where that is newer.
    pub fn restore(&mut self, compared: Comparison, now: Reading) {
        if self.compared.is_none_or(|known| known.server < compared.server) {
            self.adopt(compared, now);
        }
    }

    const fn adopt(&mut self, compared: Comparison, now: Reading) {
        (self.compared, self.booted, self.newest_data) = (Some(compared), compared.booted, None);
        (self.known_at, self.contradiction) = (now.since_boot, None);
    }

    /// Whether `date` is what the date that was heard before has become by now. A replayed answer does not go on.
    fn is_confirmed_by(&self, date: DateTime<Utc>, now: Reading) -> bool {
        self.contradiction.is_some_and(|(before, heard)| {
            date > before && is_near(date, plus(before, now.elapsed_since(heard)))
        })
    }

    /// Data were read from the server at `instant`: it cannot be earlier now.
    pub fn see_data_of(&mut self, instant: DateTime<Utc>, now: Reading) {
        if self.newest_data < Some(instant) {
            (self.newest_data, self.known_at) = (Some(instant), now.since_boot);
        }
    }

    /// What is known, to be stored.
    pub const fn compared(&self) -> Option<Comparison> {
        self.compared
    }

    /// The server's time; where the clock cannot be relied on, no earlier than what is known to have passed, which goes
    /// on: deadlines would never come otherwise.
    pub fn utc(&self, now: Reading) -> DateTime<Utc> {
        if !self.was_set(now) {
            return self.corrected(now);
        }
        let passed = self.compared.map(|compared| compared.server).max(self.newest_data);
        passed.map_or(now.wall, |passed| plus(passed, now.elapsed_since(self.known_at)).max(now.wall))
    }

    /// How the wall clock is.
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
    /// Whether the time that is told can be relied on.
    pub const fn is_sure(self) -> bool {
        !matches!(self, Self::Unsure { .. })
    }

    /// What there is to warn of.
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

/// Whether `instant` lies further in the future than clocks may differ.
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
