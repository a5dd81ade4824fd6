//! Palette commands with an argument: `sort expires`, `filter status:low`, `cycle 2026-10`.

use crate::domain::Action;

/// A command that takes an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Sort by a column.
    Sort,
    /// Filter the list.
    Filter,
    /// Group the bill.
    GroupBy,
    /// Show the charges of some products.
    Product,
    /// Show the bill of a cycle.
    Cycle,
    /// Go to a model.
    Model,
    /// Show a profile.
    Profile,
    /// Try a theme.
    Theme,
}

impl Verb {
    pub const ALL: [Self; 8] = [
        Self::Sort,
        Self::Filter,
        Self::GroupBy,
        Self::Product,
        Self::Cycle,
        Self::Model,
        Self::Profile,
        Self::Theme,
    ];

    /// The action without an argument.
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::Sort => Some(Action::Sort),
            Self::Filter => Some(Action::Filter),
            Self::GroupBy => Some(Action::Group),
            Self::Product => Some(Action::Product),
            Self::Theme => Some(Action::Theme),
            Self::Cycle | Self::Model | Self::Profile => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Cycle => "cycle",
            Self::Model => "model",
            Self::Profile => "profile",
            Self::Sort | Self::Filter | Self::GroupBy | Self::Product | Self::Theme => {
                self.action().map_or("", Action::name)
            }
        }
    }

    /// Case-insensitive.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.name().eq_ignore_ascii_case(word))
    }
}
