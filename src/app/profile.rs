//! One profile: an account, what is known of it, and when it is asked again.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    View,
    message::Tag,
    poll::{self, Movement, Schedule, Task},
    rows::{Row, Rows},
};
use crate::domain::{
    Answer, Balance, Catalogued, Cause, Failure, Feed, FeedName, Fetched, Kept, LastKnown, Model, ModelName,
    Now, Quota, Snapshot, SourceKind, Thresholds,
};

/// How often the demo is read: fast enough to be watched.
pub const DEMO_REFRESH: Duration = Duration::from_secs(2);

/// The position of a profile among those that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(pub usize);

/// One profile: an account, what is known of it, and when it is asked again.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What the source is. It decides which tasks there are.
    pub source: SourceKind,
    /// How often quotas and balance are asked for.
    pub refresh: Duration,
    /// Counts logins: answers for an older one are dropped.
    pub generation: u32,
    /// Everything that is known. The models are ordered by name.
    pub snapshot: Snapshot,
    /// The rows of the list.
    pub rows: Rows,
    /// When to ask for what.
    pub schedule: Schedule,
    /// When the model list was read.
    pub catalogue_at: Option<DateTime<Utc>>,
    /// Server's clock less ours, in seconds, where the server told.
    pub skew_seconds: Option<i64>,
    /// The name of the credential that answered last, per feed.
    pub credentials: [Option<String>; 2],
    /// The feeds that are asked for.
    wanted: Vec<FeedName>,
    /// How many models were over when the quotas were last read: one more means that one has just run out.
    /// Absent before they were first read, since their switches are read beside them.
    pub known_over: Option<usize>,
    /// How each model moves, in the order of the models.
    movements: Vec<Movement>,
    /// What each task failed with at its last attempt.
    failures: [Option<Failure>; 5],
}

impl Profile {
    /// A profile of which nothing is known yet.
    pub fn new(name: &str, source: SourceKind, refresh: Duration, schedule: Schedule, now: Now) -> Self {
        let mut snapshot = Snapshot::empty(now.utc);
        snapshot.profile = Some(name.to_owned());
        snapshot.source = Some(source);
        Self {
            source,
            refresh,
            generation: 0,
            snapshot,
            rows: Rows::default(),
            schedule,
            catalogue_at: None,
            skew_seconds: None,
            credentials: [None, None],
            wanted: FeedName::ALL.to_vec(),
            known_over: None,
            movements: Vec::new(),
            failures: [const { None }; 5],
        }
    }

    /// The tag of what is asked now.
    pub const fn tag(&self, profile: ProfileId) -> Tag {
        Tag { profile, generation: self.generation }
    }

    /// The model and row at this position of the list.
    pub fn listed(&self, position: usize) -> Option<(&Model, &Row)> {
        let at = usize::try_from(*self.rows.index.get(position)?).ok()?;
        Some((self.snapshot.models.get(at)?, self.rows.rows.get(at)?))
    }

    /// The position in the list of the model of this name.
    pub fn position(&self, name: &ModelName) -> Option<usize> {
        let at = u32::try_from(self.find(name).ok()?).ok()?;
        self.rows.index.iter().position(|listed| *listed == at)
    }

    /// The model and row of this name.
    pub fn model(&self, name: &ModelName) -> Option<(&Model, &Row)> {
        let at = self.find(name).ok()?;
        Some((self.snapshot.models.get(at)?, self.rows.rows.get(at)?))
    }

    fn find(&self, name: &ModelName) -> Result<usize, usize> {
        self.snapshot.models.binary_search_by(|model| model.name.cmp(name))
    }

    /// Plans what there is to ask for at the start, as far as its feed is wanted.
    pub fn begin(&mut self, wanted: &[FeedName], now: Now) {
        self.wanted = wanted.to_vec();
        self.plan_start(now);
    }

