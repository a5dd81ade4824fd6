//! Of a fleet, the board shows accounts: those that need attention have a card.

use super::super::{
    content::{Card, Selection},
    counts::Counts,
};
use crate::{app::State, domain::fleet::Urgency};

/// What of an account is urgent: calls are refused or billed, or will be within a day.
const fn is_urgent(urgency: Urgency) -> bool {
    matches!(urgency, Urgency::Overdue | Urgency::Billed | Urgency::RunsOut)
}

pub(super) fn count(state: &State) -> Counts {
    let mut counts = Counts::default();
    for ranked in state.accounts.ranked() {
        counts.cards = counts.cards.saturating_add(usize::from(ranked.urgency != Urgency::Calm));
        counts.urgent = counts.urgent.saturating_add(usize::from(is_urgent(ranked.urgency)));
        counts.others = counts.others.saturating_add(usize::from(ranked.urgency == Urgency::Calm));
    }
    counts
}

/// Selects the accounts; alarms are not its business.
pub(super) fn select(state: &State) -> Selection {
    let mut selection = Selection::default();
    for (place, ranked) in state.accounts.ranked().enumerate() {
        let shown =
            if ranked.urgency == Urgency::Calm { &mut selection.others } else { &mut selection.cards };
        shown.push(Card::Account(place));
        selection.urgent = selection.urgent.saturating_add(usize::from(is_urgent(ranked.urgency)));
    }
    selection
}
