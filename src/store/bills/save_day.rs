//! Saves a day: which of two readings stays, and what happens to its lines.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{
    day, free_use,
    known_ids::{Ids, KnownIds},
    lines::{self, LineRow, Lines},
    merge, owner, rollup,
};
use crate::{
    domain::bill::{Origin, PackedDay, SaveCounts, StoredDay},
    store::{
        file::{instant::to_micros, trouble::Result},
        identity::AccountKey,
    },
};

/// Saves a day unless fresher lines or a complete day are stored; must run in a transaction that may write.
///
/// The fresher complete day wins. Exported lines that all have ids are merged instead: an export comes in
/// parts. Readings from the future (a wrong clock) give way to any.
pub(super) fn save(
    file: &Connection,
    known: &mut KnownIds,
    key: &AccountKey,
    coming: &PackedDay,
    now: i64,
) -> Result<SaveCounts> {
    let account = owner::of_day(coming);
    if let (Origin::Api, Some(account)) = (coming.origin, &account) {
        owner::set_apart_all_but(file, key, account)?;
    }
    let found = day::find(file, key, coming.day)?;
    let stored = found.and_then(|(_, stored)| stored);
    let wins = stored.is_none_or(|stored| {
        to_micros(stored.read_at) > now || stored.yields_to(coming.origin, coming.read_at, coming.gap)
    });
    let answered_at = answered_at(stored, coming, now);
    let may_merge =
        coming.origin == Origin::File && stored.is_some_and(|stored| stored.origin == Origin::File);

    if let Some(stored) = stored.filter(|_| !wins && !may_merge) {
        return discard(file, key, StoredDay { answered_at, ..stored }, coming);
    }
    let stored_lines = match found {
        Some((id, _)) => lines::of_day(file, id)?,
        None => Lines::default(),
    };
    let coming_lines = Lines::of_packed(&coming.lines, &mut Ids::new(file, known, &coming.book)?)?;
    let before: Vec<LineRow<'_>> = stored_lines.views().collect();
    let mut rows: Vec<LineRow<'_>> = coming_lines.views().collect();
    let mut doubled = 0;
    let has_ids = coming.origin == Origin::File && merge::have_ids(&rows);
    if has_ids {
        (rows, doubled) = merge::distinct(rows);
    }
    let mut counts;
    let is_merged = may_merge && has_ids && merge::have_ids(&before);
    if is_merged {
        (rows, counts) = merge::merge(before.clone(), rows, wins);
    } else if let Some(stored) = stored.filter(|_| !wins) {
        return discard(file, key, StoredDay { answered_at, ..stored }, coming);
    } else {
        counts = merge::replace(&before, &rows);
    }
    counts.known = counts.known.saturating_add(doubled);

    let (read_at, gap) = match stored.filter(|_| !wins) {
        // A day that was complete at its end lacks nothing, whatever is added to it.
        Some(stored) if stored.is_complete() => (stored.read_at, None),
        Some(stored) => (stored.read_at, stored.gap.or(coming.gap)),
        None => (coming.read_at, coming.gap),
    };
    counts.gaps = u64::from(gap.is_some());
    let saved = StoredDay { day: coming.day, origin: coming.origin, read_at, answered_at, gap };
    let id = day::save(file, key, &saved, account.as_ref())?;
    // Most days that are fetched again have not changed.
    if found.is_none() || rows != before {
        let mut rows = Lines::of(&rows);
        rows.sort_by_charge();
        lines::replace(file, id, &rows)?;
        rollup::save(file, id, &rows)?;
        if coming.origin == Origin::File {
            if is_merged || doubled > 0 {
                free_use::save_stored(file, key, coming.day, &rows)?;
            } else {
                free_use::save_coming(file, &mut known.subjects, key, coming)?;
            }
        }
    }
    Ok(counts)
}

/// The stored day stays: only the time of the API's answer is new.
fn discard(file: &Connection, key: &AccountKey, stored: StoredDay, coming: &PackedDay) -> Result<SaveCounts> {
    if coming.origin == Origin::Api {
        // The stored lines may come from a file that does not state its owner.
        day::save(file, key, &stored, None)?;
    }
    let lines = u64::try_from(coming.lines.len()).unwrap_or(u64::MAX);
    let is_partial = coming.gap.is_some() && stored.gap.is_none();
    Ok(if is_partial {
        SaveCounts { not_whole: lines, ..SaveCounts::default() }
    } else {
        SaveCounts { outdated: lines, ..SaveCounts::default() }
    })
}

/// When the API last answered for the day, including `coming`.
fn answered_at(stored: Option<StoredDay>, coming: &PackedDay, now: i64) -> Option<DateTime<Utc>> {
    let before = stored.and_then(|stored| stored.answered_at).filter(|at| to_micros(*at) <= now);
    match coming.origin {
        Origin::Api => before.max(Some(coming.read_at)),
        Origin::File => before,
    }
}
