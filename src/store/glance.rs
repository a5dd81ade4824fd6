//! What a status line reads besides last known data: read-only, like [`super::peek`], since a bar asks every few
//! seconds and must neither wait nor keep others waiting. A file of an older version has nothing for it.

use std::{collections::HashMap, path::Path};

use chrono::{DateTime, Utc};

use super::{
    PeekFile, alerts, bills, history,
    identity::{AccountKey, Identity},
};
use crate::domain::{
    ModelName,
    alert::Alerts,
    bill::{Cycle, LedgerDetail, StoredCycle},
    forecast::Seen,
};

/// The open file. Nothing is ever written.
#[derive(Debug)]
pub struct Glance(PeekFile);

impl Glance {
    /// Absent if there is no file that can be read now.
    pub fn open(file: &Path) -> Option<Self> {
        PeekFile::open(file).ok()?.map(Self)
    }

    /// The figures since `since` of every model that was ever used; absent if they cannot be read.
    pub fn histories(
        &self,
        identity: &Identity,
        since: DateTime<Utc>,
    ) -> Option<HashMap<ModelName, Vec<Seen>>> {
        self.0.read(|file| history::read_all(file, identity, since)).ok()
    }

    /// The active alerts of a profile, without evaluating rules; absent if they never were evaluated or cannot be read.
    pub fn alerts(&self, profile: &str, now: DateTime<Utc>) -> Option<Alerts> {
        self.0.read(|file| alerts::read_evaluated(file, profile, now)).ok()?
    }

    /// A cycle of a bill; absent if it cannot be read.
    pub fn cycle(&self, account: &AccountKey, cycle: Cycle, detail: LedgerDetail) -> Option<StoredCycle> {
        let read = self.0.read(|file| bills::read_cycle(file, account, cycle, detail));
        read.ok().map(|(stored, _)| stored)
    }
}
