//! Of single accounts, the board shows models.

use super::super::{
    content::{Card, ModelCard, Selection},
    counts::Counts,
};
use crate::{
    app::{Profile, State, account::rows::Row},
    domain::{
        Model, Status,
        attention::Attention,
        sort::{SortKey, order},
    },
};

/// How prominently a model is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prominence {
    /// Costs money, or runs out within a day.
    Urgent,
    Card,
    /// Only a name in the strip.
    Strip,
}

impl Prominence {
    fn of(row: &Row) -> Self {
        match row.attention {
            // Nothing can be done about a model that never had a free quota.
            Attention::Costs if row.status == Status::None => Self::Strip,
            Attention::Costs | Attention::RunsOut => Self::Urgent,
            Attention::Lapsing | Attention::Low | Attention::InUse | Attention::Refuses => Self::Card,
            Attention::Over | Attention::Unclear | Attention::Untouched | Attention::NoQuota => Self::Strip,
        }
    }
}

/// Counts the models, without sorting them, and says whether calls of any cost money.
pub(super) fn count(state: &State) -> (Counts, bool) {
    let mut counts = Counts::default();
    let mut is_billed = false;
    for (_, profile) in state.profiles() {
        for row in &*profile.rows.rows {
            is_billed |= row.costs();
            match Prominence::of(row) {
                Prominence::Urgent => counts.urgent = counts.urgent.saturating_add(1),
                Prominence::Card => counts.cards = counts.cards.saturating_add(1),
                Prominence::Strip => counts.others = counts.others.saturating_add(1),
            }
        }
    }
    counts.cards = counts.cards.saturating_add(counts.urgent);
    (counts, is_billed)
}

/// Selects the models; alarms are not its business.
pub(super) fn select(state: &State) -> Selection {
    let all: Vec<(ModelCard, &Profile, &Model, &Row)> = state
        .profiles()
        .flat_map(move |(id, profile)| {
            let rows = profile.snapshot.models.iter().zip(&*profile.rows.rows).enumerate();
            rows.map(move |(at, (model, row))| (ModelCard { profile: id, at }, profile, model, row))
        })
        .collect();
    let judged = all
        .iter()
        .zip(0..)
        .map(|((_, profile, model, row), at)| (at, row.sort_row(model, &profile.bills.costs)));
    let (mut urgent, mut cards) = (Vec::new(), Vec::new());
    let mut selection = Selection::default();
    for at in order(SortKey::Attention, false, judged) {
        let Some((card, _, _, row)) = usize::try_from(at).ok().and_then(|at| all.get(at)) else {
            continue;
        };
        if row.costs() {
            selection.billed.push(*card);
        }
        match Prominence::of(row) {
            Prominence::Urgent => urgent.push(Card::Model(*card)),
            Prominence::Card => cards.push(Card::Model(*card)),
            Prominence::Strip => selection.others.push(Card::Model(*card)),
        }
    }
    selection.urgent = urgent.len();
    urgent.extend(cards);
    selection.cards = urgent;
    selection
}
