//! Since when feeds fail. Stored between runs, because a one-shot command knows only its own failure.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    domain::alert::{Observed, SeenFeed},
    store::file::{
        instant::{from_micros, to_micros},
        trouble::Result,
    },
};

/// The feeds of `observed` with the time of their first failure, if one of them failed before this run and
/// has not answered since. Stores what is observed.
pub(super) fn since_first_failure(file: &Connection, observed: &Observed) -> Result<Option<Vec<SeenFeed>>> {
    let mut feeds = Vec::new();
    let mut has_changed = false;
    for seen in &observed.feeds {
        let mut seen = seen.clone();
        has_changed |= correct(file, &observed.profile, &mut seen)?;
        feeds.push(seen);
    }
    Ok(has_changed.then_some(feeds))
}

/// Sets the feed's first failure; whether it is earlier than observed.
fn correct(file: &Connection, profile: &str, seen: &mut SeenFeed) -> Result<bool> {
    const READ: &str = "SELECT since FROM alert_failing WHERE profile = ?1 AND feed = ?2";
    const SAVE: &str = "INSERT OR REPLACE INTO alert_failing (profile, feed, since) VALUES (?1, ?2, ?3)";
    const DELETE: &str = "DELETE FROM alert_failing WHERE profile = ?1 AND feed = ?2 AND since <= ?3";
    let (feed, answered) = (seen.name.into_str(), seen.feed.fetched_at);
    let Some(failure) = &mut seen.feed.failure else {
        if let Some(answered) = answered {
            file.execute(DELETE, params![profile, feed, to_micros(answered)])?;
        }
        return Ok(false);
    };
    let known: Option<i64> = file.query_row(READ, params![profile, feed], |row| row.get(0)).optional()?;
    let earlier = known.and_then(from_micros).filter(|since| answered.is_none_or(|at| at < *since));
    match earlier {
        Some(since) if since < failure.since => {
            failure.since = since;
            Ok(true)
        }
        Some(since) if since == failure.since => Ok(false),
        _ => {
            file.execute(SAVE, params![profile, feed, to_micros(failure.since)])?;
            Ok(false)
        }
    }
}
