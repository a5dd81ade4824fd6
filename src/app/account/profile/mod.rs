//! A profile: an account, its data, and when it is refreshed.

mod alerts;
mod derived;
mod forecasts;
mod logins;
mod merge;
mod remedies;
mod requests;
mod status;
mod summary;

use std::{collections::HashSet, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use enum_map::EnumMap;

use super::{
    alerts::{Alerts, Evaluation},
    bills::Bills,
    calls::KnownCalls,
    fleet::KnownFleet,
    forecasts::Forecasts,
    model_list::ModelList,
    plans::KnownPlans,
    rows::{Row, Rows},
    schedule::{Schedule, Task},
};
use crate::{
    app::account::id::{ProfileId, Tag},
    domain::{
        Cause, ClockState, CredentialKind, Dated, Failure, FeedName, Model, ModelName, Moment, Now, Response,
        Snapshot, SourceKind, SpeedLimit, Thresholds,
        bill::{BillGrant, Cycle, Grouping, is_same_model},
        clock::is_ahead,
        explain::Quotas,
        login::{Lapse, MintedToken},
        request::{AccountReading, CallsReading},
    },
};

/// An account, its data, and when it is refreshed.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name in the configuration. A snapshot may also contain the name that it had for its writer.
    name: Box<str>,
    /// Decides which tasks there are.
    pub source: SourceKind,
    /// When its answers were recorded, if it is a recording that is replayed.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The interval at which quotas and balance are requested.
    pub refresh: Duration,
    /// Whether the account may be changed from here: it is a live one, and the configuration does not forbid it.
    pub may_change: bool,
    /// The number of logins so far: responses for earlier ones are dropped.
    pub generation: u32,
    /// Its models are ordered by name.
    pub snapshot: Snapshot,
    /// How far in the future a snapshot was taken, in whole minutes, if that is more than clocks may differ.
    pub(crate) ahead: Option<TimeDelta>,
    pub rows: Rows,
    pub schedule: Schedule,
    /// When the model list was read.
    pub catalogue_at: Option<DateTime<Utc>>,
    /// The newest model list.
    pub(crate) list: ModelList,
    /// The newest one that was read to its end.
    complete_list: ModelList,
    /// The name of the credential of each kind that was last accepted.
    pub credentials: EnumMap<CredentialKind, Option<String>>,
    /// The login that will have to be renewed by hand soon.
    pub lapse: Option<Lapse>,
    /// The console token in use, if it was minted.
    pub minted: Option<MintedToken>,
    /// The feeds that are requested.
    wanted: Vec<FeedName>,
    /// The number of exhausted and expired models when the quotas were last read: if it grows, one has just
    /// run out. Absent before the first reading, since Free Quota Only states are read with it.
    pub known_over: Option<usize>,
    pub bills: Bills,
    pub calls: KnownCalls,
    pub plans: KnownPlans,
    pub fleet: KnownFleet,
    /// Whether any figure has changed since forecasts were planned for that.
    has_moved: bool,
    /// Free quotas from exported bills, for models for which the console gives none.
    pub bill_grants: Vec<BillGrant>,
    pub forecasts: Forecasts,
    pub alerts: Alerts,
    /// How much of its data has been evaluated against the alert rules.
    pub evaluation: Evaluation,
    /// Models that came with a later list, and whose quota was not read since.
    listed_later: HashSet<ModelName>,
    /// The model under the cursor when the user switched to another profile.
    pub(crate) left_at: Option<ModelName>,
    /// Of the tasks whose last attempt failed.
    failures: EnumMap<Task, Option<Box<Failure>>>,
}

