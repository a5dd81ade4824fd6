//! The database in memory that replaces an unusable file. It starts as a copy of the readable part of the
//! file; additions are carried over once the file can be used again.

use std::{
    collections::{HashSet, VecDeque},
    path::Path,
    time::Duration,
};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{
    bills,
    carry_over::{self, copy_rows},
    file::{
        database::Database,
        read_only, schema,
        trouble::{Result, Trouble},
    },
    history,
    identity::AccountKey,
};
use crate::domain::SaveData;

/// How long to wait for another program's lock before nothing of the file is copied.
const BUSY: Duration = Duration::from_millis(100);

/// Files larger than this, in bytes, are copied without histories and bills.
const MAX_BYTES: i64 = 256 << 20;
/// The tables copied from those.
const SMALL_TABLES: [&str; 11] = [
    "last_known",
    "lease",
    "clock",
    "alert_watch",
    "alert_episode",
    "alert_mute",
    "alert_event",
    "alert_outbox",
    "alert_failing",
    "alert_channel",
    "alert_delivery",
];

/// How many polls are remembered for the history in the file.
const MAX_POLLS: usize = 64;

/// Between two attempts to use the file; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const MAX_PAUSE: Duration = Duration::from_mins(1);

/// The database in memory, and additions that the file lacks.
pub(super) struct Fallback {
    pub(super) database: Database,
    /// Whether it began as a copy of the file.
    pub(super) is_copy: bool,
    polls: VecDeque<(AccountKey, SaveData)>,
    bill_days: HashSet<(AccountKey, NaiveDate)>,
    pause: Duration,
    tried_at: DateTime<Utc>,
}

impl Fallback {
    /// Begins with the readable part of `file`; empty if it is damaged or inaccessible.
    pub(super) fn begin(file: &Path, now: DateTime<Utc>) -> Result<Self> {
        match copy_of(file) {
            Ok(Some(copy)) => Self::with(copy, true, now),
            Ok(None) | Err(_) => Self::with(Database::open_in_memory()?, false, now),
        }
    }

    fn with(database: Database, is_copy: bool, now: DateTime<Utc>) -> Result<Self> {
        carry_over::snapshot_alerts(database.connection())?;
        Ok(Self {
            database,
            is_copy,
            polls: VecDeque::new(),
            bill_days: HashSet::new(),
            pause: FIRST_PAUSE,
            tried_at: now,
        })
    }

    /// Whether the memory itself is damaged: a page copied from a damaged file.
    pub(super) fn is_damaged(&self) -> bool {
        let check = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        let found = self.database.connection().query_row("PRAGMA quick_check(1)", [], check);
        !found.is_ok_and(|found| found == "ok")
    }

    /// Begins again empty: the copy is damaged.
    pub(super) fn empty(&mut self) -> Result<()> {
        *self = Self::with(Database::open_in_memory()?, false, self.tried_at)?;
        Ok(())
    }

    pub(super) fn poll_saved(&mut self, account: AccountKey, data: SaveData) {
        if self.polls.len() >= MAX_POLLS {
            self.polls.pop_front();
        }
        self.polls.push_back((account, data));
    }

    pub(super) fn bill_day_saved(&mut self, account: &AccountKey, day: NaiveDate) {
        self.bill_days.insert((account.clone(), day));
    }

    /// How long to wait before retrying the file.
    pub(super) const fn pause(&self) -> Duration {
        self.pause
    }

    /// Whether to retry the file. A clock that was set back does not delay it.
    pub(super) fn is_due(&self, now: DateTime<Utc>) -> bool {
        match now.signed_duration_since(self.tried_at).to_std() {
            Ok(since) => since >= self.pause,
            Err(_) => true,
        }
    }

    /// The file still could not be used.
    pub(super) fn postpone(&mut self, now: DateTime<Utc>) {
        self.tried_at = now;
        self.pause = self.pause.saturating_mul(2).min(MAX_PAUSE);
    }

    /// Writes the additions into the file, within a transaction that may write.
    pub(super) fn carry_over(&self, file: &Connection, now: i64) -> Result<()> {
        let memory = self.database.connection();
        carry_over::rows(memory, file)?;
        for (account, day) in &self.bill_days {
            bills::carry_over(memory, file, account, *day)?;
        }
        // With the current time: with their own, data stored by others since would be dropped as future data.
        for (account, data) in &self.polls {
            history::append_poll(file, account, data, now)?;
        }
        Ok(())
    }
}

/// A copy of the readable part of the file; `None` if there is none.
fn copy_of(file: &Path) -> Result<Option<Database>> {
    let Some(source) = read_only::open(file, BUSY)? else { return Ok(None) };
    let found = schema::version(&source)?;
    if !(schema::READABLE..=schema::KNOWN).contains(&found) {
        return Ok(None);
    }
    let pragma = |name| source.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let size = pragma("page_count")?.saturating_mul(pragma("page_size")?);
    let database = if size <= MAX_BYTES {
        let mut copy = Connection::open_in_memory()?;
        if Backup::new(&source, &mut copy)?.step(-1)? != StepResult::Done {
            return Err(Trouble::Busy);
        }
        Database::in_memory(copy)?
    } else {
        let database = Database::open_in_memory()?;
        for table in SMALL_TABLES {
            // An older file lacks some of them.
            let _ = copy_rows(&source, database.connection(), table);
        }
        database
    };
    // Other instances' leases would never be extended here.
    database.connection().execute(
        "UPDATE lease SET holder = NULL, since = NULL, until = NULL, hold = NULL, next_due = NULL",
        [],
    )?;
    Ok(Some(database))
}
