//! Selects the content of the wallboard. With a fleet, cards and strip are accounts; without, the models of all profiles.

mod accounts;
mod alarms;
mod models;

use chrono::{DateTime, Utc};

use super::{content::Selection, counts::Counts};
use crate::app::State;

impl State {
    /// Whether the wallboard shows accounts instead of models.
    pub fn is_wall_of_accounts(&self) -> bool {
        self.profiles().any(|(_, profile)| profile.is_fleet())
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
