//! A profile's alerts: the active ones, the log, and the newest message.

pub mod evaluation;
pub(crate) mod observed;

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Utc};

use crate::domain::{
    ModelName,
    alert::{self, Episode, Event, Message, Rule, Severity, Subject},
};

/// The log keeps at most this many events in memory.
pub const MAX_LOG_EVENTS: u32 = 200;

/// How long a new message is shown above the hints.
pub const TOAST_DURATION: Duration = Duration::from_secs(10);

/// A profile's alerts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alerts {
    /// Active alerts, including silenced ones, most severe first. `None` until they are read from the store.
    active: Option<Vec<Episode>>,
    muted: BTreeSet<ModelName>,
    /// Newest first.
    log: Vec<Event>,
    /// The newest message, while it is shown above the hints.
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

/// A new message, shown briefly above the hints.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The most severe of those that arrived together.
    pub message: Message,
    /// How many others arrived with it.
    pub others: usize,
    /// When it disappears, on the monotonic clock.
    pub until: Duration,
}

/// A row of the Alerts page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    Active(&'a Episode),
    Muted(&'a ModelName),
}

/// Identifies an entry whatever happens to the others: rule and subject of an alert, the model alone if it is
/// muted.
pub type EntryId = (Option<Rule>, Subject);

impl Entry<'_> {
    pub fn id(&self) -> EntryId {
        match self {
            Self::Active(episode) => (Some(episode.rule), episode.subject.clone()),
            Self::Muted(model) => (None, Subject::Model((*model).clone())),
        }
    }

    /// `None` for a muted model.
    pub const fn severity(&self) -> Option<Severity> {
        match self {
            Self::Active(episode) => Some(episode.rule.severity()),
            Self::Muted(_) => None,
        }
    }

    pub fn is(&self, id: &EntryId) -> bool {
        match self {
            Self::Active(episode) => id.0 == Some(episode.rule) && id.1 == episode.subject,
            Self::Muted(model) => id.0.is_none() && id.1.model() == Some(model),
        }
    }
}

impl Alerts {
    /// Whether they have been read from the store.
    pub const fn are_known(&self) -> bool {
        self.active.is_some()
    }

    /// Active alerts, including silenced ones, most severe first.
    pub fn active(&self) -> &[Episode] {
        self.active.as_deref().unwrap_or_default()
    }

    /// Active alerts that are neither acknowledged nor snoozed.
    pub fn loud(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Episode> {
        self.active().iter().filter(move |episode| !episode.is_quiet(now))
    }

    /// The highest severity among them.
    pub fn highest_severity(&self, now: DateTime<Utc>) -> Option<Severity> {
        self.loud(now).map(|episode| episode.rule.severity()).min()
    }

    /// The number of muted models.
    pub fn muted(&self) -> usize {
        self.muted.len()
    }

    /// The rows of the page: active alerts, then muted models.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.active().iter().map(Entry::Active).chain(self.muted.iter().map(Entry::Muted))
    }

    /// The number of rows of the page.
    pub fn length(&self) -> usize {
        self.active().len().saturating_add(self.muted.len())
    }

    /// The log, newest event first.
    pub fn log(&self) -> &[Event] {
        &self.log
    }

    /// Replaces the alerts. New events are added to the log, and the most severe message is shown as a toast.
    pub fn take(&mut self, alerts: alert::Alerts, now: Duration) {
        let alert::Alerts { active, muted, messages } = alerts;
        (self.active, self.muted) = (Some(active), muted);
        let others = messages.len().saturating_sub(1);
        let new = messages.iter().flat_map(Message::events);
        let new: Vec<Event> =
            new.filter(|event| self.log.iter().all(|known| known.id != event.id)).cloned().collect();
        self.log.splice(..0, new);
        self.log.truncate(usize::try_from(MAX_LOG_EVENTS).unwrap_or(usize::MAX));
        if let Some(message) = messages.into_iter().next() {
            self.toast = Some(Toast { message, others, until: now.saturating_add(TOAST_DURATION) });
        }
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
