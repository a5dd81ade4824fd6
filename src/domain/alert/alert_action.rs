//! What the user does with alerts: acknowledge, snooze, mute a model.

use chrono::{DateTime, Utc};

use super::{Episode, Rule, Subject, Watch};
use crate::domain::ModelName;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertAction {
    /// Active, but quiet, until it ends.
    Acknowledge(Rule, Subject),
    /// Quiet until then.
    Snooze(Rule, Subject, DateTime<Utc>),
    /// Undoes an acknowledgement or a snooze.
    Undo(Rule, Subject),
    Mute(ModelName),
    Unmute(ModelName),
}

impl Watch {
    /// The alert stays active, but quiet, until it ends. Returns the episode to save; `None` if none is
    /// active or it was acknowledged before.
    pub fn acknowledge(&mut self, rule: Rule, subject: &Subject, now: DateTime<Utc>) -> Option<&Episode> {
        let episode = self.active_mut(rule, subject)?;
        if episode.acknowledged_at.is_some() {
            return None;
        }
        episode.acknowledged_at = Some(now);
        episode.snoozed_until = None;
        Some(episode)
    }

    /// Quiet until `until`, then a reminder if it is still active. Returns the episode to save; `None` if
    /// none is active, or `until` is not ahead.
    pub fn snooze(
        &mut self,
        rule: Rule,
        subject: &Subject,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<&Episode> {
        let episode = self.active_mut(rule, subject).filter(|_| until > now)?;
        episode.snoozed_until = Some(until);
        episode.acknowledged_at = None;
        Some(episode)
    }

    /// Undoes an acknowledgement or a snooze, without a reminder. Returns the episode to save; `None` if
    /// there is nothing to undo.
    pub fn undo(&mut self, rule: Rule, subject: &Subject) -> Option<&Episode> {
        let episode = self.active_mut(rule, subject)?;
        let was_quiet = (episode.acknowledged_at.take(), episode.snoozed_until.take());
        (was_quiet != (None, None)).then_some(episode)
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
}
