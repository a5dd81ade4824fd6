//! The content of the wallboard: alarms, what has a card, and what is in the strip.
//!
//! With a fleet, both are accounts; without, the models of all profiles.

mod accounts;
mod alarms;
mod models;

use chrono::{DateTime, Utc};

pub use alarms::Alarm;

use super::counts::Counts;
use crate::{
    app::{Profile, ProfileId, State, account::rows::Row},
    domain::Model,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    Model(ModelCard),
    /// An account, by its rank among all.
    Account(usize),
}

/// A model of a profile, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelCard {
    pub profile: ProfileId,
    /// The position of the model in its profile.
    pub at: usize,
}

/// The content of the wallboard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Most severe first.
    pub alarms: Vec<Alarm>,
    /// Models whose calls cost money now.
    pub billed: Vec<ModelCard>,
    /// What has a card, most urgent first.
    pub cards: Vec<Card>,
    /// How many of `cards` cost money or run out within a day.
    pub urgent: usize,
    /// All others, sorted likewise.
    pub others: Vec<Card>,
}

impl ModelCard {
    /// The model with its profile and row.
    pub fn of(self, state: &State) -> Option<(&Profile, &Model, &Row)> {
        let profile = state.profile_at(self.profile)?;
        Some((profile, profile.snapshot.models.get(self.at)?, profile.rows.rows.get(self.at)?))
    }
}

impl Card {
    /// The model with its profile and row; absent if it is an account.
    pub fn model(self, state: &State) -> Option<(&Profile, &Model, &Row)> {
        match self {
            Self::Model(card) => card.of(state),
            Self::Account(_) => None,
        }
    }
}

impl State {
    /// Whether the wallboard shows accounts instead of models.
    pub fn is_wall_of_accounts(&self) -> bool {
        self.profiles().any(|(_, profile)| profile.is_fleet())
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

/// Counts the content of the wallboard, without sorting it.
pub fn count(state: &State, now: DateTime<Utc>) -> Counts {
    let (counts, is_billed) =
        if state.is_wall_of_accounts() { (accounts::count(state), false) } else { models::count(state) };
    Counts { alarms: alarms::alarms(state, is_billed, now).count(), ..counts }
}

/// Selects the content of the wallboard.
pub fn select(state: &State, now: DateTime<Utc>) -> Selection {
    let mut selection =
        if state.is_wall_of_accounts() { accounts::select(state) } else { models::select(state) };
    selection.alarms = alarms::alarms(state, !selection.billed.is_empty(), now).collect();
    selection
}
