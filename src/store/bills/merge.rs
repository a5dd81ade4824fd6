//! Merges the stored lines of a day with new ones for the same day. Pure: rows in, rows and counts out.

use std::collections::HashMap;

use super::lines::LineRow;
use crate::domain::bill::SaveCounts;

/// Whether each of these rows has an id by which it is recognized.
pub(super) fn have_ids(rows: &[LineRow<'_>]) -> bool {
    rows.iter().all(|row| id_of(row).is_some())
}

fn id_of<'a>(row: &LineRow<'a>) -> Option<&'a str> {
    row.line.row_id().filter(|id| !id.is_empty())
}

/// Each id once, the later row in the place of the first; and how many were left out.
pub(super) fn distinct(rows: Vec<LineRow<'_>>) -> (Vec<LineRow<'_>>, u64) {
    let (rows, counts) = merge(Vec::new(), rows, true);
    (rows, counts.known)
}

/// Merges rows with ids into rows with ids: new ones are added. Of two different rows with the same id, the
/// fresher stays.
pub(super) fn merge<'a>(
    mut stored: Vec<LineRow<'a>>,
    coming: Vec<LineRow<'a>>,
    coming_is_fresher: bool,
) -> (Vec<LineRow<'a>>, SaveCounts) {
    let mut counts = SaveCounts::default();
    let before = stored.len();
    let mut places: HashMap<&str, usize> =
        (0..).zip(&stored).filter_map(|(place, row)| Some((id_of(row)?, place))).collect();
    for row in coming {
        let id = id_of(&row).unwrap_or_default();
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
pub(super) fn replace(stored: &[LineRow<'_>], coming: &[LineRow<'_>]) -> SaveCounts {
    let mut before: HashMap<&LineRow<'_>, u64> = HashMap::new();
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
    use crate::domain::bill::{Figure, Figures, PackedLine, packed::pack};

    /// Rows of the form `id:payable`, or `payable` alone. Rows live as long as a test.
    fn rows(texts: &[&str]) -> Vec<LineRow<'static>> {
        let row = |text: &&str| {
            let (id, payable) = text.split_once(':').map_or((None, *text), |(id, rest)| (Some(id), rest));
            let mut figures = Figures::default();
            figures.set(Figure::Payable, payable.parse().ok());
            let mut bytes = Vec::new();
            pack(&mut bytes, id, &figures, [""; 0].iter());
            LineRow { charge: 1, names: None, line: PackedLine(bytes.leak()) }
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