    fn plan_start(&mut self, now: Now) {
        let start = now.monotonic;
        let tasks: &[Task] = match self.source {
            SourceKind::Snapshot | SourceKind::Demo => &[Task::Snapshot],
            SourceKind::Alibaba if self.snapshot.models.is_empty() => &[Task::Catalogue, Task::Account],
            SourceKind::Alibaba => &[Task::Catalogue, Task::Quotas, Task::Switches, Task::Account],
        };
        for task in tasks {
            if *task == Task::Snapshot || self.wanted.contains(&task.feed()) {
                let delay =
                    if *task == Task::Catalogue { self.catalogue_stays_for(now) } else { Duration::ZERO };
                self.schedule.plan(*task, start.saturating_add(delay));
            }
        }
    }

    /// For how long the model list that is known needs not be read again.
    fn catalogue_stays_for(&self, now: Now) -> Duration {
        let age = self.catalogue_at.and_then(|at| now.utc.signed_duration_since(at).to_std().ok());
        age.map_or(Duration::ZERO, |age| poll::CATALOGUE_EVERY.saturating_sub(age))
    }

    /// How often `task` is done when all goes well; absent where something else tells when (a file's watcher).
    pub const fn every(&self, task: Task) -> Option<Duration> {
        match (task, self.source) {
            (Task::Snapshot, SourceKind::Snapshot) => None,
            (Task::Catalogue, _) => Some(poll::CATALOGUE_EVERY),
            (Task::Switches, _) => Some(poll::SWITCHES_EVERY),
            (Task::Quotas | Task::Account | Task::Snapshot, _) => Some(self.refresh),
        }
    }

    /// The names of the models that `task` concerns now.
    pub fn concerned(&self, task: Task, thresholds: &Thresholds, now: DateTime<Utc>) -> Vec<ModelName> {
        if task != Task::Quotas {
            return self.all(task);
        }
        let models = self.snapshot.models.iter();
        let mut wanted: Vec<ModelName> = models
            .zip(&self.movements)
            .filter(|(model, movement)| poll::is_wanted(model, **movement, thresholds, now))
            .map(|(model, _)| model.name.clone())
            .collect();
        if wanted.is_empty() {
            // All are at rest. One question still tells that they can be read: without any, the feed would
            // go stale between the rounds.
            wanted.extend(self.read_longest_ago().map(|model| model.name.clone()));
        }
        wanted
    }

    fn read_longest_ago(&self) -> Option<&Model> {
        self.snapshot.models.iter().min_by_key(|model| model.quota.as_ref().map(|quota| quota.read_at))
    }

    /// The names of all models that `task` may concern.
    pub fn all(&self, task: Task) -> Vec<ModelName> {
        let models = self.snapshot.models.iter();
        match task {
            Task::Quotas => models.map(|model| model.name.clone()).collect(),
            Task::Switches => {
                models.filter(|model| may_have_switch(model)).map(|model| model.name.clone()).collect()
            }
            Task::Catalogue | Task::Account | Task::Snapshot => Vec::new(),
        }
    }

    /// What a person means by refreshing.
    pub fn tasks_to_refresh(&self) -> Vec<Task> {
        match self.source {
            SourceKind::Snapshot | SourceKind::Demo => vec![Task::Snapshot],
            SourceKind::Alibaba if self.snapshot.models.is_empty() => vec![Task::Catalogue, Task::Account],
            SourceKind::Alibaba => vec![Task::Quotas, Task::Switches, Task::Account],
        }
    }

    /// Whether a model is listed whose quota was never read.
    pub fn has_unread_models(&self) -> bool {
        self.snapshot.models.iter().any(|model| model.quota.is_none())
    }

