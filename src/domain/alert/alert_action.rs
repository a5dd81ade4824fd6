//! What a person does with alerts: take note, put off, not hear of a model.

use chrono::{DateTime, Utc};

use super::{Episode, Rule, Subject, Watch};
use crate::domain::ModelName;

/// What a person does with alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertAction {
    /// Takes note: active, but quiet, until it ends.
    Acknowledge(Rule, Subject),
    /// Puts off until then.
    Snooze(Rule, Subject, DateTime<Utc>),
    /// Takes back that note was taken, or that it was put off.
    Undo(Rule, Subject),
    /// Wants to hear nothing of this model.
    Mute(ModelName),
    /// Wants to hear of it again.
    Unmute(ModelName),
}

impl Watch {
    /// Takes note: the alert stays active, but quiet, until it ends. Returns what is to be stored; `None`
    /// where nothing is active or it was noted before.
    pub fn acknowledge(&mut self, rule: Rule, subject: &Subject, now: DateTime<Utc>) -> Option<&Episode> {
        let episode = self.active_mut(rule, subject)?;
        if episode.acknowledged_at.is_some() {
            return None;
        }
        episode.acknowledged_at = Some(now);
        episode.snoozed_until = None;
        Some(episode)
    }

    /// Puts off: quiet until `until`, then told again if it is still active. Returns what is to be stored;
    /// `None` where nothing is active, or `until` is not ahead.
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

    /// Takes back that note was taken of it, or that it was put off: it is loud again, without being told again.
    /// Returns what is to be stored; `None` where there is nothing to take back.
    pub fn undo(&mut self, rule: Rule, subject: &Subject) -> Option<&Episode> {
        let episode = self.active_mut(rule, subject)?;
        let was_quiet = (episode.acknowledged_at.take(), episode.snoozed_until.take());
        (was_quiet != (None, None)).then_some(episode)
    }

    /// From now on nothing is told of this model. Whether that is new.
    pub fn mute(&mut self, model: ModelName) -> bool {
        self.muted.insert(model)
    }

    /// Listens to this model again; what then holds and was not told is told. Whether that is new.
    pub fn unmute(&mut self, model: &str) -> bool {
        self.muted.remove(model)
    }

    pub(super) fn active_mut(&mut self, rule: Rule, subject: &Subject) -> Option<&mut Episode> {
        let slot = self.slots.get_mut(&(rule, subject.clone()))?;
        slot.values_mut().find(|episode| episode.is_active())
    }
}
