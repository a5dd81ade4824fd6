//! One profile: an account, what is known of it, and when it is refreshed.

mod forecasts;
mod merge;
mod requests;
mod status;

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use strum::IntoEnumIterator as _;

use super::{
    alerts::{Alerts, Evaluation},
    bills::Bills,
    forecasts::Forecasts,
    rows::{Row, Rows},
    schedule::{self, Movement, Schedule, Task},
};
use crate::{
    app::account::id::{ProfileId, Tag},
    domain::{
        Cause, ClockState, Failure, FeedName, Fetched, LastKnown, Model, ModelName, Moment, Now, Snapshot,
        SourceKind, Thresholds,
        bill::{Cycle, Grouping},
        clock::is_ahead,
        explain::Quotas,
        price::Charge,
    },
};

/// How often the demo is read: fast enough to be watched.
pub const DEMO_REFRESH: Duration = Duration::from_secs(2);

/// One profile: an account, what is known of it, and when it is refreshed.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name in the configuration. A snapshot tells whose it was besides.
    name: Box<str>,
    /// What the source is. It decides which tasks there are.
    pub source: SourceKind,
    /// How often quotas and balance are asked for.
    pub refresh: Duration,
    /// Counts logins: answers for an older one are dropped.
    pub generation: u32,
    /// Everything that is known. The models are ordered by name.
    pub snapshot: Snapshot,
    /// How far a snapshot lies in the future, in whole minutes, where that is further than clocks may differ.
    pub(crate) ahead: Option<TimeDelta>,
    /// The rows of the list.
    pub rows: Rows,
    /// When to ask for what.
    pub schedule: Schedule,
    /// When the model list was read.
    pub catalogue_at: Option<DateTime<Utc>>,
    /// What models cost after their free quotas, as the model list says.
    charges: HashMap<ModelName, Charge>,
    /// The name of the credential that answered last, per feed.
    pub credentials: [Option<String>; 2],
    /// The feeds that are asked for.
    wanted: Vec<FeedName>,
    /// How many models were over when the quotas were last read: one more means that one has just run out.
    /// Absent before they were first read, since their Free Quota Only states are read with them.
    pub known_over: Option<usize>,
    /// The bills.
    pub bills: Bills,
    /// Whether any figure has changed since forecasts were planned for that.
    has_moved: bool,
    /// What is foreseen.
    pub forecasts: Forecasts,
    /// What is worth telling of it.
    pub alerts: Alerts,
    /// How far its data have been evaluated against the alert rules.
    pub evaluation: Evaluation,
    /// How each model moves whose quota was read more than once.
    movements: HashMap<ModelName, Movement>,
    /// The model the cursor was on when another profile came to be shown.
    pub(crate) left_at: Option<ModelName>,
    /// What each task failed with at its last attempt.
    failures: [Option<Failure>; 6],
}

impl Profile {
    /// A profile of which nothing is known yet.
    pub fn new(name: &str, source: SourceKind, refresh: Duration, schedule: Schedule, now: Now) -> Self {
        let mut snapshot = Snapshot::empty(now.utc);
        snapshot.profile = Some(name.to_owned());
        snapshot.source = Some(source);
        Self {
            name: name.into(),
            source,
            refresh,
            generation: 0,
            snapshot,
            ahead: None,
            rows: Rows::default(),
            schedule,
            catalogue_at: None,
            charges: HashMap::new(),
            credentials: [None, None],
            wanted: Vec::new(),
            known_over: None,
            bills: Bills::default(),
            has_moved: false,
            forecasts: Forecasts::default(),
            alerts: Alerts::default(),
            evaluation: Evaluation::default(),
            movements: HashMap::new(),
            left_at: None,
            failures: [const { None }; 6],
        }
    }

    /// The tag of requests made now.
    pub const fn tag(&self, profile: ProfileId) -> Tag {
        Tag { profile, generation: self.generation }
    }

    /// Its name in the configuration.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The model and row at this position.
    pub fn at(&self, at: u32) -> Option<(&Model, &Row)> {
        let at = usize::try_from(at).ok()?;
        Some((self.snapshot.models.get(at)?, self.rows.rows.get(at)?))
    }

    /// The position of the model of this name.
    pub fn position(&self, name: &ModelName) -> Option<u32> {
        u32::try_from(self.find(name).ok()?).ok()
    }

    /// The model and row of this name.
    pub fn model(&self, name: &ModelName) -> Option<(&Model, &Row)> {
        let at = self.find(name).ok()?;
        Some((self.snapshot.models.get(at)?, self.rows.rows.get(at)?))
    }

    fn find(&self, name: &ModelName) -> Result<usize, usize> {
        self.snapshot.models.binary_search_by(|model| model.name.cmp(name))
    }

    /// Plans what there is to ask for at the start, as far as its feed is wanted; nothing where it is `offline`.
    pub fn begin(&mut self, wanted: &[FeedName], offline: bool, now: Now) {
        self.wanted = wanted.to_vec();
        self.plan_forecasts(now);
        if !offline {
            self.plan_start(now);
        }
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
        age.map_or(Duration::ZERO, |age| schedule::CATALOGUE_EVERY.saturating_sub(age))
    }

    /// Whether `feed` is requested and shown.
    pub fn wants(&self, feed: FeedName) -> bool {
        self.wanted.contains(&feed)
    }

    /// Whether what was read is remembered: not what a file or standard input tells.
    pub fn has_history(&self) -> bool {
        self.source != SourceKind::Snapshot
    }

