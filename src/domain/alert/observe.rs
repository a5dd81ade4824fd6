//! Compares facts with the stored episodes. Only here do episodes begin and end.

use chrono::{DateTime, Utc};

use super::{
    Change, Ended, Ending, Episode, Event, Observed, Rule, Rules, Scope, Watch,
    subject::{Checked, CheckedBalance, CheckedFeed, CheckedModel, CheckedSpeed, CheckedSpend, Condition},
    watch::Slot,
};
use crate::domain::AccountState;

/// What an observation changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observation {
    /// Each is sent only once, by the instance that first stores its id.
    pub events: Vec<Event>,
    /// The episodes to save, since they began, ended, were resumed or had a reminder. Of two entries for one
    /// episode, the last is its current state.
    pub episodes: Vec<Episode>,
}

impl Watch {
    /// Updates the episodes by the facts, and returns the changes. Facts that are absent, unknown or too old
    /// neither raise nor clear alerts. Observing the same facts again changes nothing.
    pub fn observe(&mut self, observed: &Observed, rules: &Rules, now: DateTime<Utc>) -> Observation {
        let balance = observed.balance.as_ref();
        let account = AccountState::of(balance.map(|seen| &seen.balance));
        let models: Vec<CheckedModel<'_>> = observed
            .models
            .iter()
            .filter(|seen| !self.muted.contains(&seen.model.name))
            .filter_map(|seen| CheckedModel::new(seen, account, now))
            .collect();
        let is_first = self.begun.is_none();
        if models.iter().any(|model| model.is_recent) {
            self.begun.get_or_insert(now);
        }
        let changes = Observation::default();
        let mut evaluation =
            Evaluation { watch: self, profile: &observed.profile, rules, is_first, now, changes };
        if let Some(balance) = balance.and_then(|seen| CheckedBalance::new(seen, now)) {
            evaluation.check(Scope::Balance, &balance);
        }
        if let Some(spend) = observed.spend.as_ref().and_then(|seen| CheckedSpend::new(seen, now)) {
            evaluation.check(Scope::Spend, &spend);
        }
        if let Some(speed) = observed.speed.as_ref().and_then(|seen| CheckedSpeed::new(seen, now)) {
            evaluation.check(Scope::Speed, &speed);
        }
        for feed in observed.feeds.iter().filter_map(|seen| CheckedFeed::new(seen, now)) {
            evaluation.check(Scope::Feed, &feed);
        }
        for model in &models {
            evaluation.check(Scope::Model, model);
        }
        evaluation.changes
    }
}

struct Evaluation<'a> {
    watch: &'a mut Watch,
    profile: &'a str,
    rules: &'a Rules,
    /// Whether models have never been evaluated before.
    is_first: bool,
    now: DateTime<Utc>,
    changes: Observation,
}

