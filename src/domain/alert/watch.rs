//! An account's episodes, between observations and between runs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{Episode, Rule, Subject};
use crate::domain::ModelName;

/// How long ended episodes are retained: longer than any grant or billing cycle, whose figures might return.
pub const RETENTION: TimeDelta = TimeDelta::days(400);

/// An account's episodes and muted models. [`Default`] is a watch that has not begun.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Watch {
    /// When models were first evaluated; absent before. To be saved after an observation.
    pub begun: Option<DateTime<Utc>>,
    pub(super) slots: BTreeMap<Slot, BTreeMap<String, Episode>>,
    pub muted: BTreeSet<ModelName>,
}

/// Episodes of one rule and subject, by their keys. At most one of them is active.
pub(super) type Slot = (Rule, Subject);

impl Watch {
    /// A watch from the store: when it began (absent = it has not), the episodes that are active or ended
    /// within [`RETENTION`], and the muted models.
    pub fn restore(
        begun: Option<DateTime<Utc>>,
        episodes: impl IntoIterator<Item = Episode>,
        muted: impl IntoIterator<Item = ModelName>,
    ) -> Self {
        let mut slots = BTreeMap::<Slot, BTreeMap<String, Episode>>::new();
        for episode in episodes {
            let slot = slots.entry((episode.rule, episode.subject.clone())).or_default();
            slot.insert(episode.key.clone(), episode);
        }
        Self { begun, slots, muted: muted.into_iter().collect() }
    }

    pub fn episodes(&self) -> impl Iterator<Item = &Episode> {
        self.slots.values().flat_map(BTreeMap::values)
    }

    pub fn active_of(&self, rule: Rule, subject: &Subject) -> Option<&Episode> {
        self.slots.get(&(rule, subject.clone()))?.values().find(|episode| episode.is_active())
    }

    /// The active episodes by severity, then newest first; without muted models, and without those implied by
    /// another alert on the same subject.
    pub fn active(&self) -> Vec<&Episode> {
        let mut active: Vec<&Episode> =
            self.episodes().filter(|episode| episode.is_active() && self.is_shown(episode)).collect();
        active.sort_by(|a, b| {
            let by_weight = a.rule.severity().cmp(&b.rule.severity());
            by_weight
                .then(b.raised_at.cmp(&a.raised_at))
                .then_with(|| (a.rule, &a.subject).cmp(&(b.rule, &b.subject)))
        });
        active
    }

    fn is_shown(&self, episode: &Episode) -> bool {
        let is_muted = episode.subject.model().is_some_and(|model| self.muted.contains(model));
        let is_implied =
            episode.rule.implied_by().is_some_and(|rule| self.active_of(rule, &episode.subject).is_some());
        !is_muted && !is_implied
    }
}
