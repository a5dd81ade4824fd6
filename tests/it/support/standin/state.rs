//! The state of the stand-in, and the requests it has received.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Condvar, Mutex, MutexGuard, PoisonError, atomic::AtomicU64},
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes},
    http::request::Parts,
    response::Response,
};
use chrono::{DateTime, Utc};

use super::{category::Tasks, facts::Facts, fault::Fault, gate::Gate, switching::Turns};

pub(crate) struct Received {
    pub(crate) parts: Parts,
    pub(crate) body: Bytes,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum On {
    Everything,
    /// Whatever comes with this token or key.
    By(String),
    /// Whatever changes something.
    Writes,
    Catalogue,
    Quotas,
    QuotasOf(String),
    /// The start of a task for a category, or a request for its result.
    Categories,
    /// The same for this category.
    CategoryOf(&'static str),
    Switches,
    /// The usage of the Token Plan.
    TokenPlan,
    /// `queryCodingPlanInstanceInfoV2`.
    CodingPlan,
    /// Free Quota Only is turned on for a model.
    Activate,
    /// Free Quota Only is turned off for a model.
    Deactivate,
    /// The result of either.
    Turned,
    Balance,
    Mint,
    /// `DescribeInstanceBill`.
    Bills,
    /// `DescribeInstanceBill` for this day.
    BillsOf(String),
    /// `QueryBillOverview`.
    Overview,
    /// `listModelStatisticData`.
    CallStatistics,
    /// The page of `listModelStatisticData` after this many rows.
    CallStatisticsFrom(&'static str),
    /// `listModelUsageStatisticData`.
    ModelUsage,
    /// `getMonitorData`.
    MonitorData,
    Workspaces,
    /// `getTelemetryServiceStatus`.
    Delivery,
    /// A query of the Prometheus.
    Query,
    /// The same, about this metric.
    QueryOf(&'static str),
    /// A query of the Prometheus that has this text.
    QueryWith(&'static str),
    /// `ListApiKeys`.
    Keys,
    /// `DisableApiKey` or `EnableApiKey`.
    KeyState,
    /// `DeleteApiKey`.
    KeyDelete,
    Elsewhere,
}

impl On {
    pub(crate) fn covers(&self, seen: &Seen) -> bool {
        match self {
            Self::Everything => true,
            Self::By(login) => seen.credential.as_ref() == Some(login),
            Self::Writes => {
                matches!(seen.on, Self::Activate | Self::Deactivate | Self::KeyState | Self::KeyDelete)
            }
            Self::QuotasOf(model) => seen.on == Self::Quotas && seen.models.contains(model),
            Self::CallStatisticsFrom(skip) => {
                seen.on == Self::CallStatistics && seen.query.get("skip").is_some_and(|rows| rows == skip)
            }
            Self::QueryOf(metric) => seen.on == Self::Query && seen.models == [*metric],
            Self::QueryWith(text) => {
                seen.on == Self::Query && seen.query.get("query").is_some_and(|query| query.contains(text))
            }
            Self::CategoryOf(name) => seen.on == Self::Categories && seen.models == [*name],
            Self::BillsOf(day) => {
                seen.on == Self::Bills
                    && seen.query.get("BillingDate").is_some_and(|requested| requested == day)
            }
            _ => seen.on == *self,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// When it came.
    #[allow(dead_code, reason = "a bench reads it")]
    pub(crate) at: Instant,
    pub(crate) on: On,
    /// The requested models, the category, or the metric.
    pub(crate) models: Vec<String>,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) credential: Option<String>,
    /// `switchAgent`.
    pub(crate) switch_agent: Option<u64>,
    pub(crate) problem: Option<String>,
}

/// How long to wait for a request; generous, since the machine may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Shared {
    state: Mutex<Known>,
    arrived: Condvar,
    pub(crate) gate: Gate,
    pub(crate) bytes_sent: AtomicU64,
}

pub(crate) struct Known {
    pub(crate) facts: Facts,
    pub(crate) faults: Vec<(On, Fault, usize)>,
    pub(crate) seen: Vec<Seen>,
    pub(crate) nonces: HashSet<String>,
    /// Each `NextToken` that was issued, with the day and the line at which its page begins.
    pub(crate) bill_tokens: HashMap<String, (String, usize)>,
    pub(crate) tasks: Tasks,
    pub(crate) turns: Turns,
    pub(crate) minted: usize,
    pub(crate) clock: Option<DateTime<Utc>>,
    /// A wrong type of content for every answer.
    pub(crate) content_type: Option<&'static str>,
    pub(crate) in_flight: usize,
    pub(crate) most_in_flight: usize,
    /// The same of all requests, not to the console alone.
    pub(crate) open: usize,
    pub(crate) most_open: usize,
}

impl Shared {
    pub(crate) fn new(facts: Facts) -> Self {
        let state = Known {
            facts,
            faults: Vec::new(),
            seen: Vec::new(),
            nonces: HashSet::new(),
            bill_tokens: HashMap::new(),
            tasks: Tasks::default(),
            turns: Turns::default(),
            minted: 0,
            clock: None,
            content_type: None,
            in_flight: 0,
            most_in_flight: 0,
            open: 0,
            most_open: 0,
        };
        let state = Mutex::new(state);
        Self { state, arrived: Condvar::new(), gate: Gate::default(), bytes_sent: AtomicU64::new(0) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Known> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for `times` requests of this kind, answered or not.
    pub(crate) fn wait_for(&self, times: usize, on: &On) {
        let is_missing = |known: &mut Known| known.seen.iter().filter(|seen| on.covers(seen)).count() < times;
        let waited = self.arrived.wait_timeout_while(self.lock(), PATIENCE, is_missing).unwrap();
        assert!(!waited.1.timed_out(), "{times} of {on:?} never came");
    }

    /// Records a request that has come, and wakes those that wait for it.
    pub(crate) fn note(&self, known: &mut Known, seen: &Seen) {
        known.seen.push(seen.clone());
        self.arrived.notify_all();
    }
}

impl Known {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.unwrap_or_else(Utc::now)
    }

    /// The fault for this request, if there is one; the one added last goes first.
    pub(crate) fn fault_for(&mut self, seen: &Seen) -> Option<Fault> {
        let planned = self.faults.iter_mut().rev().find(|(on, _, left)| *left > 0 && on.covers(seen))?;
        planned.2 = planned.2.saturating_sub(1);
        Some(planned.1.clone())
    }
}

pub(crate) struct InFlight<'a>(&'a Shared);

impl<'a> InFlight<'a> {
    pub(crate) fn begin(shared: &'a Shared) -> Self {
        let mut known = shared.lock();
        known.in_flight += 1;
        known.most_in_flight = known.most_in_flight.max(known.in_flight);
        Self(shared)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.lock().in_flight -= 1;
    }
}

/// A request that is not answered yet.
pub(crate) struct Open<'a>(&'a Shared);

impl<'a> Open<'a> {
    pub(crate) fn begin(shared: &'a Shared) -> Self {
        let mut known = shared.lock();
        known.open += 1;
        known.most_open = known.most_open.max(known.open);
        Self(shared)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.lock().open -= 1;
    }
}

pub(crate) fn response(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    Response::builder().status(status).header("content-type", content_type).body(body.into()).unwrap()
}
