//! Merges responses, saved data and whole snapshots into what is known. What a response lacks stays as it is.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use enum_map::EnumMap;

use super::Profile;
use crate::{
    app::account::{model_list::ModelList, schedule::Task},
    domain::{
        Balance, Cause, Dated, Feed, FeedName, KnownGrant, LastKnown, LastStatus, Model, ModelName, Now,
        Snapshot,
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
            self.merge_catalogue(saved.value.into(), true, is_later);
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
                && let Some(model) = self.snapshot.models_mut().get_mut(position)
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
            && snapshot.models.iter().zip(&*self.snapshot.models).all(|(new, old)| new.name == old.name);
        if !same_names {
            snapshot.models_mut().sort_by(|left, right| left.name.cmp(&right.name));
            snapshot.models_mut().dedup_by(|left, right| left.name == right.name);
            self.rows.forget();
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

    /// Takes a model list. If an earlier list was complete, and its models were read, what is new in this one is new to
    /// the account.
    pub(super) fn merge_catalogue(&mut self, list: ModelList, is_complete: bool, is_later: bool) {
        let mut unseen = Vec::new();
        for entry in list.entries() {
            match self.find(&entry.name).map(|at| self.snapshot.models_mut().get_mut(at)) {
                Ok(Some(model)) => {
                    model.name = entry.name.clone();
                    model.kind = entry.kind;
                    model.unit = entry.unit;
                }
                _ => unseen.push(Model {
                    kind: entry.kind,
                    unit: entry.unit,
                    ..Model::named(entry.name.clone())
                }),
            }
        }
        if is_later {
            self.listed_later.extend(unseen.iter().map(|model| model.name.clone()));
        }
        self.add(unseen);
        if is_complete {
            self.complete_list = list.clone();
        }
        self.list = list;
    }

    /// Uses another account's copy of the same model list, and of the names in it.
    pub(crate) fn share(&mut self, list: &ModelList) {
        for model in self.snapshot.models_mut() {
            model.name = list.shared_name(&model.name).unwrap_or_else(|| model.name.clone());
        }
        self.rows.forget();
        for own in [&mut self.list, &mut self.complete_list] {
            if own == list {
                *own = list.clone();
            }
        }
    }

    pub(super) fn merge_quotas(&mut self, read: Vec<(ModelName, QuotaReading)>) {
        let mut unseen = Vec::new();
        let mut last = LastStatus::default();
        for (name, mut reading) in read {
            let status = &mut reading.quota.quota_status;
            *status = status.as_deref().map(|status| last.share(status));
            let at = self.find(&name).unwrap_or(usize::MAX);
            let Some(model) = self.snapshot.models_mut().get_mut(at) else {
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
            self.has_moved |= model.compare(&reading.quota).unwrap_or(true);
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
            match self.snapshot.models_mut().get_mut(at) {
                Some(known) => {
                    let has_changed = model.console_quota().and_then(|read| known.compare(read));
                    self.has_moved |= has_changed.unwrap_or_default();
                    *known = Model { name: known.name.clone(), figures_since: known.figures_since, ..model };
                }
                None => unseen.push(model),
            }
        }
        self.add(unseen);
        self.apply_bill_grants();
    }

    /// Takes free quotas from exported bills, for models for which the console gives none.
    pub fn take_bill_grants(&mut self, grants: Vec<BillGrant>) {
        for model in self.snapshot.models_mut() {
            model.forget_bill_grant();
        }
        self.bill_grants = grants;
        self.apply_bill_grants();
    }

    fn apply_bill_grants(&mut self) {
        if !self.bill_grants.is_empty() {
            let unseen = take_bill_grants(self.snapshot.models_mut(), &self.bill_grants);
            self.add(unseen);
        }
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
    pub fn models_to_save(&self) -> Arc<Vec<Model>> {
        let mut models = Arc::clone(&self.snapshot.models);
        if models.iter().any(|model| model.from_bill.is_some()) {
            Arc::make_mut(&mut models).iter_mut().for_each(Model::forget_bill_grant);
        }
        models
    }

    /// Inserts models in the order of their names.
    fn add(&mut self, unseen: Vec<Model>) {
        if unseen.is_empty() {
            return;
        }
        let models = self.snapshot.models_mut();
        models.extend(unseen);
        models.sort_by(|left, right| left.name.cmp(&right.name));
        models.dedup_by(|later, earlier| later.name == earlier.name);
        self.rows.forget();
    }
}

/// Takes a quota, and the switch if the answer states it.
fn take(model: &mut Model, reading: QuotaReading, is_new_model: bool) {
    let QuotaReading { mut quota, free_quota_only, .. } = reading;
    model.forget_bill_grant();
    let grant = model.grant.as_deref().copied();
    model.grant = KnownGrant::follow(grant, model.quota.as_ref(), is_new_model, &quota).map(Box::new);
    // Most are as they were: the copy that is there stays, instead of one for each reading.
    if let Some(known) = &model.quota
        && known.quota_status == quota.quota_status
    {
        quota.quota_status.clone_from(&known.quota_status);
    }
    if free_quota_only.is_some() {
        model.take_switch(free_quota_only, quota.read_at);
    }
    model.quota = Some(quota);
}

fn is_newer<T>(saved: &Dated<T>, feed: &Feed) -> bool {
    feed.fetched_at.is_none_or(|at| at <= saved.fetched_at)
}
