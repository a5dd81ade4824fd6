//! Figures from the future: the clock was wrong when they were read, or is now. They yield to any that are read now.

use rusqlite::{Connection, params};

use super::run;
use crate::store::Trouble;

/// A clock may be put right by this much without anything being lost (microseconds).
const AHEAD: i64 = 5 * 60 * 1_000_000;

/// What was read later than this was read by a clock that was wrong.
pub(super) const fn limit(now: i64) -> i64 {
    now.saturating_add(AHEAD)
}

const SERIES: &str = "series IN (SELECT id FROM history_series WHERE history = ?1)";

/// Removes what is later than now, where the history ends in the future.
pub(super) fn yield_to(file: &Connection, history: i64, now: i64) -> Result<(), Trouble> {
    let Some(last) = run::last(file, history)? else { return Ok(()) };
    if last.until <= limit(now) {
        return Ok(());
    }
    for sql in [
        "DELETE FROM history_run WHERE history = ?1 AND from_at > ?2",
        "UPDATE history_run SET until_at = ?2 WHERE history = ?1 AND until_at > ?2",
        &format!("DELETE FROM history_figure WHERE from_at > ?2 AND {SERIES}"),
        &format!(
            "UPDATE history_figure SET until_at = NULL WHERE until_at IS NOT NULL AND from_at <= ?2 AND {SERIES}
             AND from_at = (SELECT max(newest.from_at) FROM history_figure newest WHERE newest.series = history_figure.series)"
        ),
        "UPDATE history_series SET thinned_at = ?2 WHERE history = ?1 AND thinned_at > ?2",
    ] {
        file.execute(sql, params![history, now])?;
    }
    Ok(())
}
