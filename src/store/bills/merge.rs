//! What becomes of the lines of a day when others come for the same day. Pure: rows in, rows and counts out.

use std::collections::HashMap;

use super::line::LineRow;
use crate::domain::bill::Taken;

/// Whether each of these rows has an id of its own, by which it is known again.
pub(super) fn have_ids(rows: &[LineRow]) -> bool {
    rows.iter().all(|row| id_of(row).is_some())
}

fn id_of(row: &LineRow) -> Option<&str> {
    row.row_id.as_deref().filter(|id| !id.is_empty())
}

/// Each id once, the later row in the place of the first; and how many were left out.
pub(super) fn distinct(rows: Vec<LineRow>) -> (Vec<LineRow>, u64) {
    let (rows, taken) = united(Vec::new(), rows, true);
    (rows, taken.known)
}

/// Rows with ids come to rows with ids: those that are not known are added. Of two that have the same id and are
/// not the same, the fresher stays.
pub(super) fn united(
    mut kept: Vec<LineRow>,
    coming: Vec<LineRow>,
    coming_is_fresher: bool,
) -> (Vec<LineRow>, Taken) {
    let mut taken = Taken::default();
    let before = kept.len();
    let mut places: HashMap<String, usize> =
        (0..).zip(&kept).filter_map(|(place, row)| Some((id_of(row)?.to_owned(), place))).collect();
    for row in coming {
        let id = id_of(&row).unwrap_or_default().to_owned();
        let place = *places.entry(id).or_insert(kept.len());
        match kept.get_mut(place) {
            None => {
                taken.new = taken.new.saturating_add(1);
                kept.push(row);
            }
            Some(known) => {
                let count = if *known == row || place >= before {
                    &mut taken.known
                } else if coming_is_fresher {
                    &mut taken.new
                } else {
                    &mut taken.outdated
                };
                *count = count.saturating_add(1);
                if coming_is_fresher {
                    *known = row;
                }
            }
        }
    }
    taken.days = u64::from(taken.outdated == 0);
    (kept, taken)
}

/// All rows are replaced. A row is known as often as it was there before.
pub(super) fn replaced(kept: &[LineRow], coming: &[LineRow]) -> Taken {
    let mut there: HashMap<&LineRow, u64> = HashMap::new();
    for row in kept {
        let times = there.entry(row).or_default();
        *times = times.saturating_add(1);
    }
    let mut taken = Taken { days: 1, ..Taken::default() };
    for row in coming {
        let times = there.get_mut(row).filter(|times| **times > 0);
        let count = if times.is_some() { &mut taken.known } else { &mut taken.new };
        *count = count.saturating_add(1);
        if let Some(times) = times {
            *times = times.saturating_sub(1);
        }
    }
    taken
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

    fn counts(taken: Taken) -> [u64; 4] {
        [taken.new, taken.known, taken.outdated, taken.days]
    }

    #[test]
    fn ids_unite_parts_and_know_lines_again() {
        for (kept, coming, fresher, all, taken) in [
            (&[][..], &["a:1", "b:2"][..], true, &["a:1", "b:2"][..], [2, 0, 0, 1]),
            (&["a:1", "b:2"], &["a:1", "b:2"], true, &["a:1", "b:2"], [0, 2, 0, 1]),
            (&["a:1"], &["b:2", "a:1"], true, &["a:1", "b:2"], [1, 1, 0, 1]),
            (&["a:1"], &["b:2", "a:1"], false, &["a:1", "b:2"], [1, 1, 0, 1]),
            (&["a:1", "b:2"], &["a:9"], true, &["a:9", "b:2"], [1, 0, 0, 1]),
            (&["a:1", "b:2"], &["a:9", "c:3"], false, &["a:1", "b:2", "c:3"], [1, 0, 1, 0]),
            (&["a:1"], &[], true, &["a:1"], [0, 0, 0, 1]),
        ] {
            let (rows_now, counted) = united(rows(kept), rows(coming), fresher);
            assert_eq!(rows_now, rows(all), "{kept:?} {coming:?} {fresher}");
            assert_eq!(counts(counted), taken, "{kept:?} {coming:?} {fresher}");
        }
    }

    #[test]
    fn a_file_that_says_an_id_twice_means_it_once() {
        assert_eq!(distinct(rows(&["a:1", "b:2", "a:1", "a:3"])), (rows(&["a:3", "b:2"]), 2));
        assert!(have_ids(&rows(&["a:1", "b:2"])) && have_ids(&[]));
        assert!(!have_ids(&rows(&["a:1", "2"])) && !have_ids(&rows(&[":1"])));
    }

    #[test]
    fn without_ids_a_line_is_known_as_often_as_it_was_there() {
        for (kept, coming, taken) in [
            (&[][..], &["1", "1"][..], [2, 0, 0, 1]),
            (&["1", "1", "2"], &["2", "1", "1"], [0, 3, 0, 1]),
            (&["1", "2"], &["1", "1", "1"], [2, 1, 0, 1]),
            (&["1", "2"], &[], [0, 0, 0, 1]),
        ] {
            assert_eq!(counts(replaced(&rows(kept), &rows(coming))), taken, "{kept:?} {coming:?}");
        }
    }
}
