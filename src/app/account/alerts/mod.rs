//! A profile's alerts: the active ones, the log, and the newest message.

pub mod evaluation;
pub(crate) mod observed;

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Utc};

use crate::domain::{
    ModelName,
    alert::{self, Episode, Event, Message, Rule, Severity, Subject},
};

/// At most this many events of the log are held.
pub const LOG_MOST: u32 = 200;

/// For how long a new message stands over the hints.
pub const TOAST_STAYS: Duration = Duration::from_secs(10);

/// What is known of a profile's alerts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alerts {
    /// What is active, the gravest first; quiet ones among it. Absent as long as the store did not tell.
    active: Option<Vec<Episode>>,
    muted: BTreeSet<ModelName>,
    /// The newest events, the newest first.
    log: Vec<Event>,
    /// The newest message, while it stands over the hints.
    pub toast: Option<Toast>,
    was_asked_for: bool,
}

/// How far a profile's data have been evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// Data have arrived since the last one.
    pub(crate) has_news: bool,
    /// When the last one started, on the monotonic clock.
    pub(crate) last: Option<Duration>,
    /// The store has not answered yet.
    pub is_under_way: bool,
}

/// A message that has just come.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The gravest of those that came together.
    pub message: Message,
    /// How many more came with it.
    pub others: usize,
    /// Until when it stands there, on the monotonic clock.
    pub until: Duration,
}

/// One row of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    /// An alert.
    Active(&'a Episode),
    /// A model of which nobody wants to hear.
    Muted(&'a ModelName),
}

/// Tells an entry from every other, whatever becomes of the others: the rule and what it is about; no rule where it
/// is about a model that is muted.
pub type EntryId = (Option<Rule>, Subject);

impl Entry<'_> {
    /// Tells it from every other.
    pub fn id(&self) -> EntryId {
        match self {
            Self::Active(episode) => (Some(episode.rule), episode.subject.clone()),
            Self::Muted(model) => (None, Subject::Model((*model).clone())),
        }
    }

    /// How much it matters; absent where nobody wants to hear of it.
    pub const fn severity(&self) -> Option<Severity> {
        match self {
            Self::Active(episode) => Some(episode.rule.severity()),
            Self::Muted(_) => None,
        }
    }

    /// Whether it is the one of this id.
    pub fn is(&self, id: &EntryId) -> bool {
        match self {
            Self::Active(episode) => id.0 == Some(episode.rule) && id.1 == episode.subject,
            Self::Muted(model) => id.0.is_none() && id.1.model() == Some(model),
        }
    }
}

impl Alerts {
    /// Whether they were read from the store.
    pub const fn are_known(&self) -> bool {
        self.active.is_some()
    }

    /// What is active, the gravest first; quiet ones among it.
    pub fn active(&self) -> &[Episode] {
        self.active.as_deref().unwrap_or_default()
    }

    /// What is active and of which somebody wants to hear.
    pub fn loud(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Episode> {
        self.active().iter().filter(move |episode| !episode.is_quiet(now))
    }

    /// The severity of the gravest of them.
    pub fn gravest(&self, now: DateTime<Utc>) -> Option<Severity> {
        self.loud(now).map(|episode| episode.rule.severity()).min()
    }

    /// How many models are muted.
    pub fn muted(&self) -> usize {
        self.muted.len()
    }

    /// The rows of the page: what is active, then what is muted.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.active().iter().map(Entry::Active).chain(self.muted.iter().map(Entry::Muted))
    }

    /// How many rows the page has.
    pub fn length(&self) -> usize {
        self.active().len().saturating_add(self.muted.len())
    }

    /// The newest events, the newest first.
    pub fn log(&self) -> &[Event] {
        &self.log
    }

    /// Takes how they are now; what is new goes into the log, and the gravest of it over the hints.
    pub fn take(&mut self, alerts: alert::Alerts, now: Duration) {
        let alert::Alerts { active, muted, messages } = alerts;
        (self.active, self.muted) = (Some(active), muted);
        let others = messages.len().saturating_sub(1);
        let new = messages.iter().flat_map(Message::events);
        let new: Vec<Event> =
            new.filter(|event| self.log.iter().all(|known| known.id != event.id)).cloned().collect();
        self.log.splice(..0, new);
        self.log.truncate(usize::try_from(LOG_MOST).unwrap_or(usize::MAX));
        if let Some(message) = messages.into_iter().next() {
            self.toast = Some(Toast { message, others, until: now.saturating_add(TOAST_STAYS) });
        }
    }

    /// Takes the newest events of the log, the oldest of them first.
    pub fn take_log(&mut self, mut events: Vec<Event>) {
        events.reverse();
        self.log = events;
    }

    /// Whether they are still to be asked for; from then on they are not.
    pub const fn take_due(&mut self) -> bool {
        !std::mem::replace(&mut self.was_asked_for, true)
    }

    /// Has them asked for again.
    pub const fn ask_again(&mut self) {
        self.was_asked_for = false;
    }
}
