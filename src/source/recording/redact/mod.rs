//! Takes everything out of recorded calls that identifies a person or an account, or that lets anyone in.
//!
//! What is known to be harmless stays (`fields`); everything else is replaced unless its value says nothing. The
//! same value gets the same pseudonym in every call, in the form that its readers expect. Amounts are never changed.

mod fields;
mod instance_id;
mod json;
mod known;
mod learned;
mod markup;
mod pseudonyms;
mod samples;
mod shapes;
#[cfg(test)]
mod tests;
mod text;
mod values;

use std::collections::{HashMap, HashSet};

use enum_map::EnumMap;

use self::{
    fields::{Rule, is_figure, is_id, is_known, rule},
    json::{Rewrite, is_json, is_nested, rewrite},
    known::Known,
    learned::Learned,
    pseudonyms::{Pseudonyms, is_pseudonym},
    shapes::{is_vendors, kind_of},
    text::Trust,
    values::{is_amount, says_nothing},
};
use crate::{domain::Cause, source::Secrets};

pub use pseudonyms::Hidden;

/// JSON within strings of JSON is followed this far.
const DEEPEST: usize = 6;

/// A shorter number is no ID.
const SHORTEST_ID: usize = 5;

/// Redacts the texts of one recording.
pub(super) struct Redactor<'a> {
    secrets: &'a Secrets,
    pseudonyms: Pseudonyms,
    known: Known,
    /// The models of the public list, and the names of the interfaces that were called.
    ours: HashSet<String>,
    /// Whether the present answer is the public model list.
    is_public: bool,
    depth: usize,
    /// What became of a value in a field of this rule: bills repeat theirs.
    done: HashMap<(Rule, String), String>,
}

impl<'a> Redactor<'a> {
    pub(super) fn new(secrets: &'a Secrets) -> Self {
        Self {
            secrets,
            pseudonyms: Pseudonyms::default(),
            known: Known::default(),
            ours: HashSet::new(),
            is_public: false,
            depth: 0,
            done: HashMap::new(),
        }
    }

    /// Notes a name that is the vendor's: of an interface.
    pub(super) fn note_ours(&mut self, name: &str) {
        self.ours.extend(name.split('/').map(str::to_owned));
        self.ours.insert(name.to_owned());
    }

    /// Notes values that have to be taken out wherever they occur.
    pub(super) fn note_known(&mut self, known: &[(String, Hidden)]) {
        self.known.extend(known.iter().cloned());
    }

    /// Notes the values in a body that have to be taken out of every other one, and the models of a public one.
    pub(super) fn learn(&mut self, body: &str, is_public: bool) {
        let mut learned = Learned::new(is_public);
        rewrite(body, &mut learned);
        self.ours.extend(learned.models);
        self.known.extend(learned.known);
        self.done.clear();
    }

    /// A body, or another text of a call; that of the public model list holds nothing of the account.
    pub(super) fn body(&mut self, text: &str, is_public: bool) -> String {
        if self.is_public != is_public {
            self.is_public = is_public;
            self.done.clear();
        }
        let redacted = if text.trim_start().starts_with(['{', '[', '\u{feff}']) || is_json(text) {
            rewrite(text, self)
        } else if text.trim_start().starts_with('<') {
            self.markup(text)
        } else {
            self.scrubbed(text, Trust::Sentence)
        };
        if self.is_public {
            self.is_public = false;
            self.done.clear();
        }
        redacted
    }

    /// The value of a field outside a body.
    pub(super) fn field(&mut self, name: &str, text: &str) -> String {
        self.string(name, text).unwrap_or_else(|| text.to_owned())
    }

