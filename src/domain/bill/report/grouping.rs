//! By what the lines of a bill are grouped.

use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

use crate::domain::bill::{Subject, instance_id::Caller};

/// The key of lines whose Instance ID cannot be read (contract).
pub const OTHER: &str = "other";
/// The key of calls made in the console's playground, without an API key.
pub const CONSOLE: &str = "console";

/// `bills --group-by` (contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Grouping {
    #[default]
    Model,
    ApiKey,
    Workspace,
    Item,
    Day,
    Instance,
}

impl Grouping {
    #[must_use]
    pub fn next(self) -> Self {
        Self::iter().nth(self as usize + 1).unwrap_or_default()
    }

    /// The key of the group that a charge belongs to. Not for days: a charge has lines on several.
    pub(super) fn key_of(self, subject: Subject<'_>) -> &str {
        let key = match self {
            Self::Model => subject.model().unwrap_or_default(),
            Self::ApiKey => match subject.instance().caller {
                Caller::ApiKey(id) => id,
                Caller::Console => CONSOLE,
                Caller::BillingType(_) | Caller::Unread => OTHER,
            },
            Self::Workspace => subject.instance().workspace,
            Self::Item => [&subject.charge().item, &subject.charge().item_code]
                .into_iter()
                .find(|name| !name.is_empty())
                .map_or_else(|| subject.instance().kind, String::as_str),
            Self::Instance => subject.instance_id(),
            Self::Day => "",
        };
        if key.is_empty() { OTHER } else { key }
    }
}
