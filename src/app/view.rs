//! What a person has made of the screen: cursor, order, filter, what is open.

use std::{fmt, time::Duration};

use super::State;
use crate::domain::{ModelName, filter::Filter, sort::SortKey};

/// The state of the screen, apart from the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The model the cursor is on; it stays on it whatever the order becomes.
    pub selected: Option<ModelName>,
    /// The first row that is shown.
    pub offset: usize,
    /// The order of the list.
    pub sort: SortKey,
    /// Whether the order is turned around.
    pub reversed: bool,
    /// The filter as typed.
    pub filter_text: String,
    /// The filter as understood.
    pub filter: Filter,
    /// Whether keys go into the filter.
    pub typing: bool,
    /// Whether the untouched models are shown in the list.
    pub unfolded: bool,
    /// What lies over the list.
    pub overlay: Overlay,
    /// When the cursor was last moved, on the monotonic clock.
    pub moved_at: Option<Duration>,
}

/// What lies over the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The selected model, as a page of its own.
    Detail,
    /// The account.
    Account,
    /// The help.
    Help {
        /// Which page of it.
        page: HelpPage,
        /// How many lines it is scrolled down.
        scroll: u16,
    },
}

/// The pages of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HelpPage {
    /// The keys.
    #[default]
    Keys,
    /// The rules of free quotas.
    Rules,
}

impl HelpPage {
    /// The other page.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Keys => Self::Rules,
            Self::Rules => Self::Keys,
        }
    }
}

/// How many lines the open page of the help can be scrolled down. Whoever draws it knows how long it is, so
/// the reducer is handed its answer.
#[derive(Clone, Copy)]
pub struct HelpEnd(pub fn(&State) -> u16);

impl Default for HelpEnd {
    /// Where nothing is drawn there is no end.
    fn default() -> Self {
        Self(|_| u16::MAX)
    }
}

impl PartialEq for HelpEnd {
    /// It is no part of what the program knows: two states do not differ by it.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for HelpEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HelpEnd")
    }
}
