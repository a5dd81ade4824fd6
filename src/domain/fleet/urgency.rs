//! Which accounts need attention first.

use std::cmp::Ordering;

use chrono::{DateTime, TimeDelta, Utc};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::AccountRow;
use crate::domain::AccountState;

/// A quota that runs out within this time needs attention now.
pub(super) const SOON: TimeDelta = TimeDelta::days(1);

/// What an account needs attention for, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Urgency {
    /// Every call is refused.
    Overdue,
    /// A quota is used up, and calls are billed.
    Billed,
    /// A quota runs out within a day.
    RunsOut,
    /// A quota is low.
    Low,
    /// Its figures are old: nobody knows.
    Old,
    /// Some quota lapses unused within a week.
    Lapses,
    Calm,
}

impl Urgency {
    pub fn of(row: &AccountRow, now: DateTime<Utc>) -> Self {
        let models = row.models.unwrap_or_default();
        let runs_out = row.runs_out_next.as_ref().map(|next| next.at.signed_duration_since(now));
        if row.state == AccountState::Overdue {
            Self::Overdue
        } else if models.exhausted > 0 && models.billed > 0 {
            Self::Billed
        } else if runs_out.is_some_and(|left| left <= SOON) {
            Self::RunsOut
        } else if models.low > 0 {
            Self::Low
        } else if row.is_old(now) {
            Self::Old
        } else if row.lapses.iter().any(|(_, amount)| amount.is_positive()) {
            Self::Lapses
        } else {
            Self::Calm
        }
    }
}

/// The most urgent account first; of equally urgent ones that which runs out first, then by name.
fn compare((left, one): (Urgency, &AccountRow), (right, two): (Urgency, &AccountRow)) -> Ordering {
    let runs_out =
        |row: &AccountRow| row.runs_out_next.as_ref().map_or(DateTime::<Utc>::MAX_UTC, |next| next.at);
    left.cmp(&right).then_with(|| runs_out(one).cmp(&runs_out(two))).then_with(|| one.name.cmp(&two.name))
}

/// The positions of `rows` in the order of their urgency, and what each needs attention for.
pub fn order<'a>(
    rows: impl IntoIterator<Item = &'a AccountRow>,
    now: DateTime<Utc>,
) -> Vec<(usize, Urgency)> {
    let rows = rows.into_iter().enumerate();
    let mut order: Vec<_> = rows.map(|(at, row)| (at, Urgency::of(row, now), row)).collect();
    order.sort_by(|(_, left, one), (_, right, two)| compare((*left, one), (*right, two)));
    order.into_iter().map(|(at, urgency, _)| (at, urgency)).collect()
}
