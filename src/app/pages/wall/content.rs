//! What the wallboard may show: alarms, cards, and names in the strip.

use super::{counts::Counts, health::Health};
use crate::{
    app::{Profile, ProfileId, State, account::rows::Row},
    domain::{FeedName, Model, fleet::Urgency},
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

/// What has to be seen first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// An account is overdue: all calls are refused.
    Overdue(ProfileId),
    /// Calls cost money now.
    Billed,
    /// Data are stale or missing.
    Unhealthy(ProfileId, FeedName, Health),
    /// Accounts of a fleet need attention for this.
    Accounts(Urgency),
    /// The accounts of a fleet are stale or missing.
    FleetUnread(ProfileId, Health),
}