    /// Why no answer came.
    pub(super) fn cause(&mut self, cause: &Cause) -> Cause {
        match cause {
            Cause::Unreachable { host, detail } => {
                Cause::Unreachable { host: self.host(host), detail: self.scrubbed(detail, Trust::Sentence) }
            }
            Cause::Distrusted { host, why } => Cause::Distrusted { host: self.host(host), why: *why },
            Cause::TimedOut { host, seconds } => Cause::TimedOut { host: self.host(host), seconds: *seconds },
            Cause::TooLarge { host, limit } => Cause::TooLarge { host: self.host(host), limit: *limit },
            Cause::ProxyFailed { host, variable, proxy, detail } => Cause::ProxyFailed {
                host: self.host(host),
                variable: variable.clone(),
                proxy: self.hidden(Hidden::Host, proxy),
                detail: self.scrubbed(detail, Trust::Sentence),
            },
            Cause::Undecodable { what, detail } => {
                Cause::Undecodable { what: self.host(what), detail: self.scrubbed(detail, Trust::Sentence) }
            }
            Cause::BadProxy { .. } => cause.clone(),
            // A path names the user, and nothing else comes from here.
            other => Cause::Reported {
                kind: other.kind(),
                message: "no answer".to_owned(),
                remedy: String::new(),
                off: false,
            },
        }
    }

    /// The name of a server: the vendor's own stay.
    pub(super) fn host(&mut self, host: &str) -> String {
        if is_vendors(host) { host.to_owned() } else { self.hidden(Hidden::Host, host) }
    }

    /// How many different values of each kind were taken out.
    pub(super) const fn found(&self) -> &EnumMap<Hidden, usize> {
        self.pseudonyms.found()
    }

    fn hidden(&mut self, kind: Hidden, original: &str) -> String {
        self.pseudonyms.word(kind, original)
    }

    fn digits(&mut self, kind: Hidden, original: &str) -> String {
        self.pseudonyms.digits(kind, original)
    }

    /// What a number is that is known to identify someone: then it is no figure, whatever its field is. In a text
    /// that was cut off, it may have the name of another one.
    fn known_number(&self, digits: &str) -> Option<Hidden> {
        self.known.kind(digits).filter(|_| digits.len() >= values::LONG_NUMBER)
    }

    fn is_name_of_ours(&self, text: &str) -> bool {
        self.ours.contains(text)
    }

    /// `text` without the known names, IDs and secrets, where they are words of their own.
    fn without_known(&mut self, text: &str) -> String {
        // What touches a secret is a word of its own only without it.
        let mut text = self.without_secrets(text);
        for (value, kind) in self.known.within(&text) {
            let word = self.hidden(kind, &value);
            text = replace_words(&text, &value, &word);
        }
        text
    }

    /// `text` without the secrets of this machine, also where they are a part of a word.
    fn without_secrets(&mut self, text: &str) -> String {
        let redacted = self.secrets.redact(text);
        if redacted != text {
            self.hidden(Hidden::Secret, "of this machine");
        }
        redacted
    }

    /// An amount as it is, but for the numbers in it that are known to identify someone.
    fn amount(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for (digits, after) in runs_of_digits(text) {
            out.push_str(&match self.known_number(digits) {
                Some(kind) => self.digits(kind, digits),
                None => digits.to_owned(),
            });
            out.push_str(after);
        }
        out
    }

    fn by_rule(&mut self, rule: Rule, text: &str) -> String {
        if text.trim().is_empty() {
            return text.to_owned();
        }
        if let Some(done) = self.done.get(&(rule, text.to_owned())) {
            return done.clone();
        }
        let new = match rule {
            Rule::Id(_) if is_flag(text) => text.to_owned(),
            Rule::Id(kind) => self.hidden(kind, text.trim()),
            Rule::InstanceId => self.instance_id(text),
            Rule::Host => self.host(text),
            Rule::Figure if is_amount(text) => self.amount(text),
            Rule::Figure | Rule::Harmless => self.scrubbed(text, Trust::Field),
            Rule::Prose | Rule::Unknown if self.is_public => self.scrubbed(text, Trust::Field),
            Rule::Prose => self.scrubbed(text, Trust::Sentence),
            Rule::Model => self.model(text),
            Rule::Unknown => self.unknown(text),
        };
        self.done.insert((rule, text.to_owned()), new.clone());
        new
    }

