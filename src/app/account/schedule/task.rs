//! What there is to request, each with an interval of its own.

use crate::domain::FeedName;

/// What the schedule plans, each task independently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Read the model list.
    Catalogue,
    /// Read the free quotas.
    Quotas,
    /// Read the Free Quota Only states.
    Switches,
    /// Read the balance.
    Account,
    /// Read a whole snapshot.
    Snapshot,
    /// Read the bills, day by day, and what closed cycles owe.
    Bills,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 6] =
        [Self::Catalogue, Self::Quotas, Self::Switches, Self::Account, Self::Snapshot, Self::Bills];

    /// The feed it serves.
    pub const fn feed(self) -> FeedName {
        match self {
            Self::Account => FeedName::Account,
            Self::Bills => FeedName::Bills,
            Self::Catalogue | Self::Quotas | Self::Switches | Self::Snapshot => FeedName::Quotas,
        }
    }

    /// The task whose success makes `feed` fresh.
    pub const fn main_of(feed: FeedName) -> Self {
        match feed {
            FeedName::Quotas => Self::Quotas,
            FeedName::Account => Self::Account,
            FeedName::Bills => Self::Bills,
        }
    }

    /// Its position in [`Task::ALL`].
    pub(crate) const fn position(self) -> usize {
        match self {
            Self::Catalogue => 0,
            Self::Quotas => 1,
            Self::Switches => 2,
            Self::Account => 3,
            Self::Snapshot => 4,
            Self::Bills => 5,
        }
    }
}