    /// Whether nothing is under way, and nothing can be done now.
    pub fn is_settled(&self, now: Duration) -> bool {
        self.schedule.is_settled(now) && !self.bills.is_busy() && !self.forecasts.is_under_way()
    }

    /// Explains why each group of the bill was charged.
    pub fn explain(&mut self, cycle: Cycle, grouping: Grouping, now: DateTime<Utc>) {
        let snapshot = &self.snapshot;
        let quotas = Quotas {
            models: &snapshot.models,
            state: snapshot.feed_state(FeedName::Quotas, self.refresh, now),
            region: snapshot.region,
            site: snapshot.site,
        };
        self.bills.explain(cycle, grouping, quotas, &self.forecasts, now);
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
        let [catalogue, quotas, switches, account, snapshot, bills] = &self.failures;
        let without_list = self.snapshot.models.is_empty();
        // A list that was not read to its end hides models; one that cannot be read again does not.
        let is_cut = |failure: &Failure| matches!(failure.cause, Cause::OverLimit { .. });
        let catalogue = catalogue.as_ref().filter(|failure| without_list || is_cut(failure));
        match task.feed() {
            FeedName::Account => self.snapshot.account.failure.clone_from(account),
            FeedName::Bills => self.snapshot.bills.failure.clone_from(bills),
            FeedName::Quotas => {
                let worst = snapshot.as_ref().or(quotas.as_ref()).or(catalogue).or(switches.as_ref());
                self.snapshot.quotas.failure = worst.cloned();
            }
        }
    }

    /// Whether another login has answered for the quotas than the last time.
    pub fn is_of_another_login(&self, task: Task, fetched: &Fetched) -> bool {
        let [known, _] = &self.credentials;
        let names = known.as_ref().zip(fetched.credential.as_ref());
        matches!(task, Task::Quotas | Task::Switches)
            && fetched.answer.is_ok()
            && names.is_some_and(|(known, now)| known != now)
    }

    /// Notes what came with an answer besides the answer.
    pub fn note_circumstances(&mut self, feed: FeedName, fetched: &Fetched) {
        // A login that was refused has answered nothing: the one before may well answer the next question, and what
        // is known stays its own.
        let name = fetched.credential.as_deref().filter(|_| fetched.answer.is_ok());
        self.note_login(feed, name);
    }

    /// Notes the name of the login that answered.
    pub fn note_login(&mut self, feed: FeedName, login: Option<&str>) {
        let slot = match feed {
            FeedName::Quotas => self.credentials.first_mut(),
            FeedName::Account | FeedName::Bills => self.credentials.last_mut(),
        };
        if let (Some(slot), Some(name)) = (slot, login) {
            *slot = Some(name.to_owned());
        }
    }

    /// Another login is in force: forgets everything of the old account, takes over what is known of the new
    /// one, and requests everything again.
    pub fn start_over(&mut self, known: LastKnown, now: Now) {
        let schedule = self.schedule.emptied();
        let generation = self.generation.wrapping_add(1);
        let name = std::mem::take(&mut self.name);
        let (site, region) = (self.snapshot.site, self.snapshot.region);
        let wanted = std::mem::take(&mut self.wanted);
        let (only, evaluation) = (self.bills.only, self.evaluation);
        *self = Self::new(&name, self.source, self.refresh, schedule, now);
        self.generation = generation;
        self.snapshot.site = site;
        self.snapshot.region = region;
        self.wanted = wanted;
        (self.bills.only, self.evaluation) = (only, evaluation);
        self.recall(known, now);
        self.plan_forecasts(now);
        self.plan_start(now);
    }

    /// Becomes the demo account. Answers for what it was are dropped.
    pub fn become_demo(&mut self, now: Now) {
        let (generation, evaluation) = (self.generation.wrapping_add(1), self.evaluation);
        *self = Self::new("demo", SourceKind::Demo, DEMO_REFRESH, self.schedule.emptied(), now);
        (self.generation, self.evaluation) = (generation, evaluation);
        self.begin(&FeedName::iter().collect::<Vec<_>>(), false, now);
    }

    /// By what it is judged at `now`, by a clock in this state. The demo is as old as the clock says, whatever that is; a
    /// snapshot that was taken in the future was written, or is read, by a wrong one.
    pub(crate) fn moment(&self, clock: ClockState, now: DateTime<Utc>) -> Moment {
        let is_sure = match self.source {
            SourceKind::Demo => true,
            SourceKind::Snapshot => clock.is_sure() && !is_ahead(self.snapshot.taken_at, now),
            SourceKind::Alibaba => clock.is_sure(),
        };
        Moment { utc: now, is_sure }
    }

    /// Judges every model.
    pub(crate) fn judge(&mut self, thresholds: &Thresholds, now: Moment) {
        let is_ahead = self.source == SourceKind::Snapshot && is_ahead(self.snapshot.taken_at, now.utc);
        let ahead = self.snapshot.taken_at.signed_duration_since(now.utc).num_minutes();
        self.ahead = TimeDelta::try_minutes(ahead).filter(|_| is_ahead);
        for model in &mut self.snapshot.models {
            if let Some(forecast) = self.forecasts.of(&model.name) {
                model.hourly_use = forecast.hourly_use;
            }
        }
        self.rows.judge(&self.snapshot, &self.forecasts, thresholds, now);
    }

    /// Whether the models are those that were judged last. Where there were none, nobody knows.
    pub(crate) fn has_same_models(&self) -> bool {
        !self.rows.rows.is_empty() && self.rows.rows.len() == self.snapshot.models.len()
    }
}
