//! Which old rows are retained: one in each hour, later one in each day, and every row that marks an event.

use rusqlite::{Connection, params};

use super::{
    row::{self, COLUMNS, FigureRow},
    run::Run,
};
use crate::store::file::trouble::Result;

const MINUTE: i64 = 60 * 1_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// From this age on, one row stays in each span of time: an hour after 14 days, a day after a year.
const STEPS: [(i64, i64); 2] = [(14 * DAY, HOUR), (365 * DAY, DAY)];

/// Thins the rows that became old enough between two instants; `runs` are all runs of the history, oldest
/// first.
pub(super) fn thin(file: &Connection, series: i64, runs: &[Run], (done, now): (i64, i64)) -> Result<()> {
    for (age, span) in STEPS {
        let [from, until] = [done, now].map(|at| beginning(at.saturating_sub(age), span));
        if from < until {
            thin_between(file, series, runs, span, (from, until))?;
        }
    }
    Ok(())
}

fn thin_between(
    file: &Connection,
    series: i64,
    runs: &[Run],
    span: i64,
    (from, until): (i64, i64),
) -> Result<()> {
    // With the row before and the row after, which stay.
    let sql = format!(
        "SELECT {COLUMNS} FROM history_figure WHERE series = ?1
            AND from_at >= coalesce((SELECT max(from_at) FROM history_figure WHERE series = ?1 AND from_at < ?2), ?2)
            AND from_at <= coalesce((SELECT min(from_at) FROM history_figure WHERE series = ?1 AND from_at >= ?3), ?3)
          ORDER BY from_at"
    );
    let mut statement = file.prepare(&sql)?;
    let rows = statement.query_map(params![series, from, until], |read| row::row_at(read, 0))?;
    let rows: Vec<FigureRow> = rows.collect::<Result<_, _>>()?;
    let mut delete = file.prepare("DELETE FROM history_figure WHERE series = ?1 AND from_at = ?2")?;
    for row in superfluous(&rows, runs, span).filter(|row| (from..until).contains(&row.from)) {
        delete.execute(params![series, row.from])?;
    }
    Ok(())
}

/// The rows that add nothing to their neighbours.
fn superfluous<'a>(rows: &'a [FigureRow], runs: &'a [Run], span: i64) -> impl Iterator<Item = &'a FigureRow> {
    rows.windows(3).filter_map(move |three| {
        let [before, row, after] = three else { return None };
        let is_last = beginning(row.from, span) != beginning(after.from, span);
        let stays = is_last || is_turn(before, row) || is_turn(row, after) || has_gap(row, after, runs);
        (!stays).then_some(row)
    })
}

/// Whether something other than use happened between the two: a new grant, the end of one, or of polling.
fn is_turn(before: &FigureRow, after: &FigureRow) -> bool {
    let (Some(before), Some(after)) = (before.figure, after.figure) else { return true };
    let runs_out = before.remaining.is_positive() && !after.remaining.is_positive();
    let is_same_grant = before.total == after.total && before.expires_at == after.expires_at;
    runs_out || !is_same_grant || after.remaining > before.remaining
}

/// Whether a run ends between the two.
fn has_gap(row: &FigureRow, after: &FigureRow, runs: &[Run]) -> bool {
    let first = runs.partition_point(|run| run.until < row.from);
    runs.get(first).is_some_and(|run| run.until < after.from)
}

/// The beginning of this instant's hour or day (UTC).
const fn beginning(at: i64, span: i64) -> i64 {
    at.saturating_sub(at.rem_euclid(span))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::{domain::Quantity, store::history::row::Figure};

    /// Rows and runs from steps: minutes to the next row, and how the figure changes.
    fn history(steps: &[(i64, u8)]) -> (Vec<FigureRow>, Vec<Run>) {
        let (mut rows, mut runs) = (Vec::new(), Vec::<Run>::new());
        let (mut at, mut left, mut total) = (0, 500_i64, 1_000_i64);
        for (minutes, change) in steps {
            at += minutes * MINUTE;
            match change {
                0 => left = total,
                1 => (left, total) = (total + 500, total + 500),
                2 => left = 0,
                _ => left -= i64::from(*change),
            }
            let number = |number: i64| Quantity::from(Decimal::from(number));
            let figure = Figure { remaining: number(left), total: Some(number(total)), expires_at: None };
            rows.push(FigureRow { from: at, until: None, figure: (*change != 3).then_some(figure) });
            match runs.last_mut() {
                Some(last) if at - last.until <= 15 * MINUTE => last.until = at,
                _ => runs.push(Run { from: at, until: at }),
            }
        }
        (rows, runs)
    }

    fn thinned(rows: &[FigureRow], runs: &[Run], span: i64) -> Vec<FigureRow> {
        let gone: Vec<i64> = superfluous(rows, runs, span).map(|row| row.from).collect();
        rows.iter().filter(|row| !gone.contains(&row.from)).copied().collect()
    }

    /// The use derived from the rows.
    fn used(rows: &[FigureRow]) -> Quantity {
        let drop = |pair: &[FigureRow]| {
            let (before, after) = (pair[0].figure?, pair[1].figure?);
            (before.total == after.total).then(|| before.remaining.minus_to_zero(after.remaining))
        };
        rows.windows(2).filter_map(drop).fold(Quantity::ZERO, Quantity::plus)
    }

    fn count(rows: &[FigureRow], is: impl Fn(&FigureRow, &FigureRow) -> bool) -> usize {
        rows.windows(2).filter(|pair| is(&pair[0], &pair[1])).count()
    }

    proptest! {
        #[test]
        fn thinning_preserves_the_derived_use(steps in prop::collection::vec((1..40_i64, 0..40_u8), 0..80)) {
            let (rows, runs) = history(&steps);
            for span in [HOUR, DAY] {
                let left = thinned(&rows, &runs, span);
                prop_assert_eq!(used(&left), used(&rows));
                prop_assert_eq!(count(&left, is_turn), count(&rows, is_turn));
                let gap = |before: &FigureRow, after: &FigureRow| has_gap(before, after, &runs);
                prop_assert_eq!(count(&left, gap), count(&rows, gap));
                prop_assert_eq!((left.first(), left.last()), (rows.first(), rows.last()));
                prop_assert_eq!(&thinned(&left, &runs, span), &left, "thinned again, nothing more goes");
            }
        }
    }

    #[test]
    fn the_last_of_each_hour_stays() {
        let (rows, runs) = history(&[(10, 9); 13]);
        let left: Vec<i64> = thinned(&rows, &runs, HOUR).iter().map(|row| row.from / MINUTE).collect();
        assert_eq!(left, [10, 50, 110, 130]);
    }
}
