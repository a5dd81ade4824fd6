//! Merges answers, saved data and whole snapshots into what is known. What was not answered stays.

use chrono::{DateTime, Utc};

use super::Profile;
use crate::{
    app::account::schedule::{Movement, Task},
    domain::{
        Balance, Catalogued, Cause, Dated, Feed, LastKnown, Model, ModelName, Now, Quota, Response, Snapshot,
    },
};

impl Profile {
    /// Takes over what an earlier run saved or another instance found, where it is newer.
    pub fn recall(&mut self, known: LastKnown, now: Now) {
        // An earlier version saved empty lists: they say nothing.
        if let Some(saved) = known.catalogue
            && !saved.value.is_empty()
            && self.catalogue_at.is_none_or(|at| at < saved.fetched_at)
        {
            self.catalogue_at = Some(saved.fetched_at);
            self.merge_catalogue(saved.value);
        }
        if let Some(saved) = known.models
            && is_newer(&saved, &self.snapshot.quotas)
        {
            self.merge_models(saved.value);
            self.snapshot.quotas.fetched_at = Some(saved.fetched_at);
            // They were read together with the Free Quota Only states.
            self.note(Task::Quotas, None);
            self.note(Task::Switches, None);
        }
        if let Some(saved) = known.balance
            && is_newer(&saved, &self.snapshot.account)
        {
            self.take_balance(saved.value, saved.fetched_at);
        }
        for (feed, until) in known.wait_until {
            if until > now.utc {
                self.schedule.wait_until(feed, until, now);
                self.note(Task::main_of(feed), Some((Cause::RateLimited { until: Some(until) }, now.utc)));
            }
        }
    }

    /// Takes a good answer into the snapshot. What was read only in part leaves its cause behind.
    pub fn take(&mut self, answer: Response, now: Now) -> Option<Cause> {
        match answer {
            Response::Catalogue(list) => {
                // The beginning of a list is no list to keep for a day.
                if list.failed.is_none() {
                    self.catalogue_at = Some(now.utc);
                }
                self.merge_catalogue(list.models);
                list.failed
            }
            Response::Quotas(rows) => {
                self.merge_quotas(rows.rows);
                let known = self.snapshot.quotas.fetched_at;
                self.snapshot.quotas.fetched_at =
                    if rows.failed.is_none() { Some(now.utc) } else { known.max(self.oldest_reading()) };
                rows.failed
            }
            Response::FreeQuotaOnly(rows) => {
                for (name, is_on) in rows.rows {
                    if let Ok(model) = self.find(&name)
                        && let Some(model) = self.snapshot.models.get_mut(model)
                    {
                        model.free_quota_only = is_on;
                        model.free_quota_only_read_at = is_on.map(|_| now.utc);
                    }
                }
                rows.failed
            }
            Response::Account(balance) => {
                self.take_balance(balance, now.utc);
                None
            }
            Response::Snapshot(snapshot) => {
                self.take_snapshot(*snapshot);
                None
            }
            Response::Bills(_) | Response::Outstanding(_) | Response::Unchanged => None,
        }
    }

    /// Of quotas that are read only in part, the feed is as old as its oldest figure.
    fn oldest_reading(&self) -> Option<DateTime<Utc>> {
        self.snapshot.models.iter().filter_map(|model| Some(model.quota.as_ref()?.read_at)).min()
    }

    fn take_balance(&mut self, balance: Balance, at: DateTime<Utc>) {
        self.snapshot.balance = Some(balance);
        self.snapshot.account.fetched_at = Some(at);
        self.note(Task::Account, None);
    }

    fn take_snapshot(&mut self, mut snapshot: Snapshot) {
        let same_names = snapshot.models.len() == self.snapshot.models.len()
            && snapshot.models.iter().zip(&self.snapshot.models).all(|(new, old)| new.name == old.name);
        if !same_names {
            snapshot.models.sort_by(|left, right| left.name.cmp(&right.name));
            snapshot.models.dedup_by(|left, right| left.name == right.name);
            self.rows.forget_names();
        }
        snapshot.bills = std::mem::take(&mut self.snapshot.bills);
        if snapshot.profile.is_none() {
            snapshot.profile = self.snapshot.profile.take();
        }
        self.snapshot = snapshot;
        self.failures = [const { None }; 6];
    }

    fn merge_catalogue(&mut self, entries: Vec<Catalogued>) {
        let charge = |entry: &Catalogued| Some((entry.name.clone(), entry.charge?));
        self.charges = entries.iter().filter_map(charge).collect();
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
        self.add(unseen);
    }

    fn merge_quotas(&mut self, read: Vec<(ModelName, Quota)>) {
        let mut unseen = Vec::new();
        for (name, quota) in read {
            let at = self.find(&name).unwrap_or(usize::MAX);
            let Some(model) = self.snapshot.models.get_mut(at) else {
                unseen.push(Model { quota: Some(quota), ..Model::named(name) });
                continue;
            };
            if let Some(known) = &model.quota {
                self.has_moved |= self.movements.entry(name).or_default().observe(known, &quota);
            }
            model.quota = Some(quota);
        }
        self.add(unseen);
    }

    /// Whether any figure has changed since this was last asked.
    pub fn take_movement(&mut self) -> bool {
        std::mem::take(&mut self.has_moved)
    }

    fn merge_models(&mut self, saved: Vec<Model>) {
        let mut unseen = Vec::new();
        for model in saved {
            let at = self.find(&model.name).unwrap_or(usize::MAX);
            match self.snapshot.models.get_mut(at) {
                Some(known) => {
                    let left = |model: &Model| model.quota.as_ref().and_then(|quota| quota.remaining);
                    self.has_moved |= known.quota.is_some() && left(known) != left(&model);
                    *known = model;
                }
                None => unseen.push(model),
            }
        }
        self.add(unseen);
    }

    /// Adds models that were not known, in the order of the names.
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
    /// Compares the figure that was known with the one that was read; whether it has changed.
    fn observe(&mut self, known: &Quota, read: &Quota) -> bool {
        let has_changed = known.remaining != read.remaining || known.total != read.total;
        if has_changed {
            self.changed_at = Some(read.read_at);
        } else if self.changed_at.is_none() {
            // Unchanged at least since then; before that, nothing is known.
            self.changed_at = Some(known.read_at);
        }
        has_changed
    }
}

fn is_newer<T>(saved: &Dated<T>, feed: &Feed) -> bool {
    feed.fetched_at.is_none_or(|at| at <= saved.fetched_at)
}
