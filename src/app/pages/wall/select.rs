//! The content of the wallboard: alarms, models with a card, and models in the strip.

use chrono::{DateTime, Utc};

use super::{
    counts::Counts,
    health::{Health, health},
};
use crate::{
    app::{Profile, ProfileId, State, account::rows::Row},
    domain::{
        AccountState, FeedName, Model, Status,
        attention::Attention,
        sort::{SortKey, order},
    },
};

/// A model of a profile, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    pub profile: ProfileId,
    /// The position of the model in its profile.
    pub at: usize,
}

/// What has to be seen first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// An account is overdue: all calls are refused.
    Overdue(ProfileId),
    /// Calls cost money now.
    Billed,
    /// Data are stale or missing.
    Unhealthy(ProfileId, FeedName, Health),
}

/// The content of the wallboard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Most severe first.
    pub alarms: Vec<Alarm>,
    /// Models whose calls cost money now.
    pub billed: Vec<Card>,
    /// Models with a card, most urgent first.
    pub cards: Vec<Card>,
    /// How many of `cards` cost money or run out within a day.
    pub urgent: usize,
    /// All other models, sorted likewise.
    pub others: Vec<Card>,
}

impl Card {
    /// The model with its profile and row.
    pub fn of(self, state: &State) -> Option<(&Profile, &Model, &Row)> {
        let profile = state.profile_at(self.profile)?;
        Some((profile, profile.snapshot.models.get(self.at)?, profile.rows.rows.get(self.at)?))
    }
}

impl Selection {
    pub const fn counts(&self) -> Counts {
        Counts {
            alarms: self.alarms.len(),
            cards: self.cards.len(),
            urgent: self.urgent,
            others: self.others.len(),
        }
    }
}

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

/// Counts the content of the wallboard, without sorting it.
pub fn count(state: &State, now: DateTime<Utc>) -> Counts {
    let mut counts = Counts::default();
    let mut is_billed = false;
    for (_, profile) in state.profiles() {
        for row in &profile.rows.rows {
            is_billed |= row.costs();
            match Prominence::of(row) {
                Prominence::Urgent => counts.urgent = counts.urgent.saturating_add(1),
                Prominence::Card => counts.cards = counts.cards.saturating_add(1),
                Prominence::Strip => counts.others = counts.others.saturating_add(1),
            }
        }
    }
    counts.cards = counts.cards.saturating_add(counts.urgent);
    counts.alarms = alarms(state, is_billed, now).count();
    counts
}

/// Selects the content of the wallboard.
pub fn select(state: &State, now: DateTime<Utc>) -> Selection {
    let all: Vec<(Card, &Profile, &Model, &Row)> = state
        .profiles()
        .flat_map(move |(id, profile)| {
            let rows = profile.snapshot.models.iter().zip(&profile.rows.rows).enumerate();
            rows.map(move |(at, (model, row))| (Card { profile: id, at }, profile, model, row))
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
            Prominence::Urgent => urgent.push(*card),
            Prominence::Card => cards.push(*card),
            Prominence::Strip => selection.others.push(*card),
        }
    }
    selection.alarms = alarms(state, !selection.billed.is_empty(), now).collect();
    selection.urgent = urgent.len();
    urgent.extend(cards);
    selection.cards = urgent;
    selection
}

fn alarms(state: &State, is_billed: bool, now: DateTime<Utc>) -> impl Iterator<Item = Alarm> {
    let owes =
        |(_, profile): &(ProfileId, &Profile)| profile.snapshot.account_state() == AccountState::Overdue;
    let overdue = state.profiles().filter(owes).map(|(id, _)| Alarm::Overdue(id));
    // Bills are always a day late: the state of their feed is shown in the foot instead.
    let unhealthy = state.profiles().flat_map(move |(id, profile)| {
        FeedName::OF_SNAPSHOT.into_iter().filter_map(move |feed| {
            let health = health(profile, feed, state.offline, now);
            matches!(health, Health::Stale(_) | Health::Failed).then_some(Alarm::Unhealthy(id, feed, health))
        })
    });
    overdue.chain(is_billed.then_some(Alarm::Billed)).chain(unhealthy)
}
