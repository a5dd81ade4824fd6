//! What a status line reads besides last known data: read-only, like [`super::peek`], since a bar asks every few
//! seconds and must neither wait nor keep others waiting. A file of an older version has nothing for it.

use std::{collections::HashMap, path::Path};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{
    alerts, bills,
    file::{read_only, schema},
    history,
    identity::{AccountKey, Identity},
    peek::BUSY,
};
use crate::domain::{
    ModelName,
    alert::Alerts,
    bill::{Cycle, LedgerDetail, StoredCycle},
    forecast::Seen,
};

/// The open file. Nothing is ever written.
#[derive(Debug)]
pub struct Glance(Connection);

impl Glance {
    /// Absent if there is no file of the current version that can be read now.
    pub fn open(file: &Path) -> Option<Self> {
        let connection = read_only::open(file, BUSY).ok()??;
        schema::check(&connection).ok()?;
        Some(Self(connection))
    }

    /// The figures since `since` of every model that was ever used; absent if they cannot be read.
    pub fn histories(
        &self,
        identity: &Identity,
        since: DateTime<Utc>,
    ) -> Option<HashMap<ModelName, Vec<Seen>>> {
        history::read_all(&self.0, identity, since).ok()
    }

    /// The active alerts of a profile, without evaluating rules; absent if they never were evaluated or cannot be read.
    pub fn alerts(&self, profile: &str, now: DateTime<Utc>) -> Option<Alerts> {
        alerts::read_evaluated(&self.0, profile, now).ok()?
    }

    /// A cycle of a bill; absent if it cannot be read.
    pub fn cycle(&self, account: &AccountKey, cycle: Cycle, detail: LedgerDetail) -> Option<StoredCycle> {
        bills::read_cycle(&self.0, account, cycle, detail).ok().map(|(stored, _)| stored)
    }
}
