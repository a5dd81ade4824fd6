//! The view: what the user has opened, selected, sorted and filtered.

use std::{mem::discriminant, sync::Arc, time::Duration};

use strum::EnumIter;

use super::{AccountId, ProfileId, account::alerts::EntryId, pages::models::marks::Marks};
pub use crate::domain::action::{HelpPage, Page};
use crate::domain::{
    ListColumns, ModelName,
    bill::{Cycle, Query},
    calls::{CallQuery, CallRange},
    filter::Filter,
    sort::SortKey,
};

/// The state of the screen, apart from the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    pub page: Page,
    /// Whether one profile is shown or all.
    pub shown: Shown,
    pub bills: BillsView,
    pub calls: CallsView,
    pub alerts: AlertsView,
    pub accounts: AccountsView,
    /// The selected model; it stays selected when the order changes.
    pub selected: Option<ModelName>,
    /// The first visible row.
    pub offset: usize,
    pub sort: SortKey,
    pub reversed: bool,
    /// The filter as typed.
    pub filter_text: String,
    /// The filter as understood.
    pub filter: Filter,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Whether unused models are listed.
    pub unfolded: bool,
    /// The marked models, to change them together.
    pub marks: Marks,
    /// The columns to show if there is room.
    pub columns: ListColumns,
    /// Those that were shown when the column chooser was opened.
    pub columns_before: Option<ListColumns>,
    pub overlay: Overlay,
    /// What the help or the account page was opened over, the last on top; closing leads back there.
    pub covered: Vec<Overlay>,
    /// The detail below the list, on a screen that has no room to always show it.
    pub peek: Peek,
    /// When the cursor was last moved, on the monotonic clock.
    pub moved_at: Option<Duration>,
}

impl View {
    /// When a cursor was last moved in a list whose order changes with its data.
    pub(super) fn moved_in_a_list_at(&self) -> Option<Duration> {
        self.moved_at.max(self.accounts.moved_at)
    }

    /// Opens the help or the account page over what is open. Each of them is there once at most.
    pub(super) fn open_over(&mut self, overlay: Overlay) {
        let below = std::mem::replace(&mut self.overlay, overlay);
        if below == Overlay::None {
            self.covered.clear();
        } else {
            self.covered.push(below);
        }
        let is_same = |one: &Overlay| discriminant(one) == discriminant(&overlay);
        let first = self.covered.iter().position(is_same).unwrap_or(self.covered.len());
        self.covered.truncate(first);
    }
}

/// Whether the detail below the list is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Peek {
    #[default]
    Closed,
    Open,
}

impl Peek {
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    #[must_use]
    pub const fn toggled(self) -> Self {
        if self.is_open() { Self::Closed } else { Self::Open }
    }
}

/// Which of several profiles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// The one in focus.
    #[default]
    One,
    /// All of them in one list.
    All,
}

/// The state of the Alerts page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlertsView {
    /// The selected row and its profile.
    pub selected: Option<(ProfileId, EntryId)>,
    /// The first visible row.
    pub offset: usize,
    /// The id of the selected event, while the cursor is in the log.
    pub event: Option<Box<str>>,
    /// The first visible event.
    pub log_offset: usize,
}

/// The state of the Bills page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BillsView {
    /// The cycle on screen; `None` for the running one.
    pub cycle: Option<Cycle>,
    /// Product, search, grouping, order.
    pub query: Query,
    /// Key and currency of the selected group.
    pub selected: Option<(Box<str>, Arc<str>)>,
    /// The first visible group.
    pub offset: usize,
    /// The position of the cursor among the lines of the group, while it is there.
    pub line: Option<usize>,
    /// The first visible line.
    pub line_offset: usize,
}

/// The state of the Calls page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallsView {
    pub range: CallRange,
    /// Grouping, search, order.
    pub query: CallQuery,
    /// The key of the selected group; empty for the calls of which the source does not state it.
    pub selected: Option<Box<str>>,
    /// The first visible group.
    pub offset: usize,
    /// The step under the cursor of the chart, while it is there.
    pub step: Option<usize>,
}

/// The state of the Accounts page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountsView {
    /// The account that the cursor was moved to; it stays selected when the order changes.
    pub selected: Option<AccountId>,
    /// The first visible account.
    pub offset: usize,
    /// The filter as typed.
    pub filter: String,
    /// When the cursor was last moved, on the monotonic clock.
    pub moved_at: Option<Duration>,
}

/// The palette, while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// The typed text.
    pub text: String,
    /// The position of the cursor among the matching rows.
    pub cursor: usize,
}

/// What covers the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overlay {
    #[default]
    None,
    /// The selected model, full-screen.
    Detail,
    /// The balance, spending and closed cycles of the profile in focus.
    Account {
        scroll: u16,
    },
    /// The lines of the selected group, full-screen.
    Lines,
    /// The chart and the callers of the selected group of calls, full-screen.
    Calls,
    /// All fields of the selected line.
    Line {
        scroll: u16,
    },
    /// A popup over the page, in which the user chooses.
    Chooser(Chooser),
    Help {
        page: HelpPage,
        scroll: u16,
    },
}

/// A list of choices in a popup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chooser {
    pub choice: Choice,
    pub cursor: usize,
}

/// What a chooser chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub enum Choice {
    /// The columns of the list, several of them.
    Columns,
    /// The order of the open page.
    Order,
    /// The products of the bill.
    Product,
    /// All profiles, or one.
    Profile,
}

impl Overlay {
    /// The account page at its top.
    pub const ACCOUNT: Self = Self::Account { scroll: 0 };

    pub const fn chooser(choice: Choice, cursor: usize) -> Self {
        Self::Chooser(Chooser { choice, cursor })
    }

    pub const fn is_account(self) -> bool {
        matches!(self, Self::Account { .. })
    }

    /// Whether the page below is out of sight.
    pub const fn hides_page(self) -> bool {
        !matches!(self, Self::None | Self::Chooser(_))
    }
}
