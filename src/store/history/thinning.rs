//! When old figures are thinned: at most once a day, when a poll was kept, a few series at a time.

use rusqlite::{Connection, params};

use super::{run, thin};
use crate::store::{Trouble, instant::to_micros, worker::Worker};

const HOUR: i64 = 3_600 * 1_000_000;
const DAY: i64 = 24 * HOUR;

/// So many series in one transaction.
const AT_ONCE: i64 = 16;

/// What the thread knows of what there is to thin.
#[derive(Debug, Default)]
pub(in crate::store) struct Thinning {
    /// A poll was kept: there may be something.
    has_grown: bool,
    /// Before then, nothing is looked for.
    not_before: i64,
}

impl Thinning {
    /// Something was appended.
    pub(in crate::store) const fn look(&mut self) {
        self.has_grown = true;
    }
}

impl Worker {
    /// Thins as long as nobody waits; once, where it is due, in any case: a run may be over before anybody rests.
    pub(in crate::store) fn thin_while(&mut self, nobody_waits: impl Fn() -> bool) {
        while self.thinning.has_grown {
            let now = to_micros(self.now());
            if now < self.thinning.not_before && self.thinning.not_before <= now.saturating_add(HOUR) {
                self.thinning.has_grown = false;
                return;
            }
            if !self.write(step).unwrap_or(false) {
                self.thinning.has_grown = false;
                self.thinning.not_before = now.saturating_add(HOUR);
            }
            if !nobody_waits() {
                return;
            }
        }
    }
}

/// Thins a few series that were not thinned for a day. Whether there may be more.
fn step(file: &Connection, now: i64) -> Result<bool, Trouble> {
    const DUE: &str = "
        SELECT id, history, thinned_at FROM history_series
         WHERE thinned_at <= ?1 OR thinned_at > ?2 ORDER BY thinned_at LIMIT ?3";
    const DONE: &str = "UPDATE history_series SET thinned_at = ?2 WHERE id = ?1";
    let mut due = file.prepare(DUE)?;
    let due = due.query_map(params![now.saturating_sub(DAY), now, AT_ONCE], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    })?;
    let due: Vec<_> = due.collect::<Result<_, _>>()?;
    let done = i64::try_from(due.len()).unwrap_or(AT_ONCE);
    for (series, history, thinned_at) in due {
        let runs = run::since(file, history, i64::MIN)?;
        thin::thin(file, series, &runs, (thinned_at, now))?;
        file.execute(DONE, params![series, now])?;
    }
    Ok(done == AT_ONCE)
}
