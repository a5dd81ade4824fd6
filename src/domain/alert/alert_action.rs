//! What the user does with alerts: acknowledge, snooze, mute a model.

use chrono::{DateTime, Utc};

use super::{Episode, Rule, Subject, Watch};
use crate::domain::ModelName;

/// What the user does with all active alerts of one subject, which are one row of the Alerts page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertAction {
    /// Active, but quiet, until they end.
    Acknowledge(Subject),
    /// Quiet until then.
    Snooze(Subject, DateTime<Utc>),
    /// Undoes acknowledgements and snoozes.
    Undo(Subject),
    Mute(ModelName),
    Unmute(ModelName),
}

impl Watch {
    /// The alerts of `subject` stay active, but quiet, until they end. Returns the episodes to save: those
    /// that were not acknowledged before.
    pub fn acknowledge(&mut self, subject: &Subject, now: DateTime<Utc>) -> Vec<Episode> {
        self.change(subject, |episode| {
            episode.acknowledged_at.get_or_insert(now);
            episode.snoozed_until = None;
        })
    }

    /// Quiet until `until`, then a reminder of those that are still active. Returns the episodes to save; none
    /// if `until` is not ahead.
    pub fn snooze(&mut self, subject: &Subject, until: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Episode> {
        if until <= now {
            return Vec::new();
        }
        self.change(subject, |episode| {
            episode.snoozed_until = Some(until);
            episode.acknowledged_at = None;
        })
    }

    /// Undoes acknowledgements and snoozes, without a reminder. Returns the episodes to save.
    pub fn undo(&mut self, subject: &Subject) -> Vec<Episode> {
        self.change(subject, |episode| (episode.acknowledged_at, episode.snoozed_until) = (None, None))
    }

    /// Whether the model was not muted before.
    pub fn mute(&mut self, model: ModelName) -> bool {
        self.muted.insert(model)
    }

    /// Whether the model was muted. Conditions that are met and were not reported raise events from now on.
    pub fn unmute(&mut self, model: &str) -> bool {
        self.muted.remove(model)
    }

    pub(super) fn active_mut(&mut self, rule: Rule, subject: &Subject) -> Option<&mut Episode> {
        let slot = self.slots.get_mut(&(rule, subject.clone()))?;
        slot.values_mut().find(|episode| episode.is_active())
    }

    /// Changes the active episodes of `subject`, including those that another one implies, and returns those
    /// that are different now.
    fn change(&mut self, subject: &Subject, change: impl Fn(&mut Episode)) -> Vec<Episode> {
        let mut changed = Vec::new();
        for ((_, of), episodes) in &mut self.slots {
            for episode in episodes.values_mut().filter(|episode| episode.is_active() && of == subject) {
                let before = episode.clone();
                change(episode);
                if *episode != before {
                    changed.push(episode.clone());
                }
            }
        }
        changed
    }
}
