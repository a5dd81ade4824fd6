//! From data that are kept to what is appended.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    append::{Reading, append},
    figure::Figure,
    login,
};
use crate::{
    domain::{Balance, FeedName, Kept, Model, history::Grant},
    store::{AccountKey, Keep, Trouble, instant::to_micros},
};

/// Polls that are no further apart than this leave no gap (microseconds) ...
const SHORTEST_GAP: i64 = 15 * 60 * 1_000_000;
/// ... nor do those that are as far apart as so many times the usual.
const MISSED: i64 = 3;

/// Appends these data to the history of the account; to be called in the transaction that keeps them.
pub(in crate::store) fn append_kept(
    file: &Connection,
    key: &AccountKey,
    data: &Keep,
    now: i64,
) -> Result<(), Trouble> {
    let feed = data.part().feed();
    let tolerance = tolerance(file, key, feed)?;
    match data {
        Keep::Models(kept) => {
            let readings: Vec<Reading<'_>> = kept.value.iter().filter_map(reading).collect();
            let grants: Vec<Grant> = kept.value.iter().filter_map(grant).collect();
            if grants.is_empty() {
                return Ok(());
            }
            match login::history_for(file, key, feed, &grants)? {
                Some(history) => append(file, history, &readings, tolerance, now),
                None => Ok(()),
            }
        }
        Keep::Balance(kept) => match login::history_for(file, key, feed, &[])? {
            Some(history) => append(file, history, balance(kept).as_slice(), tolerance, now),
            None => Ok(()),
        },
        Keep::Catalogue(_) => Ok(()),
    }
}

fn reading(model: &Model) -> Option<Reading<'_>> {
    let quota = model.quota.as_ref()?;
    let figure = quota.remaining.map(|remaining| Figure {
        remaining,
        total: quota.total,
        expires_at: quota.expires_at.map(to_micros),
    });
    Some(Reading { name: model.name.as_str(), figure, read_at: to_micros(quota.read_at) })
}

fn grant(model: &Model) -> Option<Grant> {
    let quota = model.quota.as_ref()?;
    let (name, remaining) = (model.name.clone(), quota.remaining?);
    Some(Grant { model: name, total: quota.total, expires_at: quota.expires_at, remaining })
}

/// A balance is a series, named by its currency.
fn balance(kept: &Kept<Balance>) -> Option<Reading<'_>> {
    let available = kept.value.available?;
    let name = kept.value.currency.as_deref().unwrap_or_default();
    let figure = Figure { remaining: available.into(), total: None, expires_at: None };
    Some(Reading { name, figure: Some(figure), read_at: to_micros(kept.fetched_at) })
}

/// From how far apart on two polls leave a gap. How often is asked stands in the lease, whose holder prolongs it by a
/// little more than that.
fn tolerance(file: &Connection, key: &AccountKey, feed: FeedName) -> Result<i64, Trouble> {
    const HOLD: &str =
        "SELECT hold FROM lease WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND feed = ?4";
    let key = params![key.profile, key.site.into_str(), key.fingerprint, feed.into_str()];
    let hold: Option<Option<i64>> = file.query_row(HOLD, key, |row| row.get(0)).optional()?;
    Ok(hold.flatten().map_or(SHORTEST_GAP, |hold| hold.saturating_mul(MISSED).max(SHORTEST_GAP)))
}
