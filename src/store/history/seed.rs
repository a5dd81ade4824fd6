//! Writes a history that was not polled.

use rusqlite::Connection;

use super::{
    login,
    row::{self, Figure, FigureRow},
    run::{self, Run},
    series,
};
use crate::{
    domain::{FeedName, ModelName, forecast::Seen, history::Grant},
    store::{
        file::{instant::to_micros, trouble::Result},
        identity::AccountKey,
    },
};

/// Figures no further apart than this leave no gap (microseconds).
const TOLERANCE: i64 = 15 * 60 * 1_000_000;

pub(super) fn seed(
    file: &Connection,
    key: &AccountKey,
    histories: &[(ModelName, Vec<Seen>)],
    now: i64,
) -> Result<()> {
    let grants: Vec<Grant> =
        histories.iter().filter_map(|(model, seen)| Some(grant(model, seen.last()?))).collect();
    let Some(history) = login::history_for(file, key, FeedName::Quotas, &grants)? else { return Ok(()) };
    for (model, seen) in histories {
        let newest = seen.len().saturating_sub(1);
        let series = series::find_or_begin(file, history, model.as_str(), now)?;
        for (position, seen) in seen.iter().enumerate() {
            let time = time_of(seen);
            let until = (position != newest).then_some(time.until);
            let figure = Some(figure_of(seen));
            row::insert(file, series, &FigureRow { from: time.from, until, figure })?;
        }
    }
    for run in runs(histories.iter().flat_map(|(_, seen)| seen).map(time_of).collect()) {
        run::extend(file, history, None, run, TOLERANCE)?;
    }
    Ok(())
}

/// The times in which at least one of them was read.
fn runs(mut times: Vec<Run>) -> Vec<Run> {
    times.sort_unstable_by_key(|time| time.from);
    let mut runs: Vec<Run> = Vec::new();
    for time in times {
        match runs.last_mut() {
            Some(last) if time.from.saturating_sub(last.until) <= TOLERANCE => {
                last.until = last.until.max(time.until);
            }
            _ => runs.push(time),
        }
    }
    runs
}

fn time_of(seen: &Seen) -> Run {
    Run { from: to_micros(seen.from), until: to_micros(seen.until) }
}

fn figure_of(seen: &Seen) -> Figure {
    Figure { remaining: seen.remaining, total: seen.total, expires_at: seen.expires_at.map(to_micros) }
}

fn grant(model: &ModelName, seen: &Seen) -> Grant {
    Grant { model: model.clone(), total: seen.total, expires_at: seen.expires_at, remaining: seen.remaining }
}
