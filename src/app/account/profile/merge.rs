//! Merges responses, saved data and whole snapshots into what is known. What a response lacks stays as it is.

use chrono::{DateTime, Utc};
use enum_map::EnumMap;

use super::Profile;
use crate::{
    app::account::schedule::{Movement, Task},
    domain::{
        Balance, Catalogued, Cause, Dated, Feed, FeedName, KnownGrant, LastKnown, Model, ModelName, Now,
        Quota, Snapshot,
        bill::{BillGrant, Cycle},
        request::QuotaReading,
        take_bill_grants,
    },
};

impl Profile {
    /// Restores what an earlier run saved or another instance read, as far as it is newer.
    pub fn recall(&mut self, known: LastKnown, now: Now) {
        // Earlier versions saved empty lists, which mean nothing.
        if let Some(saved) = known.catalogue
            && !saved.value.is_empty()
            && self.catalogue_at.is_none_or(|at| at < saved.fetched_at)
        {
            self.catalogue_at = Some(saved.fetched_at);
            let is_later = self.knows_account();
            self.note_listed(&saved.value);
            self.merge_catalogue(saved.value, is_later);
        }
        if let Some(saved) = known.models
            && is_newer(&saved, self.snapshot.feed(FeedName::Quotas))
        {
            self.merge_models(saved.value);
            self.snapshot.feed_mut(FeedName::Quotas).fetched_at = Some(saved.fetched_at);
            // They were read together with the Free Quota Only states.
            self.note(Task::Quotas, None);
            self.note(Task::Switches, None);
        }
        if let Some(saved) = known.balance
            && is_newer(&saved, self.snapshot.feed(FeedName::Account))
        {
            self.take_balance(saved.value, saved.fetched_at);
        }
        if let Some(grants) = known.bill_grants
            && grants != self.bill_grants
        {
            self.take_bill_grants(grants);
        }
        if let Some(saved) = known.bills.filter(|_| self.snapshot.feed(FeedName::Bills).fetched_at.is_none())
        {
            self.bills.recall(saved, now.utc);
            self.snapshot.feed_mut(FeedName::Bills).fetched_at = self.bills.read_at(Cycle::at(now.utc));
        }
        if let Some(saved) = known.outlooks {
            self.recall_outlooks(saved, now.utc);
        }
        if let Some(alerts) = known.alerts.filter(|_| !self.alerts.are_known()) {
            self.take_alerts(alerts, now);
        }
        for (feed, until) in known.wait_until {
            if until > now.utc {
                self.schedule.wait_until(feed, until, now);
                self.note(Task::main_of(feed), Some((Cause::RateLimited { until: Some(until) }, now.utc)));
            }
        }
    }

    /// Quotas were read; if not completely, the feed is as old as its oldest figure.
    pub(super) fn quotas_read(&mut self, is_complete: bool, at: DateTime<Utc>) {
        let readings = self.snapshot.models.iter().filter_map(|model| Some(model.console_quota()?.read_at));
        let oldest = readings.min();
        let feed = self.snapshot.feed_mut(FeedName::Quotas);
        feed.fetched_at = if is_complete { Some(at) } else { feed.fetched_at.max(oldest) };
    }

    pub(super) fn merge_switches(&mut self, read: Vec<(ModelName, Option<bool>)>, at: DateTime<Utc>) {
        for (name, is_on) in read {
            if let Ok(position) = self.find(&name)
                && let Some(model) = self.snapshot.models.get_mut(position)
            {
                model.take_switch(is_on, at);
            }
        }
    }

    pub(super) fn take_balance(&mut self, balance: Balance, at: DateTime<Utc>) {
        self.snapshot.balance = Some(balance);
        self.snapshot.feed_mut(FeedName::Account).fetched_at = Some(at);
        self.note(Task::Account, None);
    }

    pub(super) fn take_snapshot(&mut self, mut snapshot: Snapshot) {
        let same_names = snapshot.models.len() == self.snapshot.models.len()
            && snapshot.models.iter().zip(&self.snapshot.models).all(|(new, old)| new.name == old.name);
        if !same_names {
            snapshot.models.sort_by(|left, right| left.name.cmp(&right.name));
            snapshot.models.dedup_by(|left, right| left.name == right.name);
            self.rows.forget_names();
        }
        for feed in [FeedName::Bills, FeedName::Calls] {
            *snapshot.feed_mut(feed) = std::mem::take(self.snapshot.feed_mut(feed));
        }
        if snapshot.profile.is_none() {
            snapshot.profile = self.snapshot.profile.take();
        }
        self.snapshot = snapshot;
        self.failures = EnumMap::default();
    }

    /// A complete list was read.
    pub(super) fn note_listed(&mut self, entries: &[Catalogued]) {
        let mut listed: Box<[ModelName]> = entries.iter().map(|entry| entry.name.clone()).collect();
        listed.sort_unstable();
        self.listed = listed;
    }