impl Evaluation<'_> {
    fn check(&mut self, scope: Scope, checked: &impl Checked) {
        for rule in Rule::in_scope(scope) {
            if !self.rules.is_on(rule) {
                self.end(rule, checked, Ending::Cleared);
                continue;
            }
            match checked.condition(rule, self.rules, self.now) {
                Condition::Met => self.met(rule, checked),
                Condition::InMargin => self.remind(rule, checked),
                Condition::NotMet => self.clear(rule, checked),
                Condition::Unknown => {}
            }
        }
    }

    /// The condition is met: its episode continues, is resumed or begins.
    fn met(&mut self, rule: Rule, checked: &impl Checked) {
        let base = checked.key(rule, self.rules);
        let active = self.watch.active_of(rule, &checked.subject());
        if active.is_some_and(|episode| rule.is_keyed_by_first_facts() || episode.base() == base) {
            self.remind(rule, checked);
        } else if !self.is_outdated(rule, checked) {
            self.end(rule, checked, Ending::Replaced);
            if self.resume(rule, checked, &base) {
                self.remind(rule, checked);
            } else {
                self.begin(rule, checked, base);
            }
        }
    }

    fn clear(&mut self, rule: Rule, checked: &impl Checked) {
        if self.is_outdated(rule, checked) {
            return;
        }
        if let Some(mut ended) = self.end(rule, checked, Ending::Cleared)
            && rule.clearing_is_news()
        {
            ended.facts = checked.facts(rule, self.rules, self.now).unwrap_or(ended.facts);
            self.emit(&ended, Change::Cleared);
        }
    }

    /// Emits a reminder of an active episode whose snooze is over.
    fn remind(&mut self, rule: Rule, checked: &impl Checked) {
        let (now, facts) = (self.now, checked.facts(rule, self.rules, self.now));
        let Some(episode) = self.watch.active_mut(rule, &checked.subject()) else { return };
        if episode.snoozed_until.is_none_or(|until| until > now) {
            return;
        }
        episode.facts = facts.unwrap_or_else(|| episode.facts.clone());
        let due = episode.clone();
        // The user who snoozed it wants to know.
        (episode.snoozed_until, episode.known_at_start) = (None, false);
        let reminded = episode.clone();
        self.emit(&due, Change::Reminded);
        self.changes.episodes.push(reminded);
    }

    fn begin(&mut self, rule: Rule, checked: &impl Checked, base: String) {
        let Some(facts) = checked.facts(rule, self.rules, self.now) else { return };
        let is_found = self.is_first && rule.scope() == Scope::Model;
        let key = match self.last_of(rule, checked, &base) {
            None => base,
            Some(last) => format!("{base}#{}", last.ordinal().saturating_add(1)),
        };
        let mut episode = Episode::new(rule, checked.subject(), key, self.now, facts);
        episode.known_at_start = is_found && rule.is_aftermath();
        let slot = self.watch.slots.entry(slot(rule, checked)).or_default();
        slot.insert(episode.key.clone(), episode.clone());
        self.emit(&episode, if is_found { Change::Found } else { Change::Raised });
        self.changes.episodes.push(episode);
    }

    /// Resumes an ended episode with the same facts, without an event, if it need not be reported again: it
    /// was only replaced, its rule does not recur, or it is still snoozed.
    fn resume(&mut self, rule: Rule, checked: &impl Checked, base: &str) -> bool {
        let now = self.now;
        let Some(last) = self.last_of(rule, checked, base) else { return false };
        let was_replaced = last.ended.is_some_and(|ended| ended.how == Ending::Replaced);
        let is_snoozed = last.snoozed_until.is_some_and(|until| until > now) && !rule.clearing_is_news();
        if !was_replaced && rule.recurs() && !is_snoozed {
            return false;
        }
        last.ended = None;
        let resumed = last.clone();
        self.changes.episodes.push(resumed);
        true
    }

    /// Ends the active episode, without an event.
    fn end(&mut self, rule: Rule, checked: &impl Checked, how: Ending) -> Option<Episode> {
        let at = self.now;
        let episode = self.watch.active_mut(rule, &checked.subject())?;
        episode.ended = Some(Ended { at, how });
        let ended = episode.clone();
        self.changes.episodes.push(ended.clone());
        Some(ended)
    }

    /// Whether the facts are older than the last change, since another instance has seen newer ones. Changes
    /// in the future (the clock was set back) are ignored.
    fn is_outdated(&self, rule: Rule, checked: &impl Checked) -> bool {
        self.watch.slots.get(&slot(rule, checked)).is_some_and(|episodes| {
            let mut changes = episodes.values().map(Episode::changed_at);
            changes.any(|at| at <= self.now && checked.seen_at() <= at)
        })
    }

    /// The newest episode with the same facts.
    fn last_of(&mut self, rule: Rule, checked: &impl Checked, base: &str) -> Option<&mut Episode> {
        let episodes = self.watch.slots.get_mut(&slot(rule, checked))?;
        episodes.values_mut().filter(|episode| episode.base() == base).max_by_key(|episode| episode.ordinal())
    }

    fn emit(&mut self, episode: &Episode, change: Change) {
        self.changes.events.push(Event::new(self.profile, episode, change, self.now));
    }
}

fn slot(rule: Rule, checked: &impl Checked) -> Slot {
    (rule, checked.subject())
}
