//! Groups events into messages: twenty models at once make one message with a list.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Change, Event, Rule, Severity, Subject, json::instant};

/// The schema of [`Message`]s in JSON.
pub const SCHEMA: &str = "quotatop.event/1";

/// More simultaneous messages of one rule than this are merged.
pub const DIGEST_ABOVE: usize = 3;

/// An event, and others that are reported with it.
///
/// In JSON: `schema`, `id`, `profile`, `rule`, `change`, `severity`, `at` and `events`, a list that is never
/// empty; rule, change, severity and time are those of its first.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The gravest event.
    pub lead: Event,
    /// The others, by severity and name.
    pub others: Vec<Event>,
}

/// Groups the events of one observation: those of one subject, those of the first observation, and those of
/// more than [`DIGEST_ABOVE`] subjects with the same lead. The gravest message comes first.
pub fn messages(events: Vec<Event>) -> Vec<Message> {
    let mut found = Vec::new();
    let mut by_subject = BTreeMap::<(Subject, Change), Vec<Event>>::new();
    for event in events {
        if event.change == Change::Found {
            found.push(event);
        } else {
            by_subject.entry((event.subject.clone(), event.change)).or_default().push(event);
        }
    }
    let mut by_lead = BTreeMap::<(Rule, Change), Vec<Message>>::new();
    for message in by_subject.into_values().filter_map(Message::from_events) {
        by_lead.entry((message.lead.rule, message.lead.change)).or_default().push(message);
    }
    let mut messages: Vec<Message> = Message::from_events(found).into_iter().collect();
    for alike in by_lead.into_values() {
        if alike.len() > DIGEST_ABOVE {
            messages.extend(Message::from_events(alike.into_iter().flat_map(Message::into_events).collect()));
        } else {
            messages.extend(alike);
        }
    }
    messages.sort_by_key(Message::severity);
    messages
}

impl Message {
    /// `None` without events.
    pub fn from_events(mut events: Vec<Event>) -> Option<Self> {
        events.sort_by(|a, b| (a.severity, a.rule, &a.subject).cmp(&(b.severity, b.rule, &b.subject)));
        let mut events = events.into_iter();
        let lead = events.next()?;
        Some(Self { lead, others: events.collect() })
    }

    /// Unique, since each event is in only one message.
    pub fn id(&self) -> String {
        match self.others.len() {
            0 => self.lead.id.clone(),
            others => format!("{}+{others}", self.lead.id),
        }
    }

    pub const fn severity(&self) -> Severity {
        self.lead.severity
    }

    pub const fn at(&self) -> DateTime<Utc> {
        self.lead.at
    }

    /// Whether it is about more than one subject, so that it needs a list.
    pub fn is_digest(&self) -> bool {
        self.others.iter().any(|event| event.subject != self.lead.subject)
    }

    /// Every event, the gravest first.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        std::iter::once(&self.lead).chain(&self.others)
    }

    fn into_events(self) -> impl Iterator<Item = Event> {
        std::iter::once(self.lead).chain(self.others)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut message = serializer.serialize_struct("Message", 8)?;
        message.serialize_field("schema", SCHEMA)?;
        message.serialize_field("id", &self.id())?;
        message.serialize_field("profile", &self.lead.profile)?;
        message.serialize_field("rule", &self.lead.rule)?;
        message.serialize_field("change", &self.lead.change)?;
        message.serialize_field("severity", &self.lead.severity)?;
        message.serialize_field("at", &instant::text(self.lead.at))?;
        message.serialize_field("events", &self.events().collect::<Vec<_>>())?;
        message.end()
    }
}
