//! The accounts of a fleet: those that were read last, and the one that is open.

use chrono::{DateTime, Utc};

use crate::domain::{
    alert::{Episode, Firing},
    fleet::{AccountName, AccountRow},
    request::FleetReading,
};

/// Of a profile whose source is a Prometheus; empty for every other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KnownFleet {
    accounts: Vec<AccountRow>,
    /// Absent before the first reading.
    pub read_at: Option<DateTime<Utc>>,
    /// Whether the server records the rules that sum accounts up.
    pub has_rules: bool,
    /// The account whose models are the profile's.
    pub opened: Option<AccountName>,
    /// The alerts of that account that the server's rules raise.
    pub firing: Vec<Firing>,
}

impl KnownFleet {
    /// Takes what was read. A row of which the server knows nothing any more is gone.
    pub(crate) fn take(&mut self, reading: FleetReading, now: DateTime<Utc>) {
        (self.accounts, self.has_rules, self.read_at) = (reading.accounts, reading.has_rules, Some(now));
    }

    /// Since when an alert of the open account is known: quotatop finds it when the account is opened, but the server
    /// may have raised it long before.
    pub(crate) fn date(&self, episode: &mut Episode) {
        if let Some(firing) = self.firing.iter().find(|firing| firing.is(episode)) {
            episode.raised_at = episode.raised_at.min(firing.since);
        }
    }

    pub fn accounts(&self) -> &[AccountRow] {
        &self.accounts
    }
}