    /// The name of a model: the listed ones stay, those of an account may contain its IDs.
    fn model(&mut self, text: &str) -> String {
        let is_fit = |c: char| c.is_ascii_alphanumeric() || "-_.:/+".contains(c);
        if self.is_name_of_ours(text) {
            text.to_owned()
        } else if text.chars().all(is_fit) && text.len() <= 100 {
            self.scrubbed(text, Trust::Field)
        } else {
            self.hidden(Hidden::Text, text)
        }
    }

    fn unknown(&mut self, text: &str) -> String {
        if says_nothing(text) || self.is_name_of_ours(text) || is_pseudonym(text) {
            return text.to_owned();
        }
        if text.matches(';').count() >= 2 {
            return self.instance_id(text);
        }
        let known = self.known.kind(text);
        self.hidden(known.or_else(|| kind_of(text)).unwrap_or(Hidden::Text), text)
    }
}

/// `-1`, `0`: no ID, but that there is none.
fn is_flag(text: &str) -> bool {
    text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// The digits in `text`, each run with what follows up to the next one; the first may have no digits.
fn runs_of_digits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_digit = |c: char| c.is_ascii_digit();
        let (digits, after) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
        let (between, next) = after.split_at(after.find(is_digit).unwrap_or(after.len()));
        rest = next;
        Some((digits, between)).filter(|(digits, between)| !digits.is_empty() || !between.is_empty())
    })
}

/// Replaces `value` where it is no part of a longer word.
fn replace_words(text: &str, value: &str, by: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let ascii = value.is_ascii();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(value) {
        let (before, found) = rest.split_at(at);
        let after = found.get(value.len()..).unwrap_or_default();
        out.push_str(before);
        let touches =
            out.chars().next_back().is_some_and(is_part) || after.chars().next().is_some_and(is_part);
        out.push_str(if ascii && touches { value } else { by });
        rest = after;
    }
    out + rest
}

impl Rewrite for Redactor<'_> {
    fn name(&mut self, name: &str) -> Option<String> {
        if is_known(name) || self.is_public || is_field_name(name) && kind_of(name).is_none() {
            let redacted = self.without_known(name);
            return (redacted != name).then_some(redacted);
        }
        Some(self.by_rule(Rule::Unknown, name)).filter(|new| new != name)
    }

    fn string(&mut self, name: &str, text: &str) -> Option<String> {
        let new = if self.depth < DEEPEST && is_nested(text) {
            self.depth = self.depth.saturating_add(1);
            let new = rewrite(text, self);
            self.depth = self.depth.saturating_sub(1);
            new
        } else {
            self.by_rule(rule(name), text)
        };
        (new != text).then_some(new)
    }

    fn number(&mut self, name: &str, text: &str) -> Option<String> {
        let whole: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
        let digits = whole.trim_start_matches('-');
        let id = self.known_number(digits).or_else(|| is_id(name));
        let is_long = digits.len() >= values::LONG_NUMBER && !is_figure(name) && !self.is_public;
        if digits.len() < SHORTEST_ID || (id.is_none() && !is_long) {
            return Some(self.amount(text)).filter(|amount| amount != text);
        }
        let sign = if whole.starts_with('-') { "-" } else { "" };
        Some(format!("{sign}{}", self.digits(id.unwrap_or(Hidden::Id), digits)))
    }

    fn other(&mut self, text: &str) -> String {
        // In a text that was cut off, a name looks like any word.
        self.hidden(Hidden::Text, text)
    }
}

/// Whether it can be the name of a field rather than an ID: an identifier with few digits, or Chinese.
fn is_field_name(name: &str) -> bool {
    let is_ascii = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.');
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.len() <= 64 && digits <= 3 && (is_ascii && !is_shouted(name) || !name.is_ascii() && digits == 0)
}

fn is_shouted(name: &str) -> bool {
    name.len() > 12 && !name.bytes().any(|byte| byte.is_ascii_lowercase())
}