impl Profile {
    pub fn new(name: &str, source: SourceKind, refresh: Duration, schedule: Schedule, now: Now) -> Self {
        let mut snapshot = Snapshot::empty(now.utc);
        snapshot.profile = Some(name.to_owned());
        snapshot.source = Some(source);
        Self {
            name: name.into(),
            source,
            recorded_at: None,
            refresh,
            may_change: false,
            generation: 0,
            snapshot,
            ahead: None,
            rows: Rows::default(),
            schedule,
            catalogue_at: None,
            list: ModelList::default(),
            complete_list: ModelList::default(),
            credentials: EnumMap::default(),
            lapse: None,
            minted: None,
            wanted: Vec::new(),
            known_over: None,
            bills: Bills::default(),
            calls: KnownCalls::default(),
            plans: KnownPlans::default(),
            fleet: KnownFleet::default(),
            has_moved: false,
            bill_grants: Vec::new(),
            forecasts: Forecasts::default(),
            alerts: Alerts::default(),
            evaluation: Evaluation::default(),
            listed_later: HashSet::new(),
            left_at: None,
            failures: EnumMap::default(),
        }
    }

    /// The tag of requests made now.
    pub const fn tag(&self, profile: ProfileId) -> Tag {
        Tag { profile, generation: self.generation }
    }

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

    /// The model that a bill names so.
    pub fn billed_model(&self, name: &str) -> Option<(&Model, &Row)> {
        let is_same = |(model, _): &(&Model, &Row)| is_same_model(name, model.name.as_str());
        let mut pairs = self.snapshot.models.iter().zip(&*self.rows.rows);
        self.model(&ModelName::from(name)).or_else(|| pairs.find(is_same))
    }

    fn find(&self, name: &ModelName) -> Result<usize, usize> {
        self.snapshot.models.binary_search_by(|model| model.name.cmp(name))
    }

