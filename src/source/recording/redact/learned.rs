//! The first look at all answers: which values have to be taken out of every text, not only of their own fields.

use std::collections::{HashMap, HashSet};

use super::{
    DEEPEST,
    fields::{Rule, is_id, rule},
    json::{Rewrite, is_nested, rewrite},
    pseudonyms::{Hidden, is_digits},
    shapes::kind_of,
    values::{LONG_NUMBER, says_nothing},
};

/// Collects what has to be taken out everywhere.
pub(super) struct Learned {
    pub(super) known: HashMap<String, Hidden>,
    pub(super) models: HashSet<String>,
    is_public: bool,
    depth: usize,
}

impl Learned {
    /// Of the public model list, only the models are collected.
    pub(super) fn new(is_public: bool) -> Self {
        Self { known: HashMap::new(), models: HashSet::new(), is_public, depth: 0 }
    }
}

impl Rewrite for Learned {
    fn name(&mut self, _: &str) -> Option<String> {
        None
    }

    fn string(&mut self, name: &str, text: &str) -> Option<String> {
        let text = text.trim();
        if self.depth < DEEPEST && is_nested(text) {
            self.depth = self.depth.saturating_add(1);
            rewrite(text, self);
            self.depth = self.depth.saturating_sub(1);
            return None;
        }
        match rule(name) {
            Rule::Model if self.is_public && kind_of(text).is_none() => {
                self.models.insert(text.to_owned());
            }
            // The public list names no account.
            _ if self.is_public => {}
            Rule::Id(kind) if is_searched(kind) && is_long_enough(text) && !says_nothing(text) => {
                self.known.insert(text.to_owned(), kind);
            }
            _ if text.contains('@') && !text.contains(' ') && kind_of(text) == Some(Hidden::Email) => {
                self.known.insert(text.to_owned(), Hidden::Email);
            }
            _ => {}
        }
        None
    }

    fn number(&mut self, name: &str, text: &str) -> Option<String> {
        if let Some(kind) = is_id(name).filter(|_| text.len() >= LONG_NUMBER && is_digits(text)) {
            self.known.insert(text.to_owned(), kind);
        }
        None
    }

    fn other(&mut self, text: &str) -> String {
        text.to_owned()
    }
}

/// Values of these kinds are looked for outside their own fields.
const fn is_searched(kind: Hidden) -> bool {
    matches!(
        kind,
        Hidden::Account
            | Hidden::Name
            | Hidden::Email
            | Hidden::Phone
            | Hidden::Ip
            | Hidden::Secret
            | Hidden::Order
    )
}

/// A shorter value is taken out of its own field alone: it may be an ordinary word.
fn is_long_enough(text: &str) -> bool {
    text.chars().count() >= if text.is_ascii() { 4 } else { 2 }
}
