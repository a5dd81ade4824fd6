//! Merges the stored lines of a day with new ones for the same day. Pure: rows in, rows and counts out.

use std::collections::HashMap;

use super::line::LineRow;
use crate::domain::bill::SaveCounts;

/// Whether each of these rows has an id by which it is recognized.
pub(super) fn have_ids(rows: &[LineRow]) -> bool {
    rows.iter().all(|row| id_of(row).is_some())
}

fn id_of(row: &LineRow) -> Option<&str> {
    row.row_id.as_deref().filter(|id| !id.is_empty())
}

/// Each id once, the later row in the place of the first; and how many were left out.
pub(super) fn distinct(rows: Vec<LineRow>) -> (Vec<LineRow>, u64) {
    let (rows, counts) = merge(Vec::new(), rows, true);
    (rows, counts.known)
}

/// Merges rows with ids into rows with ids: new ones are added. Of two different rows with the same id, the
/// fresher stays.
pub(super) fn merge(
    mut stored: Vec<LineRow>,
    coming: Vec<LineRow>,
    coming_is_fresher: bool,
) -> (Vec<LineRow>, SaveCounts) {
    let mut counts = SaveCounts::default();
    let before = stored.len();
    let mut places: HashMap<String, usize> =
        (0..).zip(&stored).filter_map(|(place, row)| Some((id_of(row)?.to_owned(), place))).collect();
    for row in coming {
        let id = id_of(&row).unwrap_or_default().to_owned();
        let place = *places.entry(id).or_insert(stored.len());
        match stored.get_mut(place) {
            None => {
                counts.new = counts.new.saturating_add(1);
                stored.push(row);
            }
            Some(known) => {
                let count = if *known == row || place >= before {
                    &mut counts.known
                } else if coming_is_fresher {
                    &mut counts.new
                } else {
                    &mut counts.outdated
                };
                *count = count.saturating_add(1);
                if coming_is_fresher {
                    *known = row;
                }
            }
        }
    }
    counts.days = u64::from(counts.outdated == 0);
    (stored, counts)
}

/// What happens to the lines when all rows are replaced. A row is known as often as it was stored before.
pub(super) fn replace(stored: &[LineRow], coming: &[LineRow]) -> SaveCounts {
    let mut before: HashMap<&LineRow, u64> = HashMap::new();
    for row in stored {
        let times = before.entry(row).or_default();
        *times = times.saturating_add(1);
    }
    let mut counts = SaveCounts { days: 1, ..SaveCounts::default() };
    for row in coming {
        let times = before.get_mut(row).filter(|times| **times > 0);
        let count = if times.is_some() { &mut counts.known } else { &mut counts.new };
        *count = count.saturating_add(1);
        if let Some(times) = times {
            *times = times.saturating_sub(1);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of the form `id:figures`, or `figures` alone.
    fn rows(texts: &[&str]) -> Vec<LineRow> {
        let row = |text: &&str| {
            let (id, figures) = text.split_once(':').map_or((None, *text), |(id, rest)| (Some(id), rest));
            LineRow { charge: 1, row_id: id.map(str::to_owned), figures: figures.to_owned(), extras: None }
        };
        texts.iter().map(row).collect()
    }

    fn numbers(counts: SaveCounts) -> [u64; 4] {
        [counts.new, counts.known, counts.outdated, counts.days]
    }

    #[test]
    fn ids_merge_parts_and_recognize_lines() {
        for (stored, coming, fresher, all, numbers_expected) in [
            (&[][..], &["a:1", "b:2"][..], true, &["a:1", "b:2"][..], [2, 0, 0, 1]),
            (&["a:1", "b:2"], &["a:1", "b:2"], true, &["a:1", "b:2"], [0, 2, 0, 1]),
            (&["a:1"], &["b:2", "a:1"], true, &["a:1", "b:2"], [1, 1, 0, 1]),
            (&["a:1"], &["b:2", "a:1"], false, &["a:1", "b:2"], [1, 1, 0, 1]),
            (&["a:1", "b:2"], &["a:9"], true, &["a:9", "b:2"], [1, 0, 0, 1]),
            (&["a:1", "b:2"], &["a:9", "c:3"], false, &["a:1", "b:2", "c:3"], [1, 0, 1, 0]),
            (&["a:1"], &[], true, &["a:1"], [0, 0, 0, 1]),
        ] {
            let (rows_now, counted) = merge(rows(stored), rows(coming), fresher);
            assert_eq!(rows_now, rows(all), "{stored:?} {coming:?} {fresher}");
            assert_eq!(numbers(counted), numbers_expected, "{stored:?} {coming:?} {fresher}");
        }
    }

    #[test]
    fn an_id_that_occurs_twice_in_a_file_counts_once() {
        assert_eq!(distinct(rows(&["a:1", "b:2", "a:1", "a:3"])), (rows(&["a:3", "b:2"]), 2));
        assert!(have_ids(&rows(&["a:1", "b:2"])) && have_ids(&[]));
        assert!(!have_ids(&rows(&["a:1", "2"])) && !have_ids(&rows(&[":1"])));
    }

    #[test]
    fn without_ids_a_line_is_known_as_often_as_it_was_stored() {
        for (stored, coming, numbers_expected) in [
            (&[][..], &["1", "1"][..], [2, 0, 0, 1]),
            (&["1", "1", "2"], &["2", "1", "1"], [0, 3, 0, 1]),
            (&["1", "2"], &["1", "1", "1"], [2, 1, 0, 1]),
            (&["1", "2"], &[], [0, 0, 0, 1]),
        ] {
            assert_eq!(
                numbers(replace(&rows(stored), &rows(coming))),
                numbers_expected,
                "{stored:?} {coming:?}"
            );
        }
    }
}
