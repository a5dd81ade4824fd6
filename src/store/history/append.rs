//! Appends a poll: the run goes on, and of each series only a change is written.

use rusqlite::Connection;

use super::{
    drop_future::{self, latest_plausible},
    row::{self, Figure, FigureRow},
    run::{self, Run},
    series::{self, Series},
};
use crate::store::file::trouble::Result;

/// A reading of one series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) name: &'a str,
    /// Absent if the answer states no figure.
    pub(super) figure: Option<Figure>,
    pub(super) read_at: i64,
}

/// Appends a poll that ended by `now`. Polls further apart than `tolerance` leave a gap, and so does a series
/// that was read that much longer ago than the others, or is not there any more.
///
/// Time never runs backwards within a history: a reading older than the stored ones changes nothing, and
/// stored figures from the future (a wrong clock) are dropped.
pub(super) fn append(
    file: &Connection,
    history: i64,
    readings: &[Reading<'_>],
    tolerance: i64,
    now: i64,
) -> Result<()> {
    drop_future::drop_future(file, history, now)?;
    let last = run::last(file, history)?;
    let is_old = |at: i64| last.is_some_and(|last| at <= last.until);
    let times = || readings.iter().map(|reading| reading.read_at).filter(|at| *at <= latest_plausible(now));
    let Some(latest) = times().max().filter(|at| !is_old(*at)) else { return Ok(()) };
    let oldest_fresh = latest.saturating_sub(tolerance);
    let first = times().filter(|at| *at >= oldest_fresh && !is_old(*at)).min().unwrap_or(latest);

    let mut known = series::newest(file, history)?;
    let before = last.map_or(first, |last| last.until);
    for reading in readings.iter().filter(|reading| reading.read_at <= latest_plausible(now)) {
        match known.remove(reading.name) {
            Some(series) if reading.read_at < oldest_fresh => stop(file, series, reading.read_at)?,
            Some(series) => follow(file, series, reading, before)?,
            None if reading.read_at >= oldest_fresh => begin(file, history, reading, now)?,
            None => {}
        }
    }
    for series in known.into_values() {
        stop(file, series, before)?;
    }
    run::extend(file, history, last, Run { from: first, until: latest }, tolerance)
}

fn begin(file: &Connection, history: i64, reading: &Reading<'_>, now: i64) -> Result<()> {
    let Some(figure) = reading.figure else { return Ok(()) };
    let id = series::find_or_begin(file, history, reading.name, now)?;
    row::insert(file, id, &FigureRow { from: reading.read_at, until: None, figure: Some(figure) })
}

/// `before` is when the series was last read, if it did not change.
fn follow(file: &Connection, series: Series, reading: &Reading<'_>, before: i64) -> Result<()> {
    let newest = series.newest;
    let figure = reading.figure.map(|figure| figure.completed_by(newest.figure));
    if figure == newest.figure || reading.read_at <= newest.from {
        return Ok(());
    }
    row::close(file, series.id, newest.from, before.min(reading.read_at.saturating_sub(1)))?;
    row::insert(file, series.id, &FigureRow { from: reading.read_at, until: None, figure })
}

/// The series was last read at this instant.
fn stop(file: &Connection, series: Series, last_read: i64) -> Result<()> {
    let newest = series.newest;
    if newest.figure.is_none() {
        return Ok(());
    }
    let until = last_read.max(newest.from);
    row::close(file, series.id, newest.from, until)?;
    let from = until.saturating_add(1);
    row::insert(file, series.id, &FigureRow { from, until: None, figure: None })
}
