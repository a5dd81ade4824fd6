//! The history of one model, in order.

use chrono::{DateTime, Utc};

use crate::domain::{Quantity, freshness::AHEAD};

/// One figure of the history, and the period in which it was unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// First read, by our clock.
    pub from: DateTime<Utc>,
    /// Last read, without a gap since `from`.
    pub until: DateTime<Utc>,
    /// `quotaTotal`.
    pub remaining: Quantity,
    /// `quotaInitTotal`, if stated.
    pub total: Option<Quantity>,
    /// `quotaValidityPeriod`, if stated.
    pub expires_at: Option<DateTime<Utc>>,
}

impl Seen {
    pub(super) fn is_same_figure(&self, next: &Self) -> bool {
        self.remaining == next.remaining && self.is_continued_by(next)
    }

    pub(super) fn is_untouched(&self) -> bool {
        self.total.is_some_and(|total| self.remaining >= total)
    }

    /// Whether `next` belongs to the same grant, without a refill. What only one of them states tells nothing.
    pub(super) fn is_continued_by(&self, next: &Self) -> bool {
        agree(self.total, next.total)
            && agree(self.expires_at, next.expires_at)
            && next.remaining <= self.remaining
    }
}

fn agree<T: Copy + PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The figures from `since` to `now`, oldest first, without overlaps.
///
/// A clock that was set back leaves figures out of order, or in the future: the former are sorted (a
/// resulting rise counts as a refill, not as use), the latter are ignored.
pub(super) fn in_order(history: &[Seen], since: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Seen> {
    let latest = now.checked_add_signed(AHEAD).unwrap_or(now);
    let mut figures: Vec<Seen> =
        history.iter().filter(|seen| seen.until >= since && seen.from <= latest).copied().collect();
    if !figures.is_sorted_by_key(|seen| seen.from) {
        figures.sort_by_key(|seen| seen.from);
    }
    let mut before = latest;
    for seen in figures.iter_mut().rev() {
        seen.until = seen.until.min(before).max(seen.from);
        before = seen.from;
    }
    figures
}
