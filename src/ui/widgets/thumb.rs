//! The thumb of a scroll bar.

/// The rows of the thumb (first, and one after the last); `first` is the first visible of `all` entries.
/// `None` if all are visible.
pub(crate) fn thumb(first: usize, all: usize, height: u16) -> Option<(u16, u16)> {
    let rows = usize::from(height);
    let hidden = all.checked_sub(rows).filter(|hidden| *hidden > 0 && rows > 0)?;
    let size = rows.saturating_mul(rows).checked_div(all)?.max(1);
    let room = rows.saturating_sub(size);
    // Rounded down: it only touches the end at the end of the list.
    let from = first.min(hidden).saturating_mul(room).checked_div(hidden)?;
    Some((u16::try_from(from).ok()?, u16::try_from(from.saturating_add(size)).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_the_visible_part() {
        for (first, all, height, thumb_rows) in [
            (0, 0, 10, None),
            (0, 10, 10, None),
            (0, 11, 10, Some((0, 9))),
            (1, 11, 10, Some((1, 10))),
            (0, 100, 10, Some((0, 1))),
            (1, 100, 10, Some((0, 1))),
            (10, 100, 10, Some((1, 2))),
            (89, 100, 10, Some((8, 9))),
            (90, 100, 10, Some((9, 10))),
            (500, 100, 10, Some((9, 10))),
            (3, 9, 1, Some((0, 1))),
            (0, 5, 0, None),
        ] {
            assert_eq!(thumb(first, all, height), thumb_rows, "{first} of {all} in {height}");
        }
    }

    #[test]
    fn it_stays_within_its_height() {
        for height in 0..20_u16 {
            for all in 0..60 {
                for first in 0..all {
                    let thumb_rows = thumb(first, all, height);
                    assert!(thumb_rows.is_none_or(|(from, to)| from < to && to <= height), "{thumb_rows:?}");
                }
            }
        }
    }
}
