//! What can be requested: everything that distinguishes one kind of request from another.

use std::time::Duration;

use enum_map::Enum;
use strum::EnumIter;

use crate::domain::{FeedName, Model, ModelName, Quantity, Request, SourceKind};

/// The model list is good for a day.
const CATALOGUE_EVERY: Duration = Duration::from_hours(24);
/// Only the user changes Free Quota Only, and rarely.
const SWITCHES_EVERY: Duration = Duration::from_mins(10);
/// The shortest window of a plan has hours.
const PLANS_EVERY: Duration = Duration::from_mins(30);

/// A kind of request, scheduled independently of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, EnumIter)]
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
    /// Read the accounts of a fleet.
    Fleet,
    /// Read the bills, day by day, and what is outstanding of closed cycles.
    Bills,
    /// Read the calls of the range that is shown or needed.
    Calls,
    /// Read the Token Plan and the Coding Plan.
    Plans,
}

impl Task {
    /// The feed to which it belongs.
    pub const fn feed(self) -> FeedName {
        match self {
            Self::Account => FeedName::Account,
            Self::Bills => FeedName::Bills,
            Self::Calls => FeedName::Calls,
            Self::Catalogue | Self::Quotas | Self::Switches | Self::Snapshot | Self::Fleet | Self::Plans => {
                FeedName::Quotas
            }
        }
    }

    /// The task whose success makes `feed` fresh.
    pub const fn main_of(feed: FeedName) -> Self {
        match feed {
            FeedName::Quotas => Self::Quotas,
            FeedName::Account => Self::Account,
            FeedName::Bills => Self::Bills,
            FeedName::Calls => Self::Calls,
        }
    }

    /// Whether it is read beside its feed, of which it says nothing: neither how fresh it is, nor whether it
    /// fails. It is not stored, so that every instance reads it for itself.
    pub const fn is_aside(self) -> bool {
        matches!(self, Self::Plans | Self::Fleet)
    }

    /// The task that is done first if both are due: its response may leave nothing to request, or it matters more.
    pub const fn follows(self) -> Option<Self> {
        match self {
            // Quotas may come with the Free Quota Only states; and what the user waits for comes before plans.
            Self::Switches | Self::Plans => Some(Self::Quotas),
            _ => None,
        }
    }

    /// Whether a source of this kind serves it.
    pub const fn is_served_by(self, source: SourceKind) -> bool {
        match self {
            Self::Catalogue | Self::Quotas | Self::Switches | Self::Account => {
                matches!(source, SourceKind::Alibaba)
            }
            Self::Snapshot => {
                matches!(source, SourceKind::Snapshot | SourceKind::Demo | SourceKind::Prometheus)
            }
            Self::Fleet => matches!(source, SourceKind::Prometheus),
            Self::Bills | Self::Calls | Self::Plans => {
                matches!(source, SourceKind::Alibaba | SourceKind::Demo)
            }
        }
    }

    /// The interval at which it repeats after success; absent if something else triggers it: a file's
    /// watcher, the plan of the bills, the page of the calls.
    pub const fn every(self, source: SourceKind, refresh: Duration) -> Option<Duration> {
        match (self, source) {
            (Self::Snapshot, SourceKind::Snapshot) | (Self::Bills | Self::Calls, _) => None,
            (Self::Catalogue, _) => Some(CATALOGUE_EVERY),
            (Self::Switches, _) => Some(SWITCHES_EVERY),
            (Self::Plans, _) => Some(PLANS_EVERY),
            (Self::Quotas | Self::Account | Self::Snapshot | Self::Fleet, _) => Some(refresh),
        }
    }

    /// Whether it requests models by their names.
    pub const fn needs_models(self) -> bool {
        matches!(self, Self::Quotas | Self::Switches)
    }

    /// Whether it may request `model`.
    pub fn concerns(self, model: &Model) -> bool {
        match self {
            Self::Quotas => true,
            // Without a free quota there is nothing that Free Quota Only could stop. One that the server does
            // not know may exist.
            Self::Switches => {
                model.console_quota().and_then(|quota| quota.total).is_none_or(Quantity::is_positive)
            }
            Self::Catalogue
            | Self::Account
            | Self::Snapshot
            | Self::Fleet
            | Self::Bills
            | Self::Calls
            | Self::Plans => false,
        }
    }

    /// Its request, for these models if it needs any; absent if what to request has to be chosen first.
    pub fn request(self, models: Vec<ModelName>) -> Option<Request> {
        match self {
            Self::Catalogue => Some(Request::Catalogue),
            Self::Quotas => Some(Request::Quotas(models)),
            Self::Switches => Some(Request::FreeQuotaOnly(models)),
            Self::Account => Some(Request::Account),
            Self::Snapshot => Some(Request::Snapshot),
            Self::Plans => Some(Request::Plans),
            Self::Fleet => Some(Request::Fleet),
            Self::Bills | Self::Calls => None,
        }
    }
}