    /// Takes over what was kept from an earlier run or found by another instance, where it is newer.
    pub fn recall(&mut self, known: LastKnown, now: Now) {
        if let Some(kept) = known.catalogue
            && self.catalogue_at.is_none_or(|at| at < kept.fetched_at)
        {
            self.catalogue_at = Some(kept.fetched_at);
            self.merge_catalogue(kept.value);
        }
        if let Some(kept) = known.models
            && is_newer(&kept, &self.snapshot.quotas)
        {
            self.merge_models(kept.value);
            self.snapshot.quotas.fetched_at = Some(kept.fetched_at);
            // Whoever read them read the switches as well.
            self.note(Task::Quotas, None);
            self.note(Task::Switches, None);
        }
        if let Some(kept) = known.balance
            && is_newer(&kept, &self.snapshot.account)
        {
            self.take_balance(kept.value, kept.fetched_at);
        }
        for (feed, until) in known.wait_until {
            if until > now.utc {
                self.schedule.wait_until(feed, until, now);
                self.note(Task::main_of(feed), Some((Cause::RateLimited { until: Some(until) }, now.utc)));
            }
        }
    }

    /// Takes a good answer into the snapshot. What was read only in part leaves its cause behind.
    pub fn take(&mut self, answer: Answer, now: Now) -> Option<Cause> {
        match answer {
            Answer::Catalogue(entries) => {
                self.catalogue_at = Some(now.utc);
                self.merge_catalogue(entries);
                None
            }
            Answer::Quotas(rows) => {
                self.merge_quotas(rows.rows);
                if rows.failed.is_none() {
                    self.snapshot.quotas.fetched_at = Some(now.utc);
                }
                rows.failed
            }
            Answer::FreeQuotaOnly(rows) => {
                for (name, is_on) in rows.rows {
                    if let Ok(model) = self.find(&name)
                        && let Some(model) = self.snapshot.models.get_mut(model)
                    {
                        model.free_quota_only = Some(is_on);
                    }
                }
                rows.failed
            }
            Answer::Account(balance) => {
                self.take_balance(balance, now.utc);
                None
            }
            Answer::Snapshot(snapshot) => {
                self.take_snapshot(*snapshot);
                None
            }
            Answer::Unchanged => None,
        }
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
        if snapshot.profile.is_none() {
            snapshot.profile = self.snapshot.profile.take();
        }
        self.snapshot = snapshot;
        self.failures = [const { None }; 5];
    }

