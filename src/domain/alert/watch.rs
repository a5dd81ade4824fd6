//! What is remembered of one account's alerts, between observations and between runs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{Episode, Rule, Subject};
use crate::domain::ModelName;

/// For how long ended episodes are to be remembered: longer than any grant or billing cycle lasts, whose
/// figures might still come back.
pub const RETENTION: TimeDelta = TimeDelta::days(400);

/// What is remembered of one account's alerts. [`Default`] is a watch that has not begun.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Watch {
    pub(super) begun: Option<DateTime<Utc>>,
    pub(super) slots: BTreeMap<Slot, BTreeMap<String, Episode>>,
    pub(super) muted: BTreeSet<ModelName>,
}

/// Where the episodes of a rule and a subject lie, by their keys. At most one of them is active.
pub(super) type Slot = (Rule, Subject);

impl Watch {
    /// What was stored: when the watch began (absent = it has not), the episodes that are active or ended
    /// within [`RETENTION`], and the models that are muted.
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

    /// When models were first judged; absent before. To be stored with what an observation changed.
    pub const fn begun(&self) -> Option<DateTime<Utc>> {
        self.begun
    }

    /// Every episode that is remembered.
    pub fn episodes(&self) -> impl Iterator<Item = &Episode> {
        self.slots.values().flat_map(BTreeMap::values)
    }

    /// The models of which nobody wants to hear.
    pub const fn muted(&self) -> &BTreeSet<ModelName> {
        &self.muted
    }

    /// The active episode of this rule and subject.
    pub fn active_of(&self, rule: Rule, subject: &Subject) -> Option<&Episode> {
        self.slots.get(&(rule, subject.clone()))?.values().find(|episode| episode.is_active())
    }

    /// What is active, the gravest first and the newest first among equals; without muted models, and
    /// without what another alert on the same subject says as well.
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
        let is_said =
            episode.rule.implied_by().is_some_and(|rule| self.active_of(rule, &episode.subject).is_some());
        !is_muted && !is_said
    }
}
