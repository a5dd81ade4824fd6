//! What stands for a value that was taken out: the same for the same value, in every call of a recording.

use std::collections::{HashMap, HashSet};

use enum_map::{Enum, EnumMap};
use strum::{EnumIter, IntoEnumIterator as _, IntoStaticStr};

/// What a value was that a recording does not contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Hidden {
    /// The ID of an account or a RAM user.
    Account,
    /// The ID of an API key or an AccessKey.
    Key,
    /// The ID of a workspace.
    #[strum(serialize = "ws")]
    Workspace,
    Order,
    /// Of a person, a company or a login.
    Name,
    Email,
    Phone,
    Ip,
    /// A token, a password, a signature.
    Secret,
    /// The server's ID of a request, or a trace.
    Request,
    /// The server's ID of a query that is answered later.
    Task,
    /// The token of a following page.
    Page,
    /// A server that is none of the vendor's.
    Host,
    Url,
    /// Anything else that identifies something.
    Id,
    /// Anything else that is not known to be harmless.
    Text,
}

#[derive(Debug, Default)]
pub(super) struct Pseudonyms {
    numbers: HashMap<(Hidden, String), usize>,
    /// Digits by the digits that stand for them.
    digits: HashMap<String, String>,
    /// Digits that no other value may get.
    taken: HashSet<String>,
    found: EnumMap<Hidden, usize>,
}

impl Pseudonyms {
    /// How many different values of each kind were taken out.
    pub(super) const fn found(&self) -> &EnumMap<Hidden, usize> {
        &self.found
    }

    /// `account-1`; for digits of a key, digits again.
    pub(super) fn word(&mut self, kind: Hidden, original: &str) -> String {
        match kind {
            Hidden::Workspace => self.workspace(original),
            Hidden::Key if is_digits(original) => self.digits(kind, original),
            _ => format!("{}-{}", kind.into_str(), self.number(kind, original)),
        }
    }

    /// As many digits, which do not begin with 0: what reads them takes them for the same kind of part.
    pub(super) fn digits(&mut self, kind: Hidden, original: &str) -> String {
        if let Some(known) = self.digits.get(original) {
            return known.clone();
        }
        self.found[kind] = self.found[kind].saturating_add(1);
        let width = original.len().saturating_sub(1);
        let unused = (1_usize..).map(|number| format!("1{number:0width$}"));
        let found = { unused }.find(|digits| !self.taken.contains(digits) && digits != original);
        let digits = found.unwrap_or_default();
        self.taken.insert(digits.clone());
        self.digits.insert(original.to_owned(), digits.clone());
        digits
    }

    /// With the prefix that it has.
    fn workspace(&mut self, original: &str) -> String {
        let prefix = if original.to_ascii_lowercase().starts_with("llm-") { "llm" } else { "ws" };
        format!("{prefix}-{}", self.number(Hidden::Workspace, original))
    }

    fn number(&mut self, kind: Hidden, original: &str) -> usize {
        let found = &mut self.found[kind];
        *self.numbers.entry((kind, original.to_owned())).or_insert_with(|| {
            *found = found.saturating_add(1);
            *found
        })
    }
}

/// Whether it is the pseudonym of something.
pub(super) fn is_pseudonym(text: &str) -> bool {
    let Some((word, number)) = text.rsplit_once('-') else { return false };
    number.len() <= 6
        && is_digits(number)
        && (word == "llm" || Hidden::iter().any(|kind| kind.into_str() == word))
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_pseudonym_and_shares_it_with_none() {
        let mut pseudonyms = Pseudonyms::default();
        for (kind, original, expected) in [
            (Hidden::Account, "5000000000000001", "account-1"),
            (Hidden::Account, "5000000000000002", "account-2"),
            (Hidden::Account, "5000000000000001", "account-1"),
            (Hidden::Name, "5000000000000001", "name-1"),
            (Hidden::Workspace, "llm-0abc", "llm-1"),
            (Hidden::Workspace, "ws-0abc", "ws-2"),
            (Hidden::Workspace, "llm-0abc", "llm-1"),
            (Hidden::Key, "1110000", "1000001"),
            (Hidden::Key, "LTAI5t", "key-2"),
            (Hidden::Key, "1110000", "1000001"),
        ] {
            assert_eq!(pseudonyms.word(kind, original), expected, "{original}");
        }
        assert_eq!(pseudonyms.digits(Hidden::Order, "1000002"), "1000003");
        assert_eq!(pseudonyms.digits(Hidden::Order, "7"), "11");
        assert_eq!(pseudonyms.found()[Hidden::Account], 2);
        assert_eq!(pseudonyms.found()[Hidden::Order], 2);
    }
}
