//! Keeping a day: which of two readings stays, and what the caller is told of it.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{account, day, line, merge, rollup};
use crate::{
    domain::bill::{BillDay, KeptDay, Origin, Taken},
    store::{AccountKey, Trouble, instant::to_micros},
};

/// Keeps a day, unless fresher lines or a whole day are there; to be called within a transaction that may write.
///
/// The fresher whole day wins. Exported lines that all have ids unite instead: an export comes in parts. Readings
/// from the future (a clock that was wrong) yield to any.
pub(super) fn keep(
    file: &Connection,
    key: &AccountKey,
    coming: &BillDay,
    now: i64,
) -> Result<Taken, Trouble> {
    let account = account::of_day(coming);
    if let (Origin::Api, Some(account)) = (coming.origin, &account) {
        account::set_apart_all_but(file, key, account)?;
    }
    let found = day::find(file, key, coming.day)?;
    let kept = found.and_then(|(_, kept)| kept);
    let wins = kept.is_none_or(|kept| {
        to_micros(kept.read_at) > now || kept.yields_to(coming.origin, coming.read_at, coming.gap)
    });
    let asked_at = asked_at(kept, coming, now);
    let may_unite = coming.origin == Origin::File && kept.is_some_and(|kept| kept.origin == Origin::File);

    if let Some(kept) = kept.filter(|_| !wins && !may_unite) {
        return stays(file, key, KeptDay { asked_at, ..kept }, coming);
    }
    let before = match found {
        Some((id, _)) => line::of_day(file, id)?,
        None => Vec::new(),
    };
    let mut rows = line::rows(file, &coming.lines)?;
    let mut doubled = 0;
    let has_ids = coming.origin == Origin::File && merge::have_ids(&rows);
    if has_ids {
        (rows, doubled) = merge::distinct(rows);
    }
    let mut taken;
    if may_unite && has_ids && merge::have_ids(&before) {
        (rows, taken) = merge::united(before.clone(), rows, wins);
    } else if let Some(kept) = kept.filter(|_| !wins) {
        return stays(file, key, KeptDay { asked_at, ..kept }, coming);
    } else {
        taken = merge::replaced(&before, &rows);
    }
    taken.known = taken.known.saturating_add(doubled);

    let (read_at, gap) = match kept.filter(|_| !wins) {
        // A day that was whole at its end lacks nothing, whatever came to it.
        Some(kept) if kept.is_complete() => (kept.read_at, None),
        Some(kept) => (kept.read_at, kept.gap.or(coming.gap)),
        None => (coming.read_at, coming.gap),
    };
    taken.gaps = u64::from(gap.is_some());
    let now_kept = KeptDay { day: coming.day, origin: coming.origin, read_at, asked_at, gap };
    let id = day::keep(file, key, &now_kept, account.as_ref())?;
    // Most days that are asked for again have not changed.
    if found.is_none() || rows != before {
        line::replace(file, id, &rows)?;
        rollup::renew(file, id)?;
    }
    Ok(taken)
}

/// What is kept stays: all that is learnt is that the interface was asked.
fn stays(file: &Connection, key: &AccountKey, kept: KeptDay, coming: &BillDay) -> Result<Taken, Trouble> {
    if coming.origin == Origin::Api {
        // The kept lines may be of a file that does not say whose they are.
        day::keep(file, key, &kept, None)?;
    }
    let lines = u64::try_from(coming.lines.len()).unwrap_or(u64::MAX);
    let is_partial = coming.gap.is_some() && kept.gap.is_none();
    Ok(if is_partial {
        Taken { not_whole: lines, ..Taken::default() }
    } else {
        Taken { outdated: lines, ..Taken::default() }
    })
}

/// When the interface last answered for the day, now that `coming` is there.
fn asked_at(kept: Option<KeptDay>, coming: &BillDay, now: i64) -> Option<DateTime<Utc>> {
    let before = kept.and_then(|kept| kept.asked_at).filter(|at| to_micros(*at) <= now);
    match coming.origin {
        Origin::Api => before.max(Some(coming.read_at)),
        Origin::File => before,
    }
}
