//! Drops figures from the future: the clock was wrong when they were read, or is now.

use rusqlite::{Connection, params};

use super::run;
use crate::store::file::trouble::Result;

/// A clock may be corrected by this much without loss (microseconds).
const TOLERANCE: i64 = 5 * 60 * 1_000_000;

/// Anything read later than this was read by a wrong clock.
pub(super) const fn latest_plausible(now: i64) -> i64 {
    now.saturating_add(TOLERANCE)
}

const SERIES: &str = "series IN (SELECT id FROM history_series WHERE history = ?1)";

/// Removes what is later than now, if the history ends in the future.
pub(super) fn drop_future(file: &Connection, history: i64, now: i64) -> Result<()> {
    let Some(last) = run::last(file, history)? else { return Ok(()) };
    if last.until <= latest_plausible(now) {
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