    /// Merges a response. Returns why it is incomplete.
    pub fn take(&mut self, response: Response, now: Now) -> Option<Cause> {
        match response {
            Response::Catalogue(list) => {
                let is_later = self.knows_account();
                // An incomplete list is read again before a day has passed.
                if list.failed.is_none() {
                    self.catalogue_at = Some(now.utc);
                }
                self.merge_catalogue(list.models.into(), list.failed.is_none(), is_later);
                list.failed
            }
            Response::Quotas(rows) => {
                self.merge_quotas(rows.rows);
                self.quotas_read(rows.failed.is_none(), now.utc);
                rows.failed
            }
            Response::FreeQuotaOnly(rows) => {
                self.merge_switches(rows.rows, now.utc);
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
            Response::Fleet(reading) => {
                self.fleet.take(reading, now.utc);
                None
            }
            Response::FleetAccount(reading) => {
                let AccountReading { name, snapshot, firing, .. } = *reading;
                if self.fleet.opened.as_ref() == Some(&name) {
                    self.fleet.firing = firing;
                    self.take_snapshot(snapshot);
                    self.note(Task::Snapshot, None);
                }
                None
            }
            Response::Calls(CallsReading { calls, failed }) => {
                self.snapshot.feed_mut(FeedName::Calls).fetched_at = Some(now.utc);
                self.calls.take(Dated { value: Arc::new(calls), fetched_at: now.utc });
                failed
            }
            Response::Plans(plans) => {
                self.plans.take(plans);
                None
            }
            Response::Bills(_) | Response::Outstanding(_) | Response::Unchanged => None,
        }
    }

    /// The speed limit of a model; absent if not listed.
    pub fn speed_limit(&self, model: &ModelName) -> Option<SpeedLimit> {
        self.list.speed_limit(model)
    }

    /// Whether a complete model list and its quotas were read before.
    fn knows_account(&self) -> bool {
        self.catalogue_at.is_some() && self.snapshot.feed(FeedName::Quotas).fetched_at.is_some()
    }

    /// Whether `feed` is requested.
    pub fn wants(&self, feed: FeedName) -> bool {
        self.wanted.contains(&feed)
    }

    /// Whether `feed` is shown: it is requested, or a part of every snapshot.
    pub fn shows(&self, feed: FeedName) -> bool {
        self.wants(feed) || FeedName::OF_SNAPSHOT.contains(&feed)
    }

    /// Whether its data are saved: not those of a file or standard input.
    pub fn has_history(&self) -> bool {
        self.source != SourceKind::Snapshot
    }

    /// Whether nothing is under way or due.
    pub fn is_settled(&self, now: Duration) -> bool {
        self.schedule.is_settled(now)
            && !self.bills.is_busy()
            && !self.calls.is_busy()
            && !self.forecasts.is_under_way()
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
        let (grants, forecasts) = (&self.bill_grants, &self.forecasts);
        let ran_out = |model: &str| {
            // A bill tells the minute, polling only when it was first seen.
            let mut same = grants.iter().filter(|grant| is_same_model(model, grant.model.as_str()));
            same.find_map(|grant| grant.ran_out_at).or_else(|| forecasts.ran_out(model))
        };
        self.bills.explain(cycle, grouping, quotas, ran_out, now);
    }

    /// The failure of the last attempt at `task`; absent if that succeeded or there was none.
    pub fn failure(&self, task: Task) -> Option<&Failure> {
        self.failures[task].as_deref()
    }

    /// Notes the outcome of `task`: the cause of its failure and when, or success. The feed shows the worst
    /// failure of its tasks, since the first of the failures in a row.
    pub fn note(&mut self, task: Task, failed: Option<(Cause, DateTime<Utc>)>) {
        let earlier = self.failures[task].take().map(|failure| failure.since);
        self.failures[task] =
            failed.map(|(cause, at)| Box::new(Failure { cause, since: earlier.unwrap_or(at) }));
        let feed = task.feed();
        let failure = match feed {
            FeedName::Quotas => self.worst_of_quotas(),
            _ => self.failure(Task::main_of(feed)),
        };
        self.snapshot.feed_mut(feed).failure = failure.cloned();
    }

    fn worst_of_quotas(&self) -> Option<&Failure> {
        let without_list = self.snapshot.models.is_empty();
        // An incomplete list hides models; a known list that cannot be updated does not.
        let is_cut = |failure: &&Failure| matches!(failure.cause, Cause::OverLimit { .. });
        let catalogue = self.failure(Task::Catalogue).filter(|failure| without_list || is_cut(failure));
        let others = self.failure(Task::Snapshot).or_else(|| self.failure(Task::Quotas));
        others.or(catalogue).or_else(|| self.failure(Task::Switches))
    }

    /// How far `now` can be trusted. The demo always agrees with the clock; a snapshot from the future means
    /// that the clock of its writer or of this machine is wrong.
    pub(crate) fn moment(&self, clock: ClockState, now: DateTime<Utc>) -> Moment {
        let is_sure = match self.source {
            SourceKind::Demo => true,
            SourceKind::Snapshot => clock.is_sure() && !is_ahead(self.snapshot.taken_at, now),
            SourceKind::Alibaba | SourceKind::Prometheus => clock.is_sure(),
        };
        Moment { utc: now, is_sure }
    }

    /// Derives the status and the next call of every model.
    pub(crate) fn judge(&mut self, thresholds: &Thresholds, now: Moment) {
        let is_ahead = self.source == SourceKind::Snapshot && is_ahead(self.snapshot.taken_at, now.utc);
        let ahead = self.snapshot.taken_at.signed_duration_since(now.utc).num_minutes();
        self.ahead = TimeDelta::try_minutes(ahead).filter(|_| is_ahead);
        self.derive();
        let Self { snapshot, complete_list, forecasts, bills, .. } = &*self;
        self.rows = Rows::of(snapshot, complete_list, (forecasts, &bills.costs), thresholds, now);
        self.arrange_alerts(now.utc);
    }

    /// Whether the models are those that were judged last; false if there were none.
    pub(crate) fn has_same_models(&self) -> bool {
        !self.rows.rows.is_empty() && self.rows.rows.len() == self.snapshot.models.len()
    }
}
