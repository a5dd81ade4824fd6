//! Cursor movement and scrolling in lists.

use crate::domain::Action;

/// How many rows `action` moves a cursor, with pages of `page` rows; `None` if it is no movement.
pub(crate) fn rows(action: Action, page: u16) -> Option<isize> {
    let page = isize::from(i16::try_from(page).unwrap_or(i16::MAX)).max(1);
    let half = (page / 2).max(1);
    match action {
        Action::Up => Some(-1),
        Action::Down => Some(1),
        Action::PageUp => Some(page.saturating_neg()),
        Action::PageDown => Some(page),
        Action::HalfPageUp => Some(half.saturating_neg()),
        Action::HalfPageDown => Some(half),
        Action::First => Some(isize::MIN),
        Action::Last => Some(isize::MAX),
        _ => None,
    }
}

/// Moves position `at` by `by` rows within `length` rows.
pub(crate) fn moved(at: usize, by: isize, length: usize) -> usize {
    at.saturating_add_signed(by).min(length.saturating_sub(1))
}

/// Scrolls a text from line `at` by `by` lines, at most to line `end`.
pub(crate) fn scrolled_by(at: u16, by: isize, end: u16) -> u16 {
    // The screen may have grown since it was scrolled.
    let to = usize::from(at.min(end)).saturating_add_signed(by);
    u16::try_from(to).unwrap_or(u16::MAX).min(end)
}

/// The first of `length` rows to show: scrolls as little as needed to show the cursor, and not past the last
/// row.
pub(crate) fn scrolled_to(first: usize, cursor: usize, length: usize, height: u16) -> usize {
    let height = usize::from(height);
    if height == 0 {
        return first;
    }
    let lowest = cursor.saturating_add(1).saturating_sub(height);
    first.clamp(lowest, cursor.max(lowest)).min(length.saturating_sub(height))
}