    fn merge_catalogue(&mut self, entries: Vec<Catalogued>) {
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
            if let Some(movement) = self.movements.get_mut(at) {
                movement.observe(model.quota.as_ref(), &quota);
            }
            model.quota = Some(quota);
        }
        self.add(unseen);
    }

    fn merge_models(&mut self, kept: Vec<Model>) {
        let mut unseen = Vec::new();
        for model in kept {
            let at = self.find(&model.name).unwrap_or(usize::MAX);
            match self.snapshot.models.get_mut(at) {
                Some(known) => *known = model,
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
        let moves = std::mem::take(&mut self.movements);
        let known = std::mem::take(&mut self.snapshot.models);
        let new = unseen.into_iter().map(|model| (model, Movement::default()));
        let mut all: Vec<(Model, Movement)> = known.into_iter().zip(moves).chain(new).collect();
        all.sort_by(|left, right| left.0.name.cmp(&right.0.name));
        all.dedup_by(|later, earlier| later.0.name == earlier.0.name);
        (self.snapshot.models, self.movements) = all.into_iter().unzip();
        self.rows.forget_names();
    }

    /// What `task` failed with at its last attempt; absent where it went well or was not tried.
    pub fn failure(&self, task: Task) -> Option<&Failure> {
        self.failures.get(task.position())?.as_ref()
    }

    /// Notes how `task` went: the newest cause of its failure, or that it went well. A feed shows the
    /// failure that matters most to it, since the first of the attempts that failed in a row.
    pub fn note(&mut self, task: Task, failed: Option<(Cause, DateTime<Utc>)>) {
        let Some(slot) = self.failures.get_mut(task.position()) else { return };
        *slot = failed
            .map(|(cause, at)| Failure { cause, since: slot.as_ref().map_or(at, |earlier| earlier.since) });
        let [catalogue, quotas, switches, account, snapshot] = &self.failures;
        let without_list = self.snapshot.models.is_empty();
        let catalogue = catalogue.as_ref().filter(|_| without_list);
        match task.feed() {
            FeedName::Account => self.snapshot.account.failure.clone_from(account),
            FeedName::Quotas => {
                let worst = snapshot.as_ref().or(quotas.as_ref()).or(catalogue).or(switches.as_ref());
                self.snapshot.quotas.failure = worst.cloned();
            }
        }
    }

    /// Notes what came with an answer besides the answer.
    pub fn note_circumstances(&mut self, feed: FeedName, fetched: &Fetched, now: DateTime<Utc>) {
        if let Some(date) = fetched.server_date {
            self.skew_seconds = Some(date.signed_duration_since(now).num_seconds());
        }
        let slot = match feed {
            FeedName::Quotas => self.credentials.first_mut(),
            FeedName::Account => self.credentials.last_mut(),
        };
        if let (Some(slot), Some(name)) = (slot, &fetched.credential) {
            *slot = Some(name.clone());
        }
    }

    /// Another login is in force: forgets everything of the old account, takes over what is known of the new
    /// one, and asks anew.
    pub fn start_over(&mut self, known: LastKnown, now: Now) {
        let schedule = self.schedule.anew();
        let generation = self.generation.wrapping_add(1);
        let name = self.snapshot.profile.take().unwrap_or_default();
        let (site, region) = (self.snapshot.site, self.snapshot.region);
        let wanted = std::mem::take(&mut self.wanted);
        *self = Self::new(&name, self.source, self.refresh, schedule, now);
        self.generation = generation;
        self.snapshot.site = site;
        self.snapshot.region = region;
        self.wanted = wanted;
        self.recall(known, now);
        self.plan_start(now);
    }

    /// Becomes the demo account. Answers for what it was are dropped.
    pub fn become_demo(&mut self, now: Now) {
        let generation = self.generation.wrapping_add(1);
        *self = Self::new("demo", SourceKind::Demo, DEMO_REFRESH, self.schedule.anew(), now);
        self.generation = generation;
        self.plan_start(now);
    }

    /// Judges every model anew, and lists what the view wants. With `hold` the list keeps its order, as far
    /// as its models are still the same.
    pub fn rearrange(&mut self, view: &View, thresholds: &Thresholds, now: DateTime<Utc>, hold: bool) {
        // No rows: the models are not the ones that are listed, even where there are none any more.
        let are_the_same = !self.rows.rows.is_empty() && self.rows.rows.len() == self.snapshot.models.len();
        self.rows.judge(&self.snapshot, thresholds, now);
        if !(hold && are_the_same) {
            self.rows.arrange(&self.snapshot, view);
        }
    }
}

impl Movement {
    /// Compares the figure that was known with the one that was read.
    fn observe(&mut self, known: Option<&Quota>, read: &Quota) {
        let Some(known) = known else { return };
        if known.remaining != read.remaining || known.total != read.total {
            self.changed_at = Some(read.read_at);
        } else if self.changed_at.is_none() {
            // Unchanged at least since then; before that, nothing is known.
            self.changed_at = Some(known.read_at);
        }
    }
}

/// A model without a free quota has nothing that Free Quota Only could stop.
fn may_have_switch(model: &Model) -> bool {
    model.quota.as_ref().is_none_or(|quota| {
        quota.quota_status.as_deref() != Some("UNKNOWN")
            && quota.total.is_none_or(crate::domain::Quantity::is_positive)
    })
}

fn is_newer<T>(kept: &Kept<T>, feed: &Feed) -> bool {
    feed.fetched_at.is_none_or(|at| at < kept.fetched_at)
}
