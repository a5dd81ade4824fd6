//! What the user has opened, selected, sorted and filtered.

use std::time::Duration;

use super::{ProfileId, account::alerts::EntryId};
pub use crate::domain::action::Page;
use crate::domain::{
    ListColumns, ModelName,
    bill::{Cycle, Query},
    filter::Filter,
    sort::SortKey,
};

/// The state of the screen, apart from the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Which page is open.
    pub page: Page,
    /// What is shown of the profiles, where there are several.
    pub shown: Shown,
    /// The state of the Bills page.
    pub bills: BillsView,
    /// The state of the Alerts page.
    pub alerts: AlertsView,
    /// The model the cursor is on; the cursor stays on it when the order changes.
    pub selected: Option<ModelName>,
    /// The first row that is shown.
    pub offset: usize,
    /// How the list is sorted.
    pub sort: SortKey,
    /// Whether the order is reversed.
    pub reversed: bool,
    /// The filter as typed.
    pub filter_text: String,
    /// The filter as understood.
    pub filter: Filter,
    /// Whether keys go into the filter.
    pub typing: bool,
    /// Whether the untouched models are shown in the list.
    pub unfolded: bool,
    /// The columns that are shown where there is room for them.
    pub columns: ListColumns,
    /// What lies over the list.
    pub overlay: Overlay,
    /// When the cursor was last moved, on the monotonic clock.
    pub moved_at: Option<Duration>,
}

/// What is shown of several profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// The one in focus.
    #[default]
    One,
    /// All of them as one.
    All,
}

/// The state of the Alerts page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlertsView {
    /// What the cursor is on, and whose it is.
    pub selected: Option<(ProfileId, EntryId)>,
    /// The first entry that is shown.
    pub offset: usize,
    /// The id of the event of the log that the cursor is on, where it is in the log at all.
    pub event: Option<Box<str>>,
    /// The first event that is shown.
    pub log_offset: usize,
}

/// The state of the Bills page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BillsView {
    /// The cycle that is shown; absent = the running one.
    pub cycle: Option<Cycle>,
    /// Product, search, grouping, order.
    pub query: Query,
    /// The key and currency of the group the cursor is on.
    pub selected: Option<(Box<str>, Box<str>)>,
    /// The first group that is shown.
    pub offset: usize,
    /// Where the cursor is among the lines of the group, where it is among them at all.
    pub line: Option<usize>,
    /// The first line that is shown.
    pub line_offset: usize,
}

/// The palette, while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// What was typed.
    pub text: String,
    /// The position of the cursor among the rows that match.
    pub cursor: usize,
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
    /// The lines of the selected group, as a page of their own.
    Lines,
    /// Every field of the selected line.
    Line {
        /// How many fields it is scrolled down.
        scroll: u16,
    },
    /// The profiles to choose from.
    Profiles {
        /// The position of the cursor among them: all of them as one, then each.
        cursor: usize,
    },
    /// The products to choose from.
    Products {
        /// The position of the cursor among them.
        cursor: usize,
    },
    /// The columns of the list to choose from.
    Columns {
        /// The position of the cursor among them.
        cursor: usize,
    },
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
