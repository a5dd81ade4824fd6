//! A message as channels deliver it: as text, as JSON, and a few words for scripts.

use chrono::{DateTime, Utc};

use crate::{
    domain::{Zone, alert::Message, json::made_visible},
    words::{self, Lang},
};

/// A message that is ready to be sent. Contains nothing of any login.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    /// Unique.
    pub(crate) id: String,
    /// The message as JSON (`quotatop.event/1`).
    pub(crate) json: String,
    /// One line.
    pub(crate) title: String,
    /// One line for each event.
    pub(crate) text: String,
    pub(crate) profile: String,
    pub(crate) rule: &'static str,
    pub(crate) change: &'static str,
    pub(crate) severity: &'static str,
    /// That of the first event.
    pub(crate) model: Option<String>,
}

impl Envelope {
    pub(crate) fn new(lang: Lang, message: &Message, now: DateTime<Utc>, zone: Zone) -> Self {
        let lead = &message.lead;
        Self {
            id: message.id(),
            json: json(message),
            title: words::facts::alert::title(lang, message, now, zone),
            text: words::facts::alert::text(lang, message, now, zone),
            profile: lead.profile.clone(),
            rule: lead.rule.into_str(),
            change: lead.change.into_str(),
            severity: lead.severity.into_str(),
            model: lead.subject.model().map(|model| model.as_str().to_owned()),
        }
    }

    /// The value of a template's placeholder.
    pub(crate) fn value(&self, placeholder: &str) -> String {
        match placeholder {
            "title" => self.title.clone(),
            "text" => self.text.clone(),
            "id" => self.id.clone(),
            "profile" => self.profile.clone(),
            "rule" => self.rule.to_owned(),
            "severity" => self.severity.to_owned(),
            _ => String::new(),
        }
    }

    /// The environment variables of a command. No value contains a NUL byte, which the system could not pass.
    pub(crate) fn variables(&self) -> [(&'static str, String); 7] {
        let plain = |text: &str| words::plain(text).into_owned();
        [
            ("QUOTATOP_ID", plain(&self.id)),
            ("QUOTATOP_PROFILE", plain(&self.profile)),
            ("QUOTATOP_RULE", self.rule.to_owned()),
            ("QUOTATOP_CHANGE", self.change.to_owned()),
            ("QUOTATOP_SEVERITY", self.severity.to_owned()),
            ("QUOTATOP_MODEL", self.model.as_deref().map(plain).unwrap_or_default()),
            ("QUOTATOP_TITLE", plain(&self.title)),
        ]
    }
}

/// One line, without invisible characters.
fn json(message: &Message) -> String {
    // A message of texts and numbers can always be serialised.
    let json = serde_json::to_string(message).unwrap_or_default();
    made_visible(&json).into_owned()
}
