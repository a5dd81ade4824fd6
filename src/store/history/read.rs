//! Reads histories: the rows of a series, cut where it was not polled.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    login,
    row::{self, COLUMNS, FigureRow},
    run::{self, Run},
};
use crate::{
    domain::{FeedName, ModelName, forecast::Seen, history::Gap},
    store::{
        file::{instant::from_micros, trouble::Result},
        identity::AccountKey,
    },
};

/// The figures of a model since `since`.
pub(super) fn figures(file: &Connection, key: &AccountKey, model: &str, since: i64) -> Result<Vec<Seen>> {
    let (rows, runs) = rows_and_runs(file, key, model, since)?;
    let mut seen = Vec::new();
    for row in &rows {
        add(&mut seen, row, &runs, since);
    }
    Ok(seen)
}

/// When a model was not polled since `since`.
pub(super) fn gaps(file: &Connection, key: &AccountKey, model: &str, since: i64) -> Result<Vec<Gap>> {
    let (rows, runs) = rows_and_runs(file, key, model, since)?;
    Ok(between(&stretches(&rows, &runs)))
}

/// The figures since `since` of each model that was ever used.
pub(super) fn all(file: &Connection, key: &AccountKey, since: i64) -> Result<HashMap<ModelName, Vec<Seen>>> {
    let mut all = HashMap::new();
    let Some(history) = login::find_history(file, key, FeedName::Quotas)? else { return Ok(all) };
    let runs = run::since(file, history, since)?;
    let mut names = file.prepare("SELECT id, name FROM history_series WHERE history = ?1")?;
    let mut rows = file.prepare(&rows_since())?;
    let mut names = names.query([history])?;
    while let Some(name) = names.next()? {
        let mut seen = Vec::new();
        let mut was_used = false;
        let mut rows = rows.query(params![name.get::<_, i64>(0)?, since])?;
        while let Some(row) = rows.next()? {
            let row = row::row_at(row, 0)?;
            let is_whole =
                row.figure.is_some_and(|figure| figure.total.is_some_and(|total| figure.remaining >= total));
            was_used |= row.figure.is_some() && !is_whole;
            add(&mut seen, &row, &runs, since);
        }
        if was_used && !seen.is_empty() {
            all.insert(ModelName::new(name.get::<_, String>(1)?), seen);
        }
    }
    Ok(all)
}

/// The rows of a series since an instant, and the one that was valid then.
fn rows_since() -> String {
    format!(
        "SELECT {COLUMNS} FROM history_figure WHERE series = ?1 AND from_at >=
         coalesce((SELECT max(from_at) FROM history_figure WHERE series = ?1 AND from_at <= ?2), ?2)
         ORDER BY from_at"
    )
}

fn rows_and_runs(
    file: &Connection,
    key: &AccountKey,
    model: &str,
    since: i64,
) -> Result<(Vec<FigureRow>, Vec<Run>)> {
    const SERIES: &str = "SELECT id FROM history_series WHERE history = ?1 AND name = ?2";
    let Some(history) = login::find_history(file, key, FeedName::Quotas)? else {
        return Ok(Default::default());
    };
    let series: Option<i64> = file.query_row(SERIES, params![history, model], |row| row.get(0)).optional()?;
    let mut statement = file.prepare(&rows_since())?;
    let rows = statement.query_map(params![series, since], |read| row::row_at(read, 0))?;
    Ok((rows.collect::<Result<_, _>>()?, run::since(file, history, since)?))
}

/// The runs in which a row was read, each cut to it.
fn parts(row: &FigureRow, runs: &[Run]) -> impl Iterator<Item = Run> {
    let (from, until) = (row.from, row.until.unwrap_or(i64::MAX));
    let first = runs.partition_point(|run| run.until < from);
    let within = runs.iter().skip(first).take_while(move |run| run.from <= until);
    within.map(move |run| Run { from: run.from.max(from), until: run.until.min(until) })
}

fn add(seen: &mut Vec<Seen>, row: &FigureRow, runs: &[Run], since: i64) {
    let Some(figure) = row.figure else { return };
    for part in parts(row, runs).filter(|part| part.until >= since) {
        let (Some(from), Some(until)) = (from_micros(part.from), from_micros(part.until)) else { continue };
        seen.push(Seen {
            from,
            until,
            remaining: figure.remaining,
            total: figure.total,
            expires_at: figure.expires_at.and_then(from_micros),
        });
    }
}

/// The times in which the series was read, oldest first: those of its history, without those in which it was
/// left out. Rows that were thinned leave no gap: their time still belongs to a run.
fn stretches(rows: &[FigureRow], runs: &[Run]) -> Vec<Run> {
    let mut stretches: Vec<Run> = Vec::new();
    let nexts = rows.iter().skip(1).map(Some).chain([None]);
    for (row, next) in rows.iter().zip(nexts).filter(|(row, _)| row.figure.is_some()) {
        // To the next figure; to the last reading if the series was not read after it.
        let until = next.and_then(|next| if next.figure.is_some() { Some(next.from) } else { row.until });
        for part in parts(&FigureRow { until, ..*row }, runs) {
            match stretches.last_mut() {
                Some(last) if last.until == part.from => last.until = part.until,
                _ => stretches.push(part),
            }
        }
    }
    stretches
}

fn between(stretches: &[Run]) -> Vec<Gap> {
    let pairs = stretches.iter().zip(stretches.iter().skip(1));
    let gap = |(before, after): (&Run, &Run)| {
        Some(Gap { from: from_micros(before.until)?, until: from_micros(after.from)? })
    };
    pairs.filter_map(gap).collect()
}
