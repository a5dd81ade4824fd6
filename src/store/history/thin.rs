//! When old figures are thinned: at most once a day, after a poll was saved, a few series at a time.

use rusqlite::{Connection, params};

use super::{run, thin_series};
use crate::store::file::trouble::Result;

const HOUR: i64 = 3_600 * 1_000_000;
const DAY: i64 = 24 * HOUR;

const SERIES_AT_ONCE: i64 = 16;

/// When to thin old figures.
#[derive(Debug, Default)]
pub(crate) struct Thinning {
    /// A poll was saved: there may be something to thin.
    has_grown: bool,
    not_before: i64,
}

impl Thinning {
    pub(crate) const fn poll_saved(&mut self) {
        self.has_grown = true;
    }

    /// Whether to check now. A pause longer than an hour is from before the clock was set back.
    pub(crate) fn is_due(&mut self, now: i64) -> bool {
        let is_paused = now < self.not_before && self.not_before <= now.saturating_add(HOUR);
        self.has_grown &= !is_paused;
        self.has_grown
    }

    /// Nothing is left to thin for now.
    pub(crate) const fn pause(&mut self, now: i64) {
        self.has_grown = false;
        self.not_before = now.saturating_add(HOUR);
    }
}

/// Thins a few series that were not thinned for a day. Whether there may be more.
pub(crate) fn thin_some(file: &Connection, now: i64) -> Result<bool> {
    const DUE: &str = "
        SELECT id, history, thinned_at FROM history_series
         WHERE thinned_at <= ?1 OR thinned_at > ?2 ORDER BY thinned_at LIMIT ?3";
    const DONE: &str = "UPDATE history_series SET thinned_at = ?2 WHERE id = ?1";
    let mut due = file.prepare(DUE)?;
    let due = due.query_map(params![now.saturating_sub(DAY), now, SERIES_AT_ONCE], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    })?;
    let due: Vec<_> = due.collect::<Result<_, _>>()?;
    let done = i64::try_from(due.len()).unwrap_or(SERIES_AT_ONCE);
    for (series, history, thinned_at) in due {
        let runs = run::since(file, history, i64::MIN)?;
        thin_series::thin(file, series, &runs, (thinned_at, now))?;
        file.execute(DONE, params![series, now])?;
    }
    Ok(done == SERIES_AT_ONCE)
}
