//! The history of one model as it was read, put in order.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::Quantity;

/// Clocks may differ by up to this much; what was read further in the future is left out.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// One figure of the history: what was read, and how long it was seen unchanged.
///
/// An answer that did not state `remaining` is no figure, and does not belong here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When it was first read, by our clock.
    pub from: DateTime<Utc>,
    /// When it was last read unchanged, without a gap since `from`.
    pub until: DateTime<Utc>,
    /// What was left (`quotaTotal`).
    pub remaining: Quantity,
    /// The grant (`quotaInitTotal`); absent where it was not stated.
    pub total: Option<Quantity>,
    /// When it expires (`quotaValidityPeriod`); absent where that was not stated.
    pub expires_at: Option<DateTime<Utc>>,
}

impl Seen {
    /// Whether `next` states the same.
    pub(super) fn is_same_figure(&self, next: &Self) -> bool {
        self.remaining == next.remaining && self.total == next.total && self.expires_at == next.expires_at
    }

    /// Whether nothing of the grant was ever used.
    pub(super) fn is_untouched(&self) -> bool {
        self.total.is_some_and(|total| self.remaining >= total)
    }

    /// Whether `next` counts the same grant down: nothing was added, nothing replaced.
    pub(super) fn goes_on_as(&self, next: &Self) -> bool {
        self.total == next.total && self.expires_at == next.expires_at && next.remaining <= self.remaining
    }
}

/// The figures that held at `since` or later and were read until `now`, oldest first, none reaching into the next.
///
/// A clock that was set back leaves figures out of order, or in the future: the ones are sorted in (a rise
/// that results is taken for a refill, so it counts as no use), the others are left out.
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