    /// `is_later` says that an earlier list was complete, and its models were read: what is new in this one
    /// is new to the account.
    pub(super) fn merge_catalogue(&mut self, entries: Vec<Catalogued>, is_later: bool) {
        let charge = |entry: &Catalogued| Some((entry.name.clone(), entry.charge?));
        self.charges = entries.iter().filter_map(charge).collect();
        let speed_limit = |entry: &Catalogued| Some((entry.name.clone(), entry.speed_limit?));
        self.speed_limits = entries.iter().filter_map(speed_limit).collect();
        let mut unseen = Vec::new();
        for entry in entries {
            match self.find(&entry.name).map(|at| self.snapshot.models.get_mut(at)) {
                Ok(Some(model)) => {
                    model.kind = entry.kind;
                    model.unit = entry.unit;
                }
                _ => unseen.push(Model { kind: entry.kind, unit: entry.unit, ..Model::named(entry.name) }),
            }
        }
        if is_later {
            self.listed_later.extend(unseen.iter().map(|model| model.name.clone()));
        }
        self.add(unseen);
    }

    pub(super) fn merge_quotas(&mut self, read: Vec<(ModelName, QuotaReading)>) {
        let mut unseen = Vec::new();
        for (name, reading) in read {
            let at = self.find(&name).unwrap_or(usize::MAX);
            let Some(model) = self.snapshot.models.get_mut(at) else {
                let mut model = Model::named(name);
                if let Some((kind, unit)) = reading.category {
                    (model.kind, model.unit) = (kind, unit);
                }
                take(&mut model, reading, false);
                unseen.push(model);
                self.has_moved = true;
                continue;
            };
            let is_new_model = self.listed_later.remove(&name);
            if let Some(known) = model.console_quota() {
                self.has_moved |= self.movements.entry(name).or_default().observe(known, &reading.quota);
            } else {
                self.has_moved = true;
            }
            take(model, reading, is_new_model);
        }
        self.add(unseen);
        self.apply_bill_grants();
    }

    /// Whether any figure has changed, or is the first of its model, since the last call.
    pub fn take_movement(&mut self) -> bool {
        std::mem::take(&mut self.has_moved)
    }

    fn merge_models(&mut self, saved: Vec<Model>) {
        let mut unseen = Vec::new();
        for model in saved {
            let at = self.find(&model.name).unwrap_or(usize::MAX);
            match self.snapshot.models.get_mut(at) {
                Some(known) => {
                    if let Some((before, read)) = known.console_quota().zip(model.console_quota()) {
                        let movement = self.movements.entry(model.name.clone()).or_default();
                        self.has_moved |= movement.observe(before, read);
                    }
                    *known = model;
                }
                None => unseen.push(model),
            }
        }
        self.add(unseen);
        self.apply_bill_grants();
    }

    /// Takes free quotas from exported bills, for models for which the console gives none.
    pub fn take_bill_grants(&mut self, grants: Vec<BillGrant>) {
        for model in &mut self.snapshot.models {
            model.forget_bill_grant();
        }
        self.bill_grants = grants;
        self.apply_bill_grants();
    }

    fn apply_bill_grants(&mut self) {
        let unseen = take_bill_grants(&mut self.snapshot.models, &self.bill_grants);
        self.add(unseen);
    }

    /// Whether free quotas are known from exported bills, and no others are or will be: there is no login to
    /// read them with, or nothing is requested.
    pub fn has_bill_quotas_alone(&self) -> bool {
        let feed = self.snapshot.feed(FeedName::Quotas);
        let is_off = match &feed.failure {
            Some(failure) => failure.cause.means_off(),
            None => ![Task::Catalogue, Task::Quotas].into_iter().any(|task| self.schedule.is_planned(task)),
        };
        feed.fetched_at.is_none() && is_off && !self.bill_grants.is_empty()
    }

    /// Up to when exported bills tell free quotas, if there is no login to read them with.
    pub fn bill_quotas_read_at(&self) -> Option<DateTime<Utc>> {
        let grants = self.bill_grants.iter().filter(|_| self.has_bill_quotas_alone());
        grants.map(|grant| grant.read_at).max()
    }

    /// The models as the console gave them: what is from bills is stored with those.
    pub fn models_to_save(&self) -> Vec<Model> {
        let mut models = self.snapshot.models.clone();
        models.iter_mut().for_each(Model::forget_bill_grant);
        models
    }

    /// Inserts models in the order of their names.
    fn add(&mut self, unseen: Vec<Model>) {
        if unseen.is_empty() {
            return;
        }
        let models = &mut self.snapshot.models;
        models.extend(unseen);
        models.sort_by(|left, right| left.name.cmp(&right.name));
        models.dedup_by(|later, earlier| later.name == earlier.name);
        self.rows.forget_names();
    }
}

impl Movement {
    /// Compares the known figures with those just read; returns whether they have changed.
    fn observe(&mut self, known: &Quota, read: &Quota) -> bool {
        let has_changed = known.remaining != read.remaining || known.total != read.total;
        if has_changed {
            self.changed_at = Some(read.read_at);
        } else if self.changed_at.is_none() {
            // Unchanged at least since then.
            self.changed_at = Some(known.read_at);
        }
        has_changed
    }
}

/// Takes a quota, and the switch if the answer states it.
fn take(model: &mut Model, reading: QuotaReading, is_new_model: bool) {
    let QuotaReading { quota, free_quota_only, .. } = reading;
    model.forget_bill_grant();
    model.grant = KnownGrant::follow(model.grant, model.quota.as_ref(), is_new_model, &quota);
    if free_quota_only.is_some() {
        model.take_switch(free_quota_only, quota.read_at);
    }
    model.quota = Some(quota);
}

fn is_newer<T>(saved: &Dated<T>, feed: &Feed) -> bool {
    feed.fetched_at.is_none_or(|at| at <= saved.fetched_at)
}
