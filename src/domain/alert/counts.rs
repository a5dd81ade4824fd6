//! The one count of alerts: tabs, headings, messages and the terminal's title all show it.

use super::{AlertState, Severity};

/// How many rows of alerts are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Neither known at the start, acknowledged nor snoozed.
    pub new: usize,
    pub known_at_start: usize,
    pub acknowledged: usize,
    pub snoozed: usize,
    /// Models without alerts, because the user muted them.
    pub muted: usize,
    /// The highest severity of those that are new.
    pub severity: Option<Severity>,
}

impl Counts {
    /// One more in this state; `severity` is that of its new alerts.
    pub fn add(&mut self, state: AlertState, severity: Option<Severity>) {
        let count = match state {
            AlertState::New => &mut self.new,
            AlertState::KnownAtStart => &mut self.known_at_start,
            AlertState::Acknowledged(_) => &mut self.acknowledged,
            AlertState::Snoozed(_) => &mut self.snoozed,
        };
        *count = count.saturating_add(1);
        self.severity = self.severity.into_iter().chain(severity).min();
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            new: sum.new.saturating_add(one.new),
            known_at_start: sum.known_at_start.saturating_add(one.known_at_start),
            acknowledged: sum.acknowledged.saturating_add(one.acknowledged),
            snoozed: sum.snoozed.saturating_add(one.snoozed),
            muted: sum.muted.saturating_add(one.muted),
            severity: sum.severity.into_iter().chain(one.severity).min(),
        })
    }
}
