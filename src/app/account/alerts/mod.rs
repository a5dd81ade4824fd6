//! A profile's alerts: the active ones, the log, and the newest message.

pub mod evaluation;
pub(crate) mod observed;
mod row;
mod speed;

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Utc};

pub use row::AlertRow;
pub(crate) use row::{ModelNow, Order};

use crate::domain::{
    ModelName, Now,
    alert::{
        self, Change, ChannelDelivery, Consequence, Counts, Deliveries, Episode, Event, Message, Subject,
    },
};

/// The log keeps at most this many events in memory.
pub const MAX_LOG_EVENTS: u32 = 200;

/// How long a new message is shown above the hints.
pub const TOAST_DURATION: Duration = Duration::from_secs(10);

/// A profile's alerts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alerts {
    /// Active alerts in any state, what costs most first. `None` until they are read from the store.
    rows: Option<Vec<AlertRow>>,
    muted: BTreeSet<ModelName>,
    /// Newest first.
    log: Vec<Event>,
    /// How the deliveries of the log's events went.
    pub(crate) deliveries: Deliveries,
    /// The newest event, while it is shown above the hints.
    pub toast: Option<Toast>,
    is_requested: bool,
}

/// How current the last evaluation of a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// New data have arrived since then.
    pub(crate) has_news: bool,
    /// When it started, on the monotonic clock.
    pub(crate) last: Option<Duration>,
    /// The store has not answered yet.
    pub is_under_way: bool,
}

/// A new event, shown briefly above the hints.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The most severe of those that arrived together and are news.
    pub event: Event,
    /// When it disappears, on the monotonic clock.
    pub until: Duration,
}

/// A row of the Alerts page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    Active(&'a AlertRow),
    Muted(&'a ModelName),
}

/// Identifies an entry whatever happens to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryId {
    Active(Subject),
    Muted(ModelName),
}

impl Entry<'_> {
    pub fn id(&self) -> EntryId {
        match self {
            Self::Active(row) => EntryId::Active(row.subject.clone()),
            Self::Muted(model) => EntryId::Muted((*model).clone()),
        }
    }

    pub fn subject(&self) -> Subject {
        match self {
            Self::Active(row) => row.subject.clone(),
            Self::Muted(model) => Subject::Model((*model).clone()),
        }
    }

    /// Its group on the page; `None` for muted models.
    pub const fn consequence(&self) -> Option<Consequence> {
        match self {
            Self::Active(row) => Some(row.consequence),
            Self::Muted(_) => None,
        }
    }

    pub fn is(&self, id: &EntryId) -> bool {
        match (self, id) {
            (Self::Active(row), EntryId::Active(subject)) => row.subject == *subject,
            (Self::Muted(model), EntryId::Muted(name)) => *model == name,
            _ => false,
        }
    }

    /// What rows of several profiles are ordered by; muted models come last.
    pub(crate) const fn order(&self) -> (bool, Option<&Order>) {
        match self {
            Self::Active(row) => (false, Some(row.order())),
            Self::Muted(_) => (true, None),
        }
    }
}

impl Alerts {
    /// Whether they have been read from the store.
    pub const fn are_known(&self) -> bool {
        self.rows.is_some()
    }

    /// Active alerts in any state, by subject: what costs most first.
    pub fn rows(&self) -> &[AlertRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// The rows of the page: active alerts, then muted models.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.rows().iter().map(Entry::Active).chain(self.muted.iter().map(Entry::Muted))
    }

    /// The number of rows of the page.
    pub fn length(&self) -> usize {
        self.rows().len().saturating_add(self.muted.len())
    }

    /// How many rows are in which state.
    pub fn counts(&self, now: DateTime<Utc>) -> Counts {
        let mut counts = Counts { muted: self.muted.len(), ..Counts::default() };
        for row in self.rows() {
            let new = row.alerts().filter(|alert| alert.is_new(now));
            counts.add(row.state(now), new.map(|alert| alert.rule.severity()).min());
        }
        counts
    }

    /// The log, newest event first.
    pub fn log(&self) -> &[Event] {
        &self.log
    }

    /// How the deliveries of an event went, ordered by channel; none if it was not to be sent.
    pub fn deliveries(&self, event: &Event) -> &[ChannelDelivery] {
        self.deliveries.get(&event.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether any event was to be sent.
    pub(crate) fn has_deliveries(&self) -> bool {
        !self.deliveries.is_empty()
    }

    /// Replaces the alerts. New events are added to the log, and the most severe that is news is shown.
    pub(crate) fn take(&mut self, alerts: alert::Alerts, model: impl Fn(&ModelName) -> ModelNow, now: Now) {
        let alert::Alerts { active, muted, messages } = alerts;
        (self.rows, self.muted) = (Some(AlertRow::all(active, model, now.utc)), muted);
        let new = messages.iter().flat_map(Message::events);
        let mut new: Vec<Event> =
            new.filter(|event| self.log.iter().all(|known| known.id != event.id)).cloned().collect();
        let news = new.iter().filter(|event| self.is_news(event, now.utc));
        if let Some(event) = news.min_by_key(|event| (event.severity, event.rule)).cloned() {
            self.toast = Some(Toast { event, until: now.monotonic.saturating_add(TOAST_DURATION) });
        }
        new.append(&mut self.log);
        new.truncate(usize::try_from(MAX_LOG_EVENTS).unwrap_or(usize::MAX));
        self.log = new;
    }

    /// Groups and orders the active alerts again: what is known of the models has changed.
    pub(crate) fn arrange(&mut self, model: impl Fn(&ModelName) -> ModelNow, now: DateTime<Utc>) {
        if let Some(rows) = self.rows.take() {
            let active: Vec<Episode> = rows.into_iter().flat_map(AlertRow::into_alerts).collect();
            self.rows = Some(AlertRow::all(active, model, now));
        }
    }

    /// Whether an event deserves attention: not if its alert was known at the start, or follows from another.
    fn is_news(&self, event: &Event, now: DateTime<Utc>) -> bool {
        let is_it = |alert: &Episode| alert.rule == event.rule && alert.subject == event.subject;
        let mut active = self.rows().iter().flat_map(AlertRow::alerts);
        event.change == Change::Cleared || active.any(|alert| is_it(alert) && alert.is_new(now))
    }

    /// Replaces the log by `events`, oldest first.
    pub fn take_log(&mut self, mut events: Vec<Event>) {
        events.reverse();
        self.log = events;
    }

    /// Whether they are still to be read from the store; marks them as requested.
    pub const fn take_unread(&mut self) -> bool {
        !std::mem::replace(&mut self.is_requested, true)
    }

    /// Marks them to be read again.
    pub const fn invalidate(&mut self) {
        self.is_requested = false;
    }
}
