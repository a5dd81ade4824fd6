//! A small chart of the remaining quota over time, in blocks or ASCII; gaps are empty.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Quantity, forecast::Seen, history::Gap};

pub(super) const WIDTH: i32 = 72;
const HEIGHT: u32 = 6;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII: [char; 1] = ['#'];

/// The top of the scale: the largest grant or figure.
pub(super) fn top(seen: &[Seen]) -> Quantity {
    let highest = seen.iter().flat_map(|seen| [Some(seen.remaining), seen.total]).flatten().max();
    highest.unwrap_or(Quantity::ZERO)
}

/// From the top.
pub(super) fn lines(
    seen: &[Seen],
    gaps: &[Gap],
    (since, until): (DateTime<Utc>, DateTime<Utc>),
    ascii: bool,
) -> Vec<String> {
    let signs: &[char] = if ascii { &ASCII } else { &BLOCKS };
    let per_cell = u32::try_from(signs.len()).unwrap_or(1);
    let top = top(seen);
    let columns: Vec<u32> = instants(since, until)
        .map(|at| {
            left_at(seen, gaps, at).map_or(0, |left| left.parts_of(top, HEIGHT.saturating_mul(per_cell)))
        })
        .collect();
    let line = |row: u32| {
        let below = row.saturating_mul(per_cell);
        let cell = |steps: &u32| {
            let filled = steps.saturating_sub(below).min(per_cell);
            let sign = filled.checked_sub(1).and_then(|sign| signs.get(usize::try_from(sign).ok()?));
            sign.copied().unwrap_or(' ')
        };
        columns.iter().map(cell).collect::<String>().trim_end().to_owned()
    };
    (0..HEIGHT).rev().map(line).collect()
}

/// The end of each column's span.
fn instants(since: DateTime<Utc>, until: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
    let step = until.signed_duration_since(since).checked_div(WIDTH).unwrap_or(TimeDelta::zero());
    (1..=WIDTH).map(move |column| {
        step.checked_mul(column).and_then(|span| since.checked_add_signed(span)).unwrap_or(until)
    })
}

/// The remaining quota; `None` in gaps, before the first figure and after the last.
fn left_at(seen: &[Seen], gaps: &[Gap], at: DateTime<Utc>) -> Option<Quantity> {
    let next = seen.partition_point(|seen| seen.from <= at);
    let last = seen.get(next.checked_sub(1)?)?;
    let is_gap = gaps.iter().any(|gap| gap.from < at && at < gap.until);
    let is_over = next == seen.len() && last.until < at;
    (!is_gap && !is_over).then_some(last.remaining)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(hour * 3_600, 0).unwrap()
    }

    fn seen(from: i64, until: i64, left: u64) -> Seen {
        let (remaining, total) = (left.into(), Some(600.into()));
        Seen { from: hour(from), until: hour(until), remaining, total, expires_at: None }
    }

    #[test]
    fn it_steps_down_and_is_empty_where_it_was_not_polled() {
        let history = [seen(0, 24, 600), seen(24, 36, 300), seen(48, 72, 0)];
        let gaps = [Gap { from: hour(36), until: hour(48) }];
        let drawn = lines(&history, &gaps, (hour(0), hour(72)), true);
        let expected = ["#".repeat(23), "#".repeat(36)];
        assert_eq!(drawn[..3], [expected[0].as_str(); 3]);
        assert_eq!(drawn[3..], [expected[1].as_str(); 3]);
        let blocks = lines(&[seen(0, 72, 1)], &[], (hour(0), hour(144)), false);
        assert_eq!(blocks[5], "▁".repeat(36), "never nothing where something is left, and no future");
        assert!(blocks[..5].iter().all(String::is_empty));
    }

    #[test]
    fn empty_histories_and_spans_are_drawn() {
        assert_eq!(lines(&[], &[], (hour(1), hour(1)), false), [""; 6]);
        assert_eq!(lines(&[seen(0, 0, 0)], &[], (hour(0), hour(0)), true), [""; 6]);
        let far = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
        assert_eq!(lines(&[seen(0, 1, 5)], &[], far, false).len(), 6);
    }
}
