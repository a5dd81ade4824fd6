//! Since when feeds fail: remembered between runs, for one that asks once and ends knows its own failure alone.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    domain::alert::{Observed, SeenFeed},
    store::{
        Trouble,
        instant::{from_micros, to_micros},
    },
};

/// The feeds of `observed`, where one has failed for longer than is seen: since the first failure that was remembered,
/// as long as nothing was answered in between. What is seen is remembered in turn.
pub(super) fn remembered(file: &Connection, observed: &Observed) -> Result<Option<Vec<SeenFeed>>, Trouble> {
    let mut feeds = Vec::new();
    let mut has_changed = false;
    for seen in &observed.feeds {
        let mut seen = seen.clone();
        has_changed |= complete(file, &observed.profile, &mut seen)?;
        feeds.push(seen);
    }
    Ok(has_changed.then_some(feeds))
}

/// Whether it failed before it was seen to.
fn complete(file: &Connection, profile: &str, seen: &mut SeenFeed) -> Result<bool, Trouble> {
    const READ: &str = "SELECT since FROM alert_failing WHERE profile = ?1 AND feed = ?2";
    const KEEP: &str = "INSERT OR REPLACE INTO alert_failing (profile, feed, since) VALUES (?1, ?2, ?3)";
    const FORGET: &str = "DELETE FROM alert_failing WHERE profile = ?1 AND feed = ?2 AND since <= ?3";
    let (feed, answered) = (seen.name.as_str(), seen.feed.fetched_at);
    let Some(failure) = &mut seen.feed.failure else {
        if let Some(answered) = answered {
            file.execute(FORGET, params![profile, feed, to_micros(answered)])?;
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
            file.execute(KEEP, params![profile, feed, to_micros(failure.since)])?;
            Ok(false)
        }
    }
}
